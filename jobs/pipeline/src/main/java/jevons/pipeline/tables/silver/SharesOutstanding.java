package jevons.pipeline.tables.silver;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.RowsBehind.equal;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.row;
import static jevons.pipeline.table.TableName.silver;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.SHARES;
import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Shares outstanding as the cover pages of reports state them, on the basis of today's prices.
 *
 * <p>A count is adjusted by the splits after the day on the cover, not after the filing: a report
 * filed after a split may still count old shares. In force on a day is the row filed last by then.
 */
public final class SharesOutstanding implements Derived {
  public static final Field TICKER = required("ticker", TEXT, NONE, "Exchange ticker in use today");
  public static final Field COVER_DATE =
      required("cover_date", DAY, NONE, "Day of the count, on the report's cover");
  public static final Field KNOWN_ON = required("known_on", DAY, NONE, "Day the report was filed");
  public static final Field SHARES_ADJUSTED =
      required(
          "shares",
          NUMBER,
          SHARES,
          "Shares outstanding, adjusted for the splits whose ex-date lies after cover_date");
  public static final Field SHARES_AS_FILED =
      required("shares_as_filed", NUMBER, SHARES, "Shares outstanding as the cover has them");

  @Override
  public TableName name() {
    return silver("shares_outstanding");
  }

  @Override
  public String grain() {
    return "one row per firm, cover date and filing day";
  }

  @Override
  public List<Field> fields() {
    return List.of(TICKER, COVER_DATE, KNOWN_ON, SHARES_ADJUSTED, SHARES_AS_FILED);
  }

  @Override
  public List<Field> key() {
    return List.of(TICKER, COVER_DATE, KNOWN_ON);
  }

  @Override
  public Optional<Field> knownOn() {
    return Optional.of(KNOWN_ON);
  }

  @Override
  public List<Check> checks() {
    return List.of(everyRow("shares are positive", SHARES_ADJUSTED.col().gt(0)));
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(FilingFact.class, Split.class);
  }

  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    if (input instanceof Split) {
      return asked.isFor(SHARES_ADJUSTED)
          ? RowsBehind.where(equal(TICKER), input(Split.EX_DATE).gt(row(COVER_DATE)))
          : RowsBehind.none();
    }
    return RowsBehind.where(
            equal(TICKER),
            input(FilingFact.TAXONOMY).equalTo("dei"),
            input(FilingFact.TAG).equalTo("EntityCommonStockSharesOutstanding"),
            input(FilingFact.UNIT).equalTo("shares"),
            equal(COVER_DATE, FilingFact.PERIOD_END),
            equal(KNOWN_ON))
        .first(1, List.of(), input(FilingFact.ACCESSION_NUMBER))
        .following(FilingFact.VALUE, FilingFact.FORM);
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    Dataset<Row> covers =
        in.read(FilingFact.class)
            .where(
                """
                taxonomy = 'dei' AND tag = 'EntityCommonStockSharesOutstanding'
                AND unit = 'shares'""")
            // An amendment of the same day repeats the count.
            .groupBy(col("ticker"), col("period_end"), col("known_on"))
            .agg(min_by(col("value"), col("accession_number")).as("as_filed"));
    Dataset<Row> splits =
        in.read(Split.class)
            .groupBy(col("ticker").as("split_ticker"))
            .agg(collect_list(struct(col("ex_date"), col("ratio"))).as("splits"));
    return covers
        .join(splits, col("ticker").equalTo(col("split_ticker")), "left")
        .select(
            TICKER.is(col("ticker")),
            COVER_DATE.is(col("period_end")),
            KNOWN_ON.is(col("known_on")),
            SHARES_ADJUSTED.is(col("as_filed").multiply(newForOldSince(col("period_end")))),
            SHARES_AS_FILED.is(col("as_filed")));
  }

  /** Today's shares for one share of {@code day}. */
  private static Column newForOldSince(Column day) {
    Column later = filter(col("splits"), split -> split.getField("ex_date").gt(day));
    Column ratio =
        aggregate(later, lit(1.0), (all, split) -> all.multiply(split.getField("ratio")));
    return coalesce(ratio, lit(1.0));
  }
}
