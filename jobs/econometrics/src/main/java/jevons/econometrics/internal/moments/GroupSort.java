package jevons.econometrics.internal.moments;

import java.util.Arrays;

/** Brings the rows of a block that share a code together, by counting. */
final class GroupSort {
  final int[] order = new int[Block.ROWS];

  /** Codes of the block, in the order they came. */
  final int[] touched = new int[Block.ROWS];

  /** Where the rows of each touched code end in the order. */
  final int[] end = new int[Block.ROWS];

  private int[] next = new int[1024];

  /**
   * Sorts; the rows of a code keep their order.
   *
   * @param stride places of a row
   * @param codes how many there may be
   * @return how many codes the rows have
   */
  int sort(int[] code, int rows, int stride, int codes) {
    if (codes > next.length) {
      next = Arrays.copyOf(next, Math.max(codes, 2 * next.length));
    }
    int groups = 0;
    for (int r = 0; r < rows; r++) {
      if (next[code[r]]++ == 0) {
        touched[groups++] = code[r];
      }
    }
    int place = 0;
    for (int g = 0; g < groups; g++) {
      int count = next[touched[g]];
      next[touched[g]] = place;
      place += count;
      end[g] = place;
    }
    for (int r = 0; r < rows; r++) {
      order[next[code[r]]++] = r * stride;
    }
    for (int g = 0; g < groups; g++) {
      next[touched[g]] = 0;
    }
    return groups;
  }
}
