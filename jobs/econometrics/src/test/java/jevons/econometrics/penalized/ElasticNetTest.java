package jevons.econometrics.penalized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Fit;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Sample;
import jevons.econometrics.TestSpark;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ElasticNetTest {
  private static final int ROWS = 200;

  private final List<double[]> x = regressors(6, 7);
  private final double[] y = response(x, new double[] {1.5, 0, -0.7, 0, 0, 0.2}, 8);

  @Test
  void withoutPenaltyItIsLeastSquares() {
    Sample sample = Sample.empty().with("y", y);
    for (int j = 0; j < x.size(); j++) {
      sample = sample.with("x" + j, x.get(j));
    }
    Fit ols = new PanelOls().setFormula("y ~ x0 + x1 + x2 + x3 + x4 + x5").fit(sample);
    ElasticNet.Solution free = new ElasticNet().fit(x, y, new double[] {0}).get(0);
    assertThat(free.intercept()).isCloseTo(ols.coefficient("(Intercept)").estimate(), within(1e-8));
    for (int j = 0; j < x.size(); j++) {
      assertThat(free.coefficients().get(j))
          .isCloseTo(ols.coefficient("x" + j).estimate(), within(1e-8));
    }
  }

  @Test
  void theLargestPenaltyIsTheFirstThatLeavesNothing() {
    ElasticNet net = new ElasticNet().setMixing(0.5);
    double largest = net.largestPenalty(x, y);
    List<ElasticNet.Solution> path = net.fit(x, y, new double[] {largest * 1.0001, largest * 0.99});
    assertThat(path.get(0).chosen()).isZero();
    assertThat(path.get(0).intercept()).isCloseTo(mean(y), within(1e-12));
    assertThat(path.get(1).chosen()).isPositive();
  }

  /** One regressor alone: the correlation less the penalty, shrunk. */
  @Test
  void oneRegressorHasTheSolutionInClosedForm() {
    double[] one = x.get(0);
    double correlation = covariance(one, y) / Math.sqrt(covariance(one, one) * covariance(y, y));
    ElasticNet.Solution found =
        new ElasticNet().setMixing(0.25).fit(List.of(one), y, new double[] {0.4}).get(0);
    double expected = (correlation - 0.4 * 0.25) / (1 + 0.4 * 0.75);
    double scale = Math.sqrt(covariance(y, y));
    assertThat(found.standardized().get(0)).isCloseTo(expected * scale, within(1e-9));
    assertThat(found.coefficients().get(0))
        .isCloseTo(expected * scale / Math.sqrt(covariance(one, one)), within(1e-9));
  }

  /** At an optimum the gradient is the penalty's where a coefficient is not 0, else smaller. */
  @Test
  void everyCoefficientFulfilsItsOptimalityCondition() {
    double penalty = 0.08;
    double mixing = 0.7;
    ElasticNet.Solution found =
        new ElasticNet().setMixing(mixing).fit(x, y, new double[] {0.5, penalty}).get(1);
    assertThat(found.chosen()).isBetween(1, 5);
    double sy = Math.sqrt(covariance(y, y));
    double[] residual = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      residual[i] = (y[i] - found.fitted(row(i))) / sy;
    }
    for (int j = 0; j < x.size(); j++) {
      double sd = Math.sqrt(covariance(x.get(j), x.get(j)));
      double gradient = covariance(x.get(j), residual) / sd;
      double c = found.standardized().get(j) / sy;
      if (c == 0) {
        assertThat(Math.abs(gradient)).isLessThanOrEqualTo(penalty * mixing + 1e-9);
      } else {
        double wanted = penalty * (mixing * Math.signum(c) + (1 - mixing) * c);
        assertThat(gradient).isCloseTo(wanted, within(1e-8));
      }
    }
  }

  @Test
  void unitsOfRegressorsAndResponseDoNotMatter() {
    List<double[]> scaled = new ArrayList<>(x);
    scaled.set(2, times(x.get(2), 1000));
    double[] penalties = {0.3, 0.1};
    ElasticNet net = new ElasticNet().setMixing(0.5);
    ElasticNet.Solution plain = net.fit(x, y, penalties).get(1);
    ElasticNet.Solution other = net.fit(scaled, times(y, 7), penalties).get(1);
    assertThat(other.coefficients().get(2) * 1000)
        .isCloseTo(plain.coefficients().get(2) * 7, within(1e-8));
    assertThat(other.coefficients().get(0))
        .isCloseTo(plain.coefficients().get(0) * 7, within(1e-8));
  }

  @Test
  void aRegressorThatDoesNotVaryGetsNoCoefficient() {
    List<double[]> more = new ArrayList<>(x);
    double[] constant = new double[ROWS];
    Arrays.fill(constant, 0.1);
    more.add(constant);
    double[] penalties = {0.1};
    ElasticNet.Solution with = new ElasticNet().fit(more, y, penalties).get(0);
    assertThat(with.coefficients().get(6)).isZero();
    assertThat(with.coefficients().subList(0, 6))
        .isEqualTo(new ElasticNet().fit(x, y, penalties).get(0).coefficients());
  }

  @Test
  void refusesWhatCannotBeFitted() {
    assertThatThrownBy(() -> new ElasticNet().setMixing(1.5))
        .isInstanceOf(EconometricsException.class)
        .hasMessageContaining("mixing 1.5");
    assertThatThrownBy(() -> new ElasticNet().fit(x, new double[ROWS], new double[] {0.1}))
        .hasMessageContaining("y does not vary");
    double[] missing = y.clone();
    missing[3] = Double.NaN;
    assertThatThrownBy(() -> new ElasticNet().fit(x, missing, new double[] {0.1}))
        .hasMessageContaining("y has a value that is missing");
    assertThatThrownBy(() -> new ElasticNet().fit(x, new double[5], new double[] {0.1}))
        .isInstanceOf(EconometricsException.class);
    assertThatThrownBy(() -> new ElasticNet().setMixing(0).largestPenalty(x, y))
        .hasMessageContaining("ridge");
  }

  /** The second implementation: MLlib on the standardised columns. */
  @Test
  void agreesWithMllib() {
    double sy = Math.sqrt(covariance(y, y));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double[] z = new double[x.size()];
      for (int j = 0; j < z.length; j++) {
        z[j] = (x.get(j)[i] - mean(x.get(j))) / Math.sqrt(covariance(x.get(j), x.get(j)));
      }
      rows.add(RowFactory.create((y[i] - mean(y)) / sy, Vectors.dense(z)));
    }
    StructType schema =
        new StructType()
            .add("label", DataTypes.DoubleType)
            .add("features", SQLDataTypes.VectorType());
    Dataset<Row> data = TestSpark.session().createDataFrame(rows, schema).coalesce(1).cache();
    for (double mixing : new double[] {0.3, 1}) {
      double penalty = 0.1;
      LinearRegressionModel mllib =
          new LinearRegression()
              .setElasticNetParam(mixing)
              .setRegParam(penalty)
              .setStandardization(false)
              .setTol(1e-12)
              .setMaxIter(1000)
              .fit(data);
      ElasticNet.Solution own =
          new ElasticNet().setMixing(mixing).fit(x, y, new double[] {penalty}).get(0);
      for (int j = 0; j < x.size(); j++) {
        assertThat(own.standardized().get(j) / sy)
            .as("mixing " + mixing + ", regressor " + j)
            .isCloseTo(mllib.coefficients().apply(j), within(1e-6));
      }
    }
    data.unpersist();
  }

  private double[] row(int i) {
    return x.stream().mapToDouble(column -> column[i]).toArray();
  }

  /** Correlated, of different scales. */
  private static List<double[]> regressors(int count, long seed) {
    Random random = new Random(seed);
    double[] common = random.doubles(ROWS).toArray();
    List<double[]> columns = new ArrayList<>();
    for (int j = 0; j < count; j++) {
      double[] column = new double[ROWS];
      for (int i = 0; i < ROWS; i++) {
        column[i] = (j + 1) * (common[i] + random.nextGaussian() + 3);
      }
      columns.add(column);
    }
    return columns;
  }

  private static double[] response(List<double[]> x, double[] b, long seed) {
    Random random = new Random(seed);
    double[] y = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      y[i] = 4 + random.nextGaussian();
      for (int j = 0; j < b.length; j++) {
        y[i] += b[j] * x.get(j)[i];
      }
    }
    return y;
  }

  private static double[] times(double[] values, double factor) {
    return Arrays.stream(values).map(v -> v * factor).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double covariance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - mean(a)) * (b[i] - mean(b));
    }
    return sum / a.length;
  }
}
