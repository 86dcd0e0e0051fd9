package jevons.pipeline.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;

/** What a setting holds. A setting has the kind of its default. */
enum Kind {
  TEXT("a text"),
  COUNT("a whole number"),
  NUMBER("a number"),
  /** A whole number, or the word {@code auto}: the study chooses by its own rule. */
  COUNT_OR_AUTO("a whole number or auto"),
  FLAG("true or false"),
  TEXTS("a list of texts"),
  NUMBERS("a list of numbers"),
  RECORDS("a list of { key = value, ... }");

  static final String AUTO = "auto";

  private final String words;

  Kind(String words) {
    this.words = words;
  }

  /** For messages, {@code "a whole number"}. */
  String words() {
    return words;
  }

  /** The kind of this default. */
  static Kind of(ConfigValue value) {
    return switch (value.valueType()) {
      case NUMBER -> isWhole(value) ? COUNT : NUMBER;
      case BOOLEAN -> FLAG;
      case STRING -> value.unwrapped().equals(AUTO) ? COUNT_OR_AUTO : TEXT;
      case LIST -> ofList((ConfigList) value);
      case OBJECT, NULL -> throw new IllegalStateException("reference.conf: no value in " + value);
    };
  }

  /** Whether {@code value} may stand where a default of this kind does. */
  boolean accepts(ConfigValue value) {
    return switch (this) {
      case TEXT ->
          value.valueType() == ConfigValueType.STRING
              || value.valueType() == ConfigValueType.NUMBER;
      case COUNT -> isWhole(value);
      case NUMBER -> isNumber(value);
      case COUNT_OR_AUTO -> isWhole(value) || AUTO.equals(value.unwrapped());
      case FLAG -> value.valueType() == ConfigValueType.BOOLEAN;
      case TEXTS -> all(value, TEXT::accepts);
      case NUMBERS -> all(value, Kind::isNumber);
      case RECORDS -> all(value, e -> e.valueType() == ConfigValueType.OBJECT);
    };
  }

  private static Kind ofList(ConfigList list) {
    if (!list.isEmpty() && list.get(0).valueType() == ConfigValueType.OBJECT) {
      return RECORDS;
    }
    return !list.isEmpty() && isNumber(list.get(0)) ? NUMBERS : TEXTS;
  }

  private static boolean all(
      ConfigValue value, java.util.function.Predicate<ConfigValue> condition) {
    return value instanceof ConfigList list && list.stream().allMatch(condition);
  }

  private static boolean isNumber(ConfigValue value) {
    return value.valueType() == ConfigValueType.NUMBER;
  }

  private static boolean isWhole(ConfigValue value) {
    return value.unwrapped() instanceof Integer || value.unwrapped() instanceof Long;
  }
}
