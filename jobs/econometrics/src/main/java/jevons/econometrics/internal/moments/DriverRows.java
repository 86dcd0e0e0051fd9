package jevons.econometrics.internal.moments;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/** Rows that are on the driver, in lists that stand for partitions. */
public final class DriverRows implements Blocks {
  private final List<List<Row>> partitions;
  private final Columns columns;
  private final RowFill fill;

  /**
   * Takes rows as they are.
   *
   * @param names of the rows' columns, in order
   */
  public DriverRows(List<List<Row>> partitions, List<String> names, Columns columns) {
    this.partitions = partitions;
    this.columns = columns;
    this.fill = RowFill.byName(columns, names);
  }

  @Override
  public <R extends Serializable> R run(Pass<R> pass) {
    List<R> parts = new ArrayList<>();
    for (List<Row> rows : partitions) {
      BlockReader.Filler<R> filler = new BlockReader.Filler<>(pass.start(), new Block(columns));
      for (Row row : rows) {
        fill.into(filler.block, row);
        filler.next();
      }
      filler.finish().forEachRemaining(parts::add);
    }
    return Blocks.merge(parts, pass);
  }
}
