package jevons.pipeline.tables.gold;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Check.unlessNull;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.RowsBehind.equal;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.MONEY;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.FACTOR_PER_YEAR;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.SHARE;
import static jevons.pipeline.table.Unit.USD_PER_MTOK;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;

import java.sql.Date;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.DriverRows;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.silver.Score;
import jevons.pipeline.tables.silver.TokenPrice;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How fast the price of a fixed quality falls: of the cheapest tokens from a model at or above a
 * share of right answers on a benchmark.
 *
 * <p>Better measured than training efficiency, since prices are posted. A record is an offer
 * strictly cheaper than all before it; the rate is that of a line through the logarithms of the
 * records. Few records or less than a year give no rate, and the row says why. Records are minima,
 * not a sample, so the interval is narrower than what one does not know.
 */
public final class PriceIndex implements Derived {
  private static final double LOWEST = 0.1;
  private static final int THRESHOLDS = 9;

  public static final Field AS_OF = AsOf.FIELD;
  public static final Field BENCHMARK = required("benchmark", TEXT, NONE, "As in silver.benchmark");
  public static final Field THRESHOLD =
      required(
          "threshold_share", NUMBER, SHARE, "Share of right answers that counts as the quality");
  public static final Field RATE =
      optional(
          "rate_factor_per_year",
          NUMBER,
          FACTOR_PER_YEAR,
          "By how much cheaper the quality gets in a year; null where suppressed");
  public static final Field CI_LOW =
      optional("ci_low", NUMBER, FACTOR_PER_YEAR, "Lower end of the 95 % interval, t(records - 2)");
  public static final Field CI_HIGH =
      optional("ci_high", NUMBER, FACTOR_PER_YEAR, "Upper end of the 95 % interval");
  public static final Field RECORDS =
      required("records", COUNT, NONE, "Offers strictly cheaper than all before them");
  public static final Field FIRST_ON =
      required("first_record_on", DAY, NONE, "Day the first of them took effect");
  public static final Field FIRST_PRICE =
      required(
          "first_price_usd_per_mtok", MONEY, USD_PER_MTOK, "Its price, three read to one written");
  public static final Field LAST_ON =
      required("last_record_on", DAY, NONE, "Day the last of them took effect");
  public static final Field LAST_PRICE =
      required("last_price_usd_per_mtok", MONEY, USD_PER_MTOK, "Its price");
  public static final Field LAST_MODEL =
      required("last_record_model", TEXT, NONE, "Model of the last of them");
  public static final Field SUPPRESSED_REASON =
      optional("suppressed_reason", TEXT, NONE, "Why there is no rate");
  public static final Field GRADE =
      required("grade", TEXT, NONE, "Weakest of the records' scores, at best estimated");

  @Override
  public TableName name() {
    return gold("price_index");
  }

  @Override
  public String grain() {
    return "one row per as-of day, benchmark and threshold that a priced model reaches";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        AS_OF,
        BENCHMARK,
        THRESHOLD,
        RATE,
        CI_LOW,
        CI_HIGH,
        RECORDS,
        FIRST_ON,
        FIRST_PRICE,
        LAST_ON,
        LAST_PRICE,
        LAST_MODEL,
        SUPPRESSED_REASON,
        GRADE);
  }

  @Override
  public List<Field> key() {
    return List.of(AS_OF, BENCHMARK, THRESHOLD);
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(TokenPrice.class, Score.class);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow(
            "a rate, or the reason why not",
            RATE.col().isNull().equalTo(SUPPRESSED_REASON.col().isNotNull())),
        everyRow(
            "the interval holds the rate",
            unlessNull(RATE.col().between(CI_LOW.col(), CI_HIGH.col()))),
        everyRow("records only get cheaper", LAST_PRICE.col().leq(FIRST_PRICE.col())));
  }

  /** The offers that are records, and the scores that let their models in. */
  /** Some prices are known before they are in force. */
  @Override
  public String period(LocalDate asOf) {
    return "prices in force on " + asOf;
  }

  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    return input instanceof Score
        ? RowsBehind.where(
                equal(BENCHMARK), input(Score.SCORE_SHARE).geq(RowsBehind.row(THRESHOLD)))
            .first(1, List.of(input(Score.MODEL)), Score.best())
            .only(List.of(Score.MODEL), in -> records(in, r -> List.of(r.model())))
        : RowsBehind.where(input(TokenPrice.MODEL).isNotNull())
            // The same offer may stand in several lists.
            .first(
                1,
                List.of(
                    input(TokenPrice.MODEL),
                    input(TokenPrice.IN_FORCE_FROM),
                    input(TokenPrice.BLENDED)),
                input.key().stream().map(RowsBehind::input).toArray(Column[]::new))
            .only(
                List.of(TokenPrice.MODEL, TokenPrice.IN_FORCE_FROM, TokenPrice.BLENDED),
                in -> records(in, r -> List.of(r.model(), r.inForceFrom(), r.usdPerMtok())));
  }

  /** Of each record behind a row some figures. */
  private static Function<Row, List<List<Object>>> records(
      Inputs in, Function<PriceRecords.Offer, List<Object>> figures) {
    Map<String, List<PriceRecords.Offer>> offers = offers(in);
    return row ->
        PriceRecords.of(
                offers.getOrDefault(row.<String>getAs(BENCHMARK.name()), List.of()),
                row.<Double>getAs(THRESHOLD.name()))
            .records()
            .stream()
            .map(figures)
            .toList();
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    Map<String, List<PriceRecords.Offer>> offers = offers(in);
    DriverRows rows = new DriverRows(this);
    offers.forEach(
        (benchmark, ofBenchmark) -> {
          for (int i = 0; i < THRESHOLDS; i++) {
            double threshold = Math.round((i + 1) * 10 * LOWEST) / 10.0;
            PriceRecords records = PriceRecords.of(ofBenchmark, threshold);
            if (!records.records().isEmpty()) {
              rows.add(row(in, benchmark, threshold, records));
            }
          }
        });
    return rows.dataset(in);
  }

  private static Map<Field, Object> row(
      Inputs in, String benchmark, double threshold, PriceRecords records) {
    Map<Field, Object> row = new HashMap<>();
    row.put(AS_OF, in.asOf());
    row.put(BENCHMARK, benchmark);
    row.put(THRESHOLD, threshold);
    Optional<PriceRecords.Rate> rate = records.rate();
    rate.ifPresent(
        r -> {
          row.put(RATE, r.factorPerYear());
          row.put(CI_LOW, r.low());
          row.put(CI_HIGH, r.high());
        });
    row.put(RECORDS, (long) records.records().size());
    row.put(FIRST_ON, records.first().inForceFrom());
    row.put(FIRST_PRICE, records.first().usdPerMtok());
    row.put(LAST_ON, records.last().inForceFrom());
    row.put(LAST_PRICE, records.last().usdPerMtok());
    row.put(LAST_MODEL, records.last().model());
    records.suppressedReason().ifPresent(reason -> row.put(SUPPRESSED_REASON, reason));
    row.put(GRADE, records.grade().word());
    return row;
  }

  /** Prices of models with a score, by benchmark: some thousands. */
  private static Map<String, List<PriceRecords.Offer>> offers(Inputs in) {
    Dataset<Row> best =
        in.read(Score.class)
            .where(Score.SCORE_SHARE.col().isNotNull())
            .groupBy(Score.MODEL.col(), Score.BENCHMARK.col())
            .agg(max(struct(Score.SCORE_SHARE.col(), Score.KNOWN_GRADE.col())).as("best"));
    return in
        .read(TokenPrice.class)
        .where(
            TokenPrice.MODEL
                .col()
                .isNotNull()
                .and(TokenPrice.IN_FORCE_FROM.col().leq(lit(Date.valueOf(in.asOf())))))
        .join(best, TokenPrice.MODEL.name())
        .select(
            best.col(Score.BENCHMARK.name()),
            TokenPrice.MODEL.col(),
            TokenPrice.IN_FORCE_FROM.col(),
            TokenPrice.BLENDED.col(),
            best.col("best." + Score.SCORE_SHARE.name()),
            best.col("best." + Score.KNOWN_GRADE.name()))
        .collectAsList()
        .stream()
        .collect(
            Collectors.groupingBy(
                r -> r.getString(0),
                TreeMap::new,
                Collectors.mapping(PriceIndex::offer, Collectors.toList())));
  }

  private static PriceRecords.Offer offer(Row row) {
    return new PriceRecords.Offer(
        row.getString(1),
        ((Date) row.get(2)).toLocalDate(),
        ((Number) row.get(3)).doubleValue(),
        row.getDouble(4),
        Grade.of(row.getString(5)));
  }
}
