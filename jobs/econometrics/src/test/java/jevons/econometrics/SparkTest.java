package jevons.econometrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jevons.econometrics.panel.PanelModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is distributed equals what is on the driver. */
class SparkTest {
  private static SparkSession spark;
  private static Sample sample;
  private static Dataset<Row> rows;

  @BeforeAll
  static void start() {
    spark = TestSpark.session();
    sample = PanelOlsTest.panel(15, 12, 11);
    List<Object> day = new ArrayList<>();
    for (double year : sample.numbers("year")) {
      int quarter = (int) year - 2000;
      day.add(LocalDate.of(2020 + quarter / 4, 1 + 3 * (quarter % 4), 1));
    }
    List<Object> gaps = new ArrayList<>(sample.values("z"));
    gaps.set(3, null);
    gaps.set(20, Double.NaN);
    gaps.set(31, 0.0);
    sample = sample.withValues("day", day).withValues("z", gaps);
    rows = dataset(sample).repartition(3).cache();
  }

  private static Dataset<Row> dataset(Sample s) {
    StructType schema = new StructType();
    for (String name : s.names()) {
      Object first = s.values(name).get(0);
      schema =
          schema.add(
              name,
              first instanceof Double
                  ? DataTypes.DoubleType
                  : first instanceof LocalDate ? DataTypes.DateType : DataTypes.StringType);
    }
    List<Row> list = new ArrayList<>();
    for (int i = 0; i < s.rows(); i++) {
      List<Object> values = new ArrayList<>();
      for (String name : s.names()) {
        Object v = s.values(name).get(i);
        values.add(v instanceof LocalDate d ? java.sql.Date.valueOf(d) : v);
      }
      list.add(RowFactory.create(values.toArray()));
    }
    return spark.createDataFrame(list, schema);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "y ~ x + z",
        "y ~ x + z | firm",
        "y ~ x + log(abs(z)) | firm + day",
        "d(y) ~ lag(x, 1) + d(lag(x, 1)) + lead(z) - 1",
        "y ~ x*z + I(x^2 / z) + i(day)",
        "y ~ x:z + i(firm) | day",
        "y ~ 1 | x ~ z + lag(z)",
        "y ~ I(year^2) | firm | x ~ z + log(abs(z))",
      })
  void distributedEqualsDriver(String formula) {
    List<Covariance> all =
        List.of(
                "iid",
                "hc1",
                "hc3",
                "cluster(firm)",
                "cluster(firm,day)",
                "cr3(firm)",
                "wild(firm,webb,199)",
                "nw(2)",
                "nw(auto)",
                "dk",
                "dk(auto,prewhite)",
                "dk(2,fixedb)",
                "ewc(3)")
            .stream()
            // Without a firm its own column has no coefficient: the jackknife is not defined.
            .filter(v -> !(v.startsWith("cr3") && formula.contains("i(firm)")))
            // Neither it nor the wild bootstrap is for instruments.
            .filter(v -> !(v.matches("(cr3|wild).*") && formula.contains("x ~")))
            // More terms than periods have no VAR.
            .filter(v -> !(v.contains("prewhite") && formula.contains("i(")))
            .map(Covariance::parse)
            .toList();
    PanelOls ols =
        new PanelOls().setFormula(formula).setUnit("firm").setTime("day").setWeights("w");
    Fit driver = ols.fit(sample, all);
    Fit collected = ols.fit(rows, all);
    Fit distributed = ols.setDriverRows(10).fit(rows, all);
    assertThat(collected.rows()).isPresent();
    assertThat(distributed.rows()).isEmpty();
    for (Fit other : List.of(collected, distributed)) {
      PanelOlsTest.same(driver, other, 1e-10);
      assertThat(other.droppedRows()).isEqualTo(driver.droppedRows());
      assertThat(other.effects()).isEqualTo(driver.effects());
      assertThat(other.instrumentTests().isPresent()).isEqualTo(formula.contains("x ~"));
      driver.instrumentTests().ifPresent(t -> same(t, other.instrumentTests().orElseThrow()));
      // Not their texts: an eigenvalue in one has its own last digit.
      assertThat(other.remarks().stream().map(Object::getClass).toList())
          .isEqualTo(driver.remarks().stream().map(Object::getClass).toList());
      for (int i = 0; i < all.size(); i++) {
        assertThat(other.inferences().get(i).factors())
            .isEqualTo(driver.inferences().get(i).factors());
        assertThat(other.inferences().get(i).lags()).isEqualTo(driver.inferences().get(i).lags());
      }
    }
  }

  private static void same(InstrumentTests a, InstrumentTests b) {
    for (int i = 0; i < a.firstStages().size(); i++) {
      near(a.firstStages().get(i).test().f(), b.firstStages().get(i).test().f());
      near(a.firstStages().get(i).partialR2(), b.firstStages().get(i).partialR2());
    }
    for (int i = 0; i < a.identification().size(); i++) {
      InstrumentTests.Identification x = a.identification().get(i);
      InstrumentTests.Identification y = b.identification().get(i);
      near(x.weakIdentification().f(), y.weakIdentification().f());
      near(x.underidentification().statistic(), y.underidentification().statistic());
      near(x.endogeneity().f(), y.endogeneity().f());
      assertThat(y.overidentification().isPresent()).isEqualTo(x.overidentification().isPresent());
      x.overidentification()
          .ifPresent(j -> near(j.statistic(), y.overidentification().orElseThrow().statistic()));
    }
  }

  private static void near(double a, double b) {
    assertThat(b).isCloseTo(a, within(1e-9 * Math.max(1, Math.abs(a))));
  }

  /** MLlib solves the normal equations; on data as tame as these both have nine digits. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "y ~ x + z; x, z; -",
        "y ~ x + z - 1; x, z; -",
        "y ~ x + z; x, z; w",
        "y ~ x + z - 1; x, z; w",
        "y ~ x + I(x^2) + x:z; x, I(x^2), x:z; w",
        "y ~ x + i(firm); x, i(firm); -",
        "y ~ x + z + i(firm) + i(year); x, z, i(firm), i(year); w",
        "y ~ x + z | firm; x, z, i(firm); w",
      })
  void leastSquaresEqualsMllib(String formula, String features, String weight) {
    boolean weighted = !weight.equals("-");
    Sample data = PanelOlsTest.panel(15, 12, 21);
    List<double[]> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String feature : features.split(", ", -1)) {
      feature(data, feature, names, columns);
    }
    List<Row> list = new ArrayList<>();
    for (int i = 0; i < data.rows(); i++) {
      int row = i;
      double[] x = columns.stream().mapToDouble(c -> c[row]).toArray();
      list.add(
          RowFactory.create(
              data.numbers("y")[i], Vectors.dense(x), weighted ? data.numbers("w")[i] : 1.0));
    }
    StructType schema =
        new StructType()
            .add("label", DataTypes.DoubleType)
            .add("features", SQLDataTypes.VectorType())
            .add("weight", DataTypes.DoubleType);
    LinearRegressionModel model =
        new LinearRegression()
            .setSolver("normal")
            .setStandardization(false)
            .setWeightCol("weight")
            .setFitIntercept(!formula.contains("- 1"))
            .fit(spark.createDataFrame(list, schema));
    double[] errors = model.summary().coefficientStandardErrors();
    PanelOls ols = new PanelOls().setFormula(formula);
    if (weighted) {
      ols.setWeights(weight);
    }
    for (Fit fit : List.of(ols.fit(data), ols.setDriverRows(10).fit(dataset(data)))) {
      for (Coefficient c : fit.coefficients()) {
        boolean intercept = c.term().equals(Formula.INTERCEPT);
        int j = names.indexOf(c.term());
        // MLlib puts the error of the intercept last.
        assertThat(
                Reference.digits(
                    c.estimate(), intercept ? model.intercept() : model.coefficients().apply(j)))
            .as(formula + " " + c)
            .isGreaterThan(9);
        assertThat(Reference.digits(c.standardError(), errors[intercept ? errors.length - 1 : j]))
            .as(formula + " " + c)
            .isGreaterThan(9);
      }
    }
  }

  private static void feature(
      Sample data, String feature, List<String> names, List<double[]> columns) {
    double[] x = data.numbers("x");
    double[] z = data.numbers("z");
    if (feature.startsWith("i(")) {
      String column = feature.substring(2, feature.length() - 1);
      List<String> values = data.values(column).stream().map(SparkTest::level).toList();
      for (String level : values.stream().distinct().sorted().skip(1).toList()) {
        names.add(column + "::" + level);
        columns.add(values.stream().mapToDouble(v -> v.equals(level) ? 1 : 0).toArray());
      }
      return;
    }
    names.add(feature);
    columns.add(
        IntStream.range(0, x.length)
            .mapToDouble(
                i ->
                    switch (feature) {
                      case "x" -> x[i];
                      case "z" -> z[i];
                      case "x:z" -> x[i] * z[i];
                      default -> x[i] * x[i];
                    })
            .toArray());
  }

  private static String level(Object value) {
    return value instanceof Double d ? String.valueOf(d.intValue()) : value.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pooled", "within", "fd", "between"})
  void modelsOfAPanelAreTheSameDistributed(String model) {
    List<Covariance> all = List.of("iid", "hc1").stream().map(Covariance::parse).toList();
    PanelOls ols =
        new PanelOls()
            .setFormula("y ~ x + z")
            .setModel(PanelModel.parse(model))
            .setUnit("firm")
            .setTime("day")
            .setWeights("w");
    PanelOlsTest.same(ols.fit(sample, all), ols.setDriverRows(10).fit(rows, all), 1e-10);
  }

  @Test
  void filipHasSevenDigitsWhenDistributed() {
    List<Map<String, String>> expected =
        Reference.rows("nist/expected.csv").stream()
            .filter(r -> r.get("set").equals("filip"))
            .toList();
    Fit fit =
        new PanelOls()
            .setFormula(expected.get(0).get("formula"))
            .setDriverRows(10)
            .fit(dataset(Reference.sample("nist/filip.csv")).repartition(8));
    for (Map<String, String> e : expected) {
      assertThat(
              Reference.digits(
                  fit.coefficient(e.get("term")).estimate(), Double.parseDouble(e.get("estimate"))))
          .as(e.toString())
          .isGreaterThan(7);
    }
  }

  @Test
  void errorsOverTimeNeedATimeColumn() {
    assertThatThrownBy(
            () -> new PanelOls().setFormula("y ~ x").fit(rows, List.of(Covariance.neweyWest(1))))
        .hasMessageContaining("need the column of the period (setTime)");
  }

  @Test
  void mistakesReadTheSameDistributed() {
    PanelOls ols = new PanelOls().setDriverRows(10);
    assertThatThrownBy(() -> ols.setFormula("y ~ xx").fit(rows))
        .hasMessageContaining("names xx, which the data do not have. Closest: x.");
    assertThatThrownBy(() -> ols.setFormula("y ~ firm").fit(rows))
        .hasMessageContaining("not a number; write i(firm) or absorb it");
    assertThatThrownBy(() -> ols.setFormula("y ~ x + I(2 * x)").fit(rows))
        .hasMessageContaining("I(2 * x) equals 2 x in all");
    assertThatThrownBy(() -> ols.setFormula("y ~ x + year | day").fit(rows))
        .hasMessageContaining("the day effects absorb it");
  }
}
