package jevons.pipeline.tables.gold.claims;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Check.unlessNull;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Portions;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Settings;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.table.claim.Agreement;
import jevons.pipeline.table.claim.Measured;
import jevons.pipeline.tables.Firms;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Growth figures that others have published, beside the same measured here as of the day: whoever
 * doubts ours sees how far it is from theirs.
 */
public final class GrowthFigure implements Derived {
  private static final String FIGURES = "jevons.growth-figures";

  public static final Field AS_OF = Columns.AS_OF;
  public static final Field FIGURE =
      required("figure", TEXT, NONE, "Its name in the configuration, notable-compute");
  public static final Field PUBLISHED =
      optional(
          "published",
          NUMBER,
          NONE,
          "The figure published, in the unit of column unit; null where only a range was");
  public static final Field PUBLISHED_LOW =
      optional("published_low", NUMBER, NONE, "Lower end of its interval; null where it has none");
  public static final Field PUBLISHED_HIGH =
      optional("published_high", NUMBER, NONE, "Upper end of its interval");
  public static final Field MEASURED = Columns.MEASURED;
  public static final Field AGREEMENT =
      required(
          "agreement",
          TEXT,
          NONE,
          "agrees: one of the two figures lies in the other's interval; partly: only the intervals"
              + " overlap; differs: nor do they; cannot tell: not measured by the day");

  @Override
  public TableName name() {
    return gold("growth_figure");
  }

  @Override
  public String grain() {
    return "one row per as-of day and published figure of jevons.growth-figures";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        AS_OF,
        FIGURE,
        Columns.STATEMENT,
        PUBLISHED,
        PUBLISHED_LOW,
        PUBLISHED_HIGH,
        MEASURED,
        Columns.CI_LOW,
        Columns.CI_HIGH,
        Columns.UNIT,
        AGREEMENT,
        Columns.MEASURED_BY,
        Columns.SUBJECT,
        Columns.COMPARED_WITH,
        Columns.SUBJECT_DAY,
        Columns.SOURCE,
        Columns.ORDINAL,
        Columns.REMARK,
        Columns.GRADE);
  }

  @Override
  public List<Field> key() {
    return List.of(AS_OF, FIGURE);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow(
            "the agreement is one of four",
            AGREEMENT.col().isin(Arrays.stream(Agreement.values()).map(Agreement::word).toArray())),
        everyRow(
            "a figure or an interval was published",
            PUBLISHED.col().isNotNull().or(PUBLISHED_LOW.col().leq(PUBLISHED_HIGH.col()))),
        everyRow(
            "the interval holds the figure",
            unlessNull(MEASURED.col().between(Columns.CI_LOW.col(), Columns.CI_HIGH.col()))),
        everyRow(
            "measured, or says why not",
            MEASURED.col().isNotNull().or(Columns.REMARK.col().isNotNull())));
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return ClaimInputs.all();
  }

  @Override
  public Set<Class<? extends Table>> inputs(Settings settings) {
    return ClaimInputs.of(settings.records(FIGURES));
  }

  @Override
  public Set<String> settings() {
    return Set.of(FIGURES, Firms.KEY, ClaimInputs.MARKET);
  }

  /** A list of models that was exported later says nothing yet of those before 2012. */
  @Override
  public String period(LocalDate asOf) {
    return "lists exported by " + asOf;
  }

  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    return asked.isFor(MEASURED, Columns.CI_LOW, Columns.CI_HIGH, AGREEMENT, Columns.GRADE)
        ? Behind.of(input, asked.settings())
        : RowsBehind.none();
  }

  @Override
  public Optional<Portions> portions() {
    return Optional.of(rows().portions());
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    return rows().all(in);
  }

  private MeasuredRows rows() {
    return new MeasuredRows(this, FIGURES, GrowthFigure::cells);
  }

  private static Map<Field, Object> cells(Map<String, Object> figure, Measured measured) {
    Optional<Double> published = Optional.ofNullable((Double) figure.get("published"));
    Optional<Double> low = Optional.ofNullable((Double) figure.get("low"));
    Optional<Double> high = Optional.ofNullable((Double) figure.get("high"));
    Map<Field, Object> row = new HashMap<>();
    row.put(FIGURE, figure.get("figure"));
    row.put(PUBLISHED, published.orElse(null));
    row.put(PUBLISHED_LOW, low.orElse(null));
    row.put(PUBLISHED_HIGH, high.orElse(null));
    row.put(
        AGREEMENT,
        Agreement.of(
                published,
                low.or(() -> published).orElseThrow(),
                high.or(() -> published).orElseThrow(),
                measured)
            .word());
    return row;
  }
}
