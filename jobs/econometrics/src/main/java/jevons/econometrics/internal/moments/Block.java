package jevons.econometrics.internal.moments;

/**
 * Some thousand rows by column: numbers, NaN where missing, and codes of keys, -1 where missing.
 */
public final class Block {
  /**
   * Rows it holds: as many as stay in the second cache of a processor once they lie row by row, and
   * as Spark's column batches have, whose arrays then become a block's as they are.
   */
  static final int ROWS = 4_096;

  final double[][] numbers;
  final int[][] codes;
  final Dictionary[] keys;
  int rows;

  Block(Columns columns) {
    numbers = new double[columns.numbers().size()][ROWS];
    codes = new int[columns.keys().size()][ROWS];
    keys = new Dictionary[codes.length];
    for (int q = 0; q < keys.length; q++) {
      keys[q] = new Dictionary(columns.kind(q));
    }
  }
}
