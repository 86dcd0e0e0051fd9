package jevons.pipeline.lake;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How the components of one kind of record are written and read; see {@link Json}. */
final class JsonRecord {
  private static final Map<Class<?>, JsonRecord> KNOWN = new ConcurrentHashMap<>();

  private final RecordComponent[] components;
  private final String[] keys;
  private final Map<String, Integer> positions = new HashMap<>();
  private final Constructor<?> constructor;

  private JsonRecord(Class<?> type) {
    components = type.getRecordComponents();
    keys = new String[components.length];
    for (int i = 0; i < keys.length; i++) {
      components[i].getAccessor().setAccessible(true);
      keys[i] = snakeCase(components[i].getName());
      positions.put(keys[i], i);
      // Delta writes its own keys as Java does.
      positions.put(components[i].getName(), i);
    }
    try {
      constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type + " is no record", e);
    }
  }

  static JsonRecord of(Class<?> type) {
    return KNOWN.computeIfAbsent(type, JsonRecord::new);
  }

  private static String snakeCase(String camelCase) {
    return camelCase.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** Reads the object at whose start the parser stands. */
  Object read(JsonParser parser) throws IOException {
    require(parser, JsonToken.START_OBJECT);
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = absent(components[i].getType());
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      require(parser, JsonToken.FIELD_NAME);
      Integer position = positions.get(parser.currentName());
      JsonToken token = parser.nextToken();
      if (position == null) {
        parser.skipChildren();
      } else if (token != JsonToken.VALUE_NULL) {
        values[position] = read(parser, components[position].getGenericType());
      }
    }
    try {
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
      throw new IOException(String.valueOf(cause.getMessage()), cause);
    }
  }

  private static Object read(JsonParser parser, Type type) throws IOException {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == List.class
          ? readList(parser, arguments[0])
          : readMap(parser, arguments[1]);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      return of(plain).read(parser);
    }
    if (plain == String.class) {
      return readText(parser);
    } else if (plain == long.class || plain == Long.class) {
      return parser.getLongValue();
    } else if (plain == int.class || plain == Integer.class) {
      return parser.getIntValue();
    } else if (plain == double.class || plain == Double.class) {
      return parser.getDoubleValue();
    } else if (plain == boolean.class || plain == Boolean.class) {
      return parser.getBooleanValue();
    } else if (plain == LocalDate.class) {
      return LocalDate.parse(readText(parser));
    } else if (plain == Instant.class) {
      return Instant.parse(readText(parser));
    }
    throw new IllegalStateException("no JSON for " + type);
  }

  private static List<Object> readList(JsonParser parser, Type element) throws IOException {
    require(parser, JsonToken.START_ARRAY);
    List<Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(read(parser, element));
    }
    return list;
  }

  private static Map<String, Object> readMap(JsonParser parser, Type value) throws IOException {
    require(parser, JsonToken.START_OBJECT);
    Map<String, Object> map = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      require(parser, JsonToken.FIELD_NAME);
      String key = parser.currentName();
      parser.nextToken();
      map.put(key, read(parser, value));
    }
    return map;
  }

  private static String readText(JsonParser parser) throws IOException {
    require(parser, JsonToken.VALUE_STRING);
    return parser.getText();
  }

  private static void require(JsonParser parser, JsonToken expected) throws IOException {
    if (parser.currentToken() != expected) {
      throw new IOException(
          "expected "
              + expected
              + ", found "
              + parser.currentToken()
              + " in line "
              + parser.currentLocation().getLineNr());
    }
  }

  /** What a component is when its key is missing. */
  private static Object absent(Class<?> type) {
    if (type == long.class) {
      return 0L;
    } else if (type == int.class) {
      return 0;
    } else if (type == double.class) {
      return 0.0;
    } else if (type == boolean.class) {
      return false;
    }
    return null;
  }

  /** Writes a value of one of the kinds that {@link Json} names. */
  static void write(Object value, JsonGenerator out) throws IOException {
    if (value instanceof Record object) {
      of(object.getClass()).writeComponents(object, out);
    } else if (value instanceof List<?> list) {
      out.writeStartArray();
      for (Object element : list) {
        write(element, out);
      }
      out.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      out.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.writeFieldName((String) entry.getKey());
        write(entry.getValue(), out);
      }
      out.writeEndObject();
    } else if (value instanceof Long || value instanceof Integer) {
      out.writeNumber(((Number) value).longValue());
    } else if (value instanceof Double number) {
      out.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof String || value instanceof LocalDate || value instanceof Instant) {
      out.writeString(value.toString());
    } else {
      throw new IllegalStateException("no JSON for " + value.getClass());
    }
  }

  private void writeComponents(Record object, JsonGenerator out) throws IOException {
    out.writeStartObject();
    for (int i = 0; i < components.length; i++) {
      Object value = valueOf(components[i], object);
      if (value != null) {
        out.writeFieldName(keys[i]);
        write(value, out);
      }
    }
    out.writeEndObject();
  }

  private static Object valueOf(RecordComponent component, Record object) {
    try {
      return component.getAccessor().invoke(object);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component + " of " + object, e);
    }
  }
}
