package jevons.econometrics.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.Fit;
import jevons.econometrics.Formula;
import jevons.econometrics.Inference;
import jevons.econometrics.Reference;
import jevons.econometrics.Remark;
import jevons.econometrics.Sample;
import jevons.econometrics.SmallSample;
import jevons.econometrics.internal.moments.DriverRows;
import jevons.econometrics.internal.moments.MomentRegression;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums of products give what the rows themselves give. */
class MomentsFitTest {
  static final StructType SCHEMA =
      new StructType()
          .add("firm", DataTypes.IntegerType)
          .add("town", DataTypes.StringType)
          .add("day", DataTypes.DateType)
          .add("y", DataTypes.DoubleType)
          .add("x", DataTypes.DoubleType)
          .add("z", DataTypes.DoubleType)
          .add("count", DataTypes.LongType)
          .add("w", DataTypes.DoubleType);

  /** An unbalanced panel far from 0, with correlated errors, gaps and missing values. */
  static List<Row> panel(int firms, int months, long seed) {
    Random random = new Random(seed);
    double[] shock = random.doubles(months).toArray();
    List<Row> rows = new ArrayList<>();
    for (int f = 0; f < firms; f++) {
      double own = random.nextGaussian();
      double share = 0.3 + 0.7 * random.nextDouble();
      for (int t = 0; t < months; t++) {
        if (random.nextDouble() > share || t == 5) {
          continue;
        }
        double x = 1e4 + random.nextGaussian() + own + shock[t];
        double z = random.nextGaussian() + 0.5 * (x - 1e4);
        long count = random.nextInt(20);
        double y = 100 + 0.5 * x - 0.2 * z + 0.01 * count + own + shock[t] + random.nextGaussian();
        rows.add(
            RowFactory.create(
                f * 7 - 50,
                random.nextInt(90) == 0 ? null : "town " + f % 23,
                java.sql.Date.valueOf(
                    java.time.LocalDate.of(2001, 1, 1).plusMonths(random.nextInt(90) == 0 ? 5 : t)),
                random.nextInt(70) == 0 ? null : y,
                random.nextInt(80) == 0 ? Double.NaN : x,
                random.nextInt(80) == 0 ? null : z,
                random.nextInt(90) == 0 ? null : count,
                random.nextInt(90) == 0 ? 0 : 0.5 + random.nextDouble()));
      }
    }
    Collections.shuffle(rows, random);
    return rows;
  }

  static Roles roles(String formula, boolean weighted, String... covariances) {
    return new Roles(
        Formula.parse(formula),
        Arrays.stream(covariances).map(Covariance::parse).toList(),
        Optional.of("firm"),
        Optional.of("day"),
        weighted ? Optional.of("w") : Optional.empty());
  }

  private static List<Row> selected(List<Row> rows, Roles roles) {
    List<Row> selected = new ArrayList<>();
    for (Row row : rows) {
      selected.add(
          RowFactory.create(
              roles.columns().stream().map(c -> row.get(SCHEMA.fieldIndex(c))).toArray()));
    }
    return selected;
  }

  private static StructType schema(Roles roles) {
    StructType schema = new StructType();
    for (String name : roles.columns()) {
      schema = schema.add(SCHEMA.apply(name));
    }
    return schema;
  }

  private static Optional<Fit> find(Roles roles, List<Row> rows, int partitions, int limit) {
    List<Row> selected = selected(rows, roles);
    List<List<Row>> parts = new ArrayList<>();
    for (int p = 0; p < partitions; p++) {
      parts.add(selected.subList(p * rows.size() / partitions, (p + 1) * rows.size() / partitions));
    }
    StructType schema = schema(roles);
    return MomentsFit.fit(
        roles,
        schema,
        columns -> new DriverRows(parts, List.of(schema.fieldNames()), columns),
        selected.subList(0, Math.min(50, selected.size())),
        limit,
        SmallSample.FIXEST);
  }

  private static Fit moments(Roles roles, List<Row> rows, int partitions, int limit) {
    return find(roles, rows, partitions, limit)
        .orElseThrow(() -> new AssertionError("sums of products were not used"));
  }

  private static Fit driver(Roles roles, List<Row> rows) {
    Sample sample = Sample.of(selected(rows, roles), List.copyOf(roles.columns()));
    return Estimation.fit(roles, sample, SmallSample.FIXEST);
  }

  @ParameterizedTest
  @CsvSource({
    "y ~ x + z + count, false",
    "y ~ z*count + log(abs(z) + 1) + I(x^2), true",
    "y ~ I(x - 1e4) + z - 1, true",
    "y ~ x + z | firm, true",
    "y ~ x + z + count | firm + day, false",
    "y ~ x + z + count | day + firm, true",
    "y ~ x + z | town + day, false",
  })
  void momentsEqualTheDriver(String formula, boolean weighted) {
    boolean two = formula.contains("+ day") || formula.contains("+ firm");
    List<Row> rows = panel(60, 30, 5 + formula.length());
    for (String[] covariances :
        List.of(
            new String[] {"iid", "cluster(firm)", "cluster(town)", "dk(3)", "ewc(4)"},
            two
                ? new String[] {"hc0", "hc1", "cluster(town)", "dk", "cluster(firm,day)"}
                : new String[] {"hc0", "hc1", "hc2", "hc3", "cluster(firm,town)", "dk", "iid"})) {
      Roles roles = roles(formula, weighted, covariances);
      Fit driver = driver(roles, rows);
      // With no room for products by cluster the second read takes their place.
      for (int limit : new int[] {MomentRegression.LIMIT, 100}) {
        Optional<Fit> found = find(roles, rows, 3, limit);
        if (limit == 100 && Arrays.stream(covariances).anyMatch(c -> c.contains(","))) {
          assertThat(found).isEmpty();
          continue;
        }
        Fit moments = found.orElseThrow();
        same(driver, moments, 1e-10);
        assertThat(moments.droppedRows()).isEqualTo(driver.droppedRows());
        assertThat(moments.remarks()).isEqualTo(driver.remarks());
        assertThat(moments.effects()).isEqualTo(driver.effects());
      }
    }
  }

  @Test
  void pairsOfOneRowNeedNoTable() {
    List<Row> rows = panel(40, 30, 31).stream().filter(r -> !isOfJune2001(r)).toList();
    for (String formula : List.of("y ~ x + z", "y ~ x + z | day + firm")) {
      Roles roles = roles(formula, false, "cluster(firm,day)", "hc1");
      same(driver(roles, rows), moments(roles, rows, 3, 100), 1e-10);
    }
  }

  /** Where the panel has several rows of a firm. */
  private static boolean isOfJune2001(Row row) {
    return row.getDate(2).equals(java.sql.Date.valueOf("2001-06-01"));
  }

  @Test
  void jackknifeAndWildBootstrapTakeTheProductsByCluster() {
    List<Row> rows = panel(10, 30, 21);
    for (String formula : List.of("y ~ x + z + count", "y ~ I(x - 1e4) + z - 1")) {
      Roles roles = roles(formula, true, "cr3(firm)", "wild(firm)", "hc1", "cr3(town)");
      same(driver(roles, rows), moments(roles, rows, 3, MomentRegression.LIMIT), 1e-10);
      Roles once = roles(formula, false, "cr3(firm)", "wild(firm)");
      Fit driver = driver(once, rows);
      Fit moments = moments(once, rows, 3, MomentRegression.LIMIT);
      same(driver, moments, 1e-10);
      for (Coefficient c : driver.inference(Covariance.parse("wild(firm)")).terms()) {
        Coefficient d = moments.inference(Covariance.parse("wild(firm)")).coefficient(c.term());
        assertThat(d.pValue()).isCloseTo(c.pValue(), within(1e-10));
      }
    }
  }

  /** In shares of the estimate or error. */
  static void same(Fit a, Fit b, double tolerance) {
    assertThat(b.n()).isEqualTo(a.n());
    assertThat(b.dfResidual()).isEqualTo(a.dfResidual());
    assertThat(b.r2()).isCloseTo(a.r2(), within(tolerance));
    assertThat(b.sigma() / a.sigma()).isCloseTo(1, within(tolerance));
    if (!Double.isNaN(a.r2Within())) {
      assertThat(b.r2Within()).isCloseTo(a.r2Within(), within(tolerance));
    }
    for (int i = 0; i < a.inferences().size(); i++) {
      Inference left = a.inferences().get(i);
      Inference right = b.inferences().get(i);
      assertThat(right.factors()).isEqualTo(left.factors());
      assertThat(right.clusters()).isEqualTo(left.clusters());
      assertThat(right.lags()).isEqualTo(left.lags());
      assertThat(right.periods()).isEqualTo(left.periods());
      assertThat(right.df()).isEqualTo(left.df());
      for (Coefficient c : left.terms()) {
        Coefficient d = right.coefficient(c.term());
        String what = a.formula() + " " + left.covariance() + " " + c + " " + d;
        double size = Math.abs(c.estimate()) + c.standardError();
        assertThat((d.estimate() - c.estimate()) / size).as(what).isCloseTo(0, within(tolerance));
        assertThat(d.standardError() / c.standardError()).as(what).isCloseTo(1, within(tolerance));
      }
    }
  }

  /** Certified values: reference/nist. What is not used here the rows are factored for. */
  @ParameterizedTest
  @CsvSource({
    "norris, true",
    "pontius, true",
    "noint1, true",
    "longley, false",
    "wampler1, false",
    "wampler4, false",
    "filip, false",
  })
  void nistIsLeftToTheRowsOrHasNineDigits(String set, boolean used) {
    List<Map<String, String>> expected =
        Reference.rows("nist/expected.csv").stream().filter(r -> r.get("set").equals(set)).toList();
    Sample sample = Reference.sample("nist/" + set + ".csv");
    List<String> names = List.copyOf(sample.names());
    StructType schema = new StructType();
    for (String name : names) {
      schema = schema.add(name, DataTypes.DoubleType);
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < sample.rows(); i++) {
      int row = i;
      rows.add(RowFactory.create(names.stream().map(c -> sample.numbers(c)[row]).toArray()));
    }
    Roles roles =
        new Roles(
            Formula.parse(expected.get(0).get("formula")),
            List.of(Covariance.iid()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    for (int partitions : new int[] {1, 8}) {
      List<List<Row>> parts = new ArrayList<>();
      for (int p = 0; p < partitions; p++) {
        parts.add(rows.subList(p * rows.size() / partitions, (p + 1) * rows.size() / partitions));
      }
      Optional<Fit> fit =
          MomentsFit.fit(
              roles,
              schema,
              columns -> new DriverRows(parts, names, columns),
              rows.subList(0, 3),
              MomentRegression.LIMIT,
              SmallSample.FIXEST);
      assertThat(fit.isPresent()).isEqualTo(used);
      for (Map<String, String> e : expected) {
        if (used) {
          Coefficient c = fit.orElseThrow().coefficient(e.get("term"));
          assertThat(Reference.digits(c.estimate(), Double.parseDouble(e.get("estimate"))))
              .as(c.toString())
              .isGreaterThan(9);
          assertThat(
                  Reference.digits(c.standardError(), Double.parseDouble(e.get("standard_error"))))
              .as(c.toString())
              .isGreaterThan(9);
        }
      }
    }
  }

  @Test
  void orderAndPartitionsDoNotMatter() {
    List<Row> rows = panel(40, 30, 77);
    Roles roles = roles("y ~ x + z | firm + day", true, "iid", "hc1", "cluster(firm)", "dk(2)");
    Roles without = roles("y ~ x + z", true, "iid", "cluster(firm)", "dk(2)");
    List<Row> other = new ArrayList<>(rows);
    Collections.shuffle(other, new Random(1));
    int limit = MomentRegression.LIMIT;
    same(moments(roles, rows, 1, limit), moments(roles, other, 7, limit), 1e-12);
    same(moments(without, rows, 1, limit), moments(without, other, 7, limit), 1e-12);
  }

  @Test
  void columnThatHardlyVariesAboutItsMeanIsRemarked() {
    List<Row> rows = panel(30, 30, 12);
    Roles roles = roles("y ~ I(x + 1e6) + z", false, "iid");
    List<Remark.NearlyCollinear> expected =
        driver(roles, rows).remarks(Remark.NearlyCollinear.class);
    List<Remark.NearlyCollinear> found =
        moments(roles, rows, 3, MomentRegression.LIMIT).remarks(Remark.NearlyCollinear.class);
    assertThat(found).hasSameSizeAs(expected).hasSize(1);
    assertThat(found.get(0).term()).isEqualTo(expected.get(0).term());
    assertThat(found.get(0).shareLeft() / expected.get(0).shareLeft()).isCloseTo(1, within(1e-9));
  }

  @Test
  void whatNeedsALookAtTheRowsIsLeftToThem() {
    List<Row> rows = panel(40, 30, 3);
    for (String formula :
        List.of(
            "y ~ x + I(2 * x)",
            "y ~ x + I(x + 1e-6 * z)",
            "y ~ x + I(0 * z)",
            "I(3 * x + 2) ~ x",
            "y ~ x + firm | firm",
            "y ~ x + I(x^2) + I(x^3)")) {
      Roles roles = roles(formula, false, "iid");
      assertThat(find(roles, rows, 2, MomentRegression.LIMIT)).as(formula).isEmpty();
    }
  }
}
