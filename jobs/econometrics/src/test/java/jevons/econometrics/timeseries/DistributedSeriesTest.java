package jevons.econometrics.timeseries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jevons.econometrics.Reference;
import jevons.econometrics.Sample;
import jevons.econometrics.TestSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Projections and windows of a Dataset equal those of the same rows on the driver. */
class DistributedSeriesTest {
  private static SparkSession spark;
  private static Sample sample;
  private static Dataset<Row> rows;

  @BeforeAll
  static void start() {
    spark = TestSpark.session();
    sample = Reference.sample("grunfeld/data.csv");
    List<Row> list = new ArrayList<>();
    for (int i = 0; i < sample.rows(); i++) {
      list.add(
          RowFactory.create(
              sample.values("firm").get(i),
              (int) sample.numbers("year")[i],
              sample.numbers("invest")[i],
              sample.numbers("value")[i]));
    }
    StructType schema =
        new StructType()
            .add("firm", DataTypes.StringType)
            .add("year", DataTypes.IntegerType)
            .add("invest", DataTypes.DoubleType)
            .add("value", DataTypes.DoubleType);
    rows = spark.createDataFrame(list, schema).repartition(3).cache();
  }

  @Test
  void projectionsAreThoseOfTheDriver() {
    LocalProjection model =
        new LocalProjection()
            .setFormula("invest ~ value | firm")
            .setUnit("firm")
            .setTime("year")
            .setHorizon(2)
            .setLags(1)
            .setErrors(ProjectionErrors.driscollKraay());
    LocalProjection.Result local = model.fit(sample);
    LocalProjection.Result collected = model.fit(rows);
    LocalProjection.Result distributed = model.setDriverRows(10).fit(rows);
    for (int h = 0; h <= 2; h++) {
      LocalProjection.Step expected = local.step(h);
      for (LocalProjection.Result r : List.of(collected, distributed)) {
        assertThat(r.step(h).n()).isEqualTo(expected.n());
        assertThat(r.step(h).coefficient().estimate())
            .isCloseTo(expected.coefficient().estimate(), within(1e-11));
        assertThat(r.step(h).coefficient().standardError())
            .isCloseTo(expected.coefficient().standardError(), within(1e-11));
      }
    }
    assertThat(distributed.step(0).fit().rows()).isEmpty();
  }

  @Test
  void windowsAreThoseOfTheDriver() {
    RollingRegression model =
        new RollingRegression()
            .setFormula("invest ~ value")
            .setUnit("firm")
            .setTime("year")
            .setWindow(12)
            .setStep(4);
    Map<String, Double> found = new TreeMap<>();
    for (Row r : model.fit(rows).collectAsList()) {
      if ("value".equals(r.getString(4))) {
        found.put(r.getString(0) + " " + r.getString(1), r.getDouble(5));
      }
    }
    Map<String, Double> expected = new TreeMap<>();
    model
        .fit(sample)
        .windows()
        .forEach(
            w ->
                expected.put(
                    w.unit() + " " + w.end().replace(".0", ""), w.coefficient("value").estimate()));
    assertThat(found.keySet()).isEqualTo(expected.keySet()).hasSize(33);
    expected.forEach((key, b) -> assertThat(found.get(key)).isCloseTo(b, within(1e-12)));
  }

  @Test
  void aDatasetNeedsItsPeriods() {
    assertThatThrownBy(() -> new LocalProjection().setFormula("invest ~ value").fit(rows))
        .hasMessageContaining("setTime");
    assertThatThrownBy(
            () -> new RollingRegression().setFormula("invest ~ value").setWindow(5).fit(rows))
        .hasMessageContaining("setUnit");
    assertThatThrownBy(
            () -> new LocalProjection().setFormula("invest ~ valeu").setTime("year").fit(rows))
        .hasMessageContaining("valeu")
        .hasMessageContaining("Closest");
  }
}
