package jevons.pipeline.config;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import jevons.pipeline.table.Settings;

/** The settings a reader named; what it did not name it cannot read. */
final class DeclaredSettings implements Settings {
  private final SortedMap<String, Object> values;

  DeclaredSettings(SortedMap<String, Object> values) {
    this.values = values;
  }

  @Override
  public String text(String key) {
    return String.valueOf(value(key));
  }

  @Override
  public long count(String key) {
    return as(Long.class, key);
  }

  @Override
  public double number(String key) {
    return as(Number.class, key).doubleValue();
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<String> texts(String key) {
    return (List<String>) as(List.class, key);
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<Map<String, Object>> records(String key) {
    return (List<Map<String, Object>>) as(List.class, key);
  }

  private Object value(String key) {
    Object value = values.get(key);
    if (value == null) {
      throw new IllegalStateException(
          "setting " + key + " is read but not declared; declared: " + values.keySet());
    }
    return value;
  }

  private <T> T as(Class<T> type, String key) {
    Object value = value(key);
    if (!type.isInstance(value)) {
      throw new IllegalStateException(
          "setting " + key + " is no " + type.getSimpleName() + ": " + value);
    }
    return type.cast(value);
  }
}
