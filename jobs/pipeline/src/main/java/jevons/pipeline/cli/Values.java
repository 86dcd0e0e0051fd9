package jevons.pipeline.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/** A cell's value as text: whole for machines, readable for people. */
final class Values {
  private static final MathContext READABLE = new MathContext(6, RoundingMode.HALF_EVEN);
  private static final MathContext ALL_DIGITS = new MathContext(17, RoundingMode.HALF_EVEN);
  private static final double LARGEST_EXACT = 9e15;

  private Values() {}

  /** For people: 6 significant digits, whole numbers whole, {@code -} for what is missing. */
  static String readable(Object value) {
    if (value == null) {
      return "-";
    }
    return value instanceof Double || value instanceof Float
        ? readable(((Number) value).doubleValue())
        : exact(value);
  }

  private static String readable(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return "-";
    }
    if (number == Math.rint(number) && Math.abs(number) < LARGEST_EXACT) {
      return Long.toString((long) number);
    }
    BigDecimal rounded = new BigDecimal(number).round(READABLE).stripTrailingZeros();
    boolean plain = Math.abs(number) >= 1e-4 && Math.abs(number) < 1e9;
    return plain
        ? rounded.toPlainString()
        : rounded.toString().replace("E+", "e").replace('E', 'e');
  }

  /** For machines: reads back to the same value. */
  static String exact(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof java.sql.Timestamp moment) {
      return moment.toInstant().toString();
    }
    if (value instanceof byte[] bytes) {
      return java.util.HexFormat.of().formatHex(bytes);
    }
    if (value instanceof scala.collection.Seq<?> list) {
      return String.valueOf(CollectionConverters.asJava(list));
    }
    if (value instanceof scala.collection.Map<?, ?> map) {
      return String.valueOf(CollectionConverters.asJava(map));
    }
    return String.valueOf(value);
  }

  /** A number with 17 significant digits, null where it is none. */
  static void writeNumber(JsonGenerator json, double number) throws IOException {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      json.writeNull();
    } else if (number == Math.rint(number) && Math.abs(number) < LARGEST_EXACT) {
      json.writeNumber((long) number);
    } else {
      json.writeNumber(new BigDecimal(number).round(ALL_DIGITS).stripTrailingZeros().toString());
    }
  }

  /** A value as JSON; days and moments as ISO 8601, structs as objects. */
  static void write(JsonGenerator json, Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Double || value instanceof Float) {
      writeNumber(json, ((Number) value).doubleValue());
    } else if (value instanceof BigDecimal decimal) {
      json.writeNumber(decimal);
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Row row) {
      json.writeStartObject();
      for (int i = 0; i < row.size(); i++) {
        json.writeFieldName(row.schema().fieldNames()[i]);
        write(json, row.get(i));
      }
      json.writeEndObject();
    } else if (value instanceof scala.collection.Seq<?> list) {
      json.writeStartArray();
      for (Object element : CollectionConverters.asJava(list)) {
        write(json, element);
      }
      json.writeEndArray();
    } else if (value instanceof scala.collection.Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : CollectionConverters.asJava(map).entrySet()) {
        json.writeFieldName(exact(entry.getKey()));
        write(json, entry.getValue());
      }
      json.writeEndObject();
    } else {
      json.writeString(exact(value));
    }
  }
}
