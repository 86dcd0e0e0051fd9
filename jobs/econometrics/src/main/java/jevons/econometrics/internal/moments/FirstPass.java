package jevons.econometrics.internal.moments;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** Sums of products over all rows, and by the values of each key what is needed of them. */
final class FirstPass implements Pass<FirstPass.Sums> {

  /** What the rows add up to. */
  static final class Sums implements Serializable {
    long rows;
    final TreeMap<String, Long> reasons = new TreeMap<>();
    boolean badWeight;

    /** Products over all rows. */
    double[] total;

    Group[] groups;
    Cells cells;
  }

  private final DesignRows design;
  private final List<Group.Need> needs;
  private final int limit;
  private final int[] pair;

  /**
   * @param needs what is to be summed by each key
   * @param limit numbers to keep for one key
   * @param pair two keys whose rows are summed by pair of values, times their weights where the
   *     keys are effects; or none
   */
  FirstPass(DesignRows design, List<Group.Need> needs, int limit, int... pair) {
    this.design = design;
    this.needs = needs;
    this.limit = limit;
    this.pair = pair;
  }

  @Override
  public Part<Sums> start() {
    return new Work();
  }

  private final class Work implements Part<Sums> {
    private final DesignRows.Loader loader = design.loader();
    private final Sums sums = new Sums();
    private final GroupSort sort = new GroupSort();
    private final int columns = design.width();
    private final int stride = CrossProducts.stride(columns);
    private Group grouped;

    Work() {
      sums.groups = new Group[needs.size()];
      for (int q = 0; q < sums.groups.length; q++) {
        sums.groups[q] = new Group(needs.get(q), design.columns().kind(q), columns, limit);
        if (grouped == null && needs.get(q) == Group.Need.PRODUCTS) {
          grouped = sums.groups[q];
        }
      }
      sums.total = new double[CrossProducts.size(columns)];
      if (pair.length > 0) {
        boolean effects = needs.get(pair[0]) == Group.Need.SUMS;
        sums.cells = new Cells(design.weighted() && effects);
      }
    }

    @Override
    public void add(Block block) {
      int rows = loader.load(block);
      sums.rows += rows;
      for (int q = 0; q < sums.groups.length; q++) {
        sums.groups[q].keys = block.keys[q];
        add(sums.groups[q], loader.codes[q], rows);
      }
      if (sums.cells != null) {
        sums.cells.add(loader.codes[pair[0]], loader.codes[pair[1]], loader.z, stride, rows);
      }
      // Else all rows' products are the sum of the groups'.
      if (grouped == null || grouped.givenUp) {
        CrossProducts.add(loader.z, rows, columns, sums.total);
      }
    }

    private void add(Group group, int[] codes, int rows) {
      boolean summed = group.room(group.keys.size());
      for (int r = 0; r < rows; r++) {
        group.count[codes[r]]++;
      }
      if (!summed) {
        return;
      }
      double[] z = loader.z;
      if (group.need == Group.Need.SUMS) {
        for (int r = 0; r < rows; r++) {
          int from = r * stride;
          int to = codes[r] * group.size;
          double root = z[from];
          for (int c = 0; c < columns; c++) {
            group.sums[to + c] += root * z[from + c];
          }
        }
        return;
      }
      int groups = sort.sort(codes, rows, stride, group.keys.size());
      int from = 0;
      for (int g = 0; g < groups; g++) {
        int at = sort.touched[g] * group.size;
        CrossProducts.add(z, sort.order, from, sort.end[g], columns, group.sums, at);
        from = sort.end[g];
      }
    }

    @Override
    public Sums finish() {
      sums.reasons.putAll(loader.reasons);
      sums.badWeight = loader.badWeight;
      if (grouped != null) {
        double[] over = grouped.over();
        for (int i = 0; i < over.length; i++) {
          sums.total[i] += over[i];
        }
      }
      for (Group group : sums.groups) {
        group.count = Arrays.copyOf(group.count, group.keys.size());
        if (group.sums.length > group.keys.size() * group.size) {
          group.sums = Arrays.copyOf(group.sums, group.keys.size() * group.size);
        }
      }
      return sums;
    }
  }

  @Override
  public Sums merge(Sums into, Sums other) {
    into.rows += other.rows;
    into.badWeight |= other.badWeight;
    other.reasons.forEach((reason, n) -> into.reasons.merge(reason, n, Long::sum));
    for (int i = 0; i < into.total.length; i++) {
      into.total[i] += other.total[i];
    }
    int[][] to = new int[into.groups.length][];
    for (int q = 0; q < to.length; q++) {
      to[q] = into.groups[q].keys.translate(other.groups[q].keys);
      into.groups[q].merge(other.groups[q], to[q]);
    }
    if (into.cells != null) {
      into.cells.merge(other.cells, to[pair[0]], to[pair[1]]);
    }
    return into;
  }
}
