package jevons.pipeline.table;

import java.util.Locale;

/** A table's layer and name, written {@code gold.claim}. */
public record TableName(Layer layer, String table) implements Comparable<TableName> {
  public static TableName bronze(String table) {
    return new TableName(Layer.BRONZE, table);
  }

  public static TableName silver(String table) {
    return new TableName(Layer.SILVER, table);
  }

  public static TableName gold(String table) {
    return new TableName(Layer.GOLD, table);
  }

  public static TableName ops(String table) {
    return new TableName(Layer.OPS, table);
  }

  /**
   * Reads {@code "gold.claim"}.
   *
   * @throws IllegalArgumentException when there is no dot or no such layer
   */
  public static TableName parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 0) {
      throw new IllegalArgumentException("not a table name: " + text);
    }
    Layer layer = Layer.valueOf(text.substring(0, dot).toUpperCase(Locale.ROOT));
    return new TableName(layer, text.substring(dot + 1));
  }

  /** Where the table lies below the lake's root, {@code "gold/claim"}. */
  public String path() {
    return layer.schema() + "/" + table;
  }

  @Override
  public int compareTo(TableName other) {
    int byLayer = layer.compareTo(other.layer);
    return byLayer != 0 ? byLayer : table.compareTo(other.table);
  }

  @Override
  public String toString() {
    return layer.schema() + "." + table;
  }
}
