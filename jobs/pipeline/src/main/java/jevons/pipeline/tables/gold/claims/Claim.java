package jevons.pipeline.tables.gold.claims;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Check.unlessNull;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.Type.DAY;
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
import jevons.pipeline.table.claim.Measured;
import jevons.pipeline.table.claim.Rule;
import jevons.pipeline.table.claim.Verdict;
import jevons.pipeline.tables.Firms;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What was claimed when R1 came out, against what is measured by the as-of day. Claims,
 * measurements and rules stand in {@code conf/claims.conf}; the verdict follows from the rule
 * alone.
 */
public final class Claim implements Derived {
  private static final String CLAIMS = "jevons.claims";

  public static final Field AS_OF = Columns.AS_OF;
  public static final Field CLAIM =
      required("claim", TEXT, NONE, "Its name in the configuration, nvidia-fell-17-percent");
  public static final Field SAID_BY = required("said_by", TEXT, NONE, "Who said it");
  public static final Field SAID_ON =
      required(
          "said_on", DAY, NONE, "Day it was said; of comments on the sell-off that week's Monday");
  public static final Field CLAIMED =
      required("claimed", NUMBER, NONE, "The figure claimed, in the unit of column unit");
  public static final Field TOLERANCE =
      required("tolerance", NUMBER, NONE, "By how much claimed may be missed, in the same unit");
  public static final Field RULE =
      required(
          "rule",
          TEXT,
          NONE,
          "within: claimed up to tolerance; above, below: more, less than claimed up to tolerance");
  public static final Field MEASURED = Columns.MEASURED;
  public static final Field VERDICT =
      required(
          "verdict",
          TEXT,
          NONE,
          "holds: the whole interval is in what the rule allows; cannot tell: part of it is, or"
              + " nothing is known; partly: none is, and claimed and interval lie on one side of no"
              + " effect; fails");

  @Override
  public TableName name() {
    return gold("claim");
  }

  @Override
  public String grain() {
    return "one row per as-of day and claim of jevons.claims";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        AS_OF,
        CLAIM,
        SAID_BY,
        SAID_ON,
        Columns.STATEMENT,
        CLAIMED,
        TOLERANCE,
        RULE,
        MEASURED,
        Columns.CI_LOW,
        Columns.CI_HIGH,
        Columns.UNIT,
        VERDICT,
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
    return List.of(AS_OF, CLAIM);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow(
            "the verdict is one of four",
            VERDICT.col().isin(Arrays.stream(Verdict.values()).map(Verdict::word).toArray())),
        everyRow(
            "the interval holds the figure",
            unlessNull(MEASURED.col().geq(Columns.CI_LOW.col()))
                .and(unlessNull(MEASURED.col().leq(Columns.CI_HIGH.col())))),
        everyRow(
            "a verdict has a grade, or says why it cannot tell",
            Columns.GRADE
                .col()
                .isNotNull()
                .or(
                    VERDICT
                        .col()
                        .equalTo(Verdict.CANNOT_TELL.word())
                        .and(Columns.REMARK.col().isNotNull()))));
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return ClaimInputs.all();
  }

  @Override
  public Set<Class<? extends Table>> inputs(Settings settings) {
    return ClaimInputs.of(settings.records(CLAIMS));
  }

  @Override
  public Set<String> settings() {
    return Set.of(CLAIMS, Firms.KEY, ClaimInputs.MARKET);
  }

  /** A list of models that was exported later says nothing yet of those before 2012. */
  @Override
  public String period(LocalDate asOf) {
    return "lists exported by " + asOf;
  }

  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    return asked.isFor(MEASURED, Columns.CI_LOW, Columns.CI_HIGH, VERDICT, Columns.GRADE)
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
    return new MeasuredRows(this, CLAIMS, Claim::cells);
  }

  private static Map<Field, Object> cells(Map<String, Object> claim, Measured measured) {
    double claimed = (double) claim.get("figure");
    double tolerance = (double) claim.getOrDefault("tolerance", 0.0);
    Rule rule = Rule.find((String) claim.get("rule")).orElseThrow();
    Map<Field, Object> row = new HashMap<>();
    row.put(CLAIM, claim.get("claim"));
    row.put(SAID_BY, claim.get("said-by"));
    row.put(SAID_ON, LocalDate.parse((String) claim.get("said-on")));
    row.put(CLAIMED, claimed);
    row.put(TOLERANCE, tolerance);
    row.put(RULE, rule.word());
    row.put(VERDICT, rule.judge(claimed, tolerance, measured).word());
    return row;
  }
}
