package jevons.econometrics.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.Fit;
import jevons.econometrics.Formula;
import jevons.econometrics.Reference;
import jevons.econometrics.Remark;
import jevons.econometrics.Sample;
import jevons.econometrics.SmallSample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Spark would do to an estimation, without Spark: functions travel, partial results merge. */
class DistributionTest {

  /** Partitions; every function and result goes through Java's serialisation. */
  private static final class Partitions extends Rows {
    private final List<LocalRows> parts = new ArrayList<>();

    Partitions(List<double[]> rows, int count) {
      for (int p = 0; p < count; p++) {
        List<double[]> part = new ArrayList<>();
        for (int i = p; i < rows.size(); i += count) {
          part.add(rows.get(i));
        }
        parts.add(new LocalRows(part));
      }
    }

    private List<double[]> all() {
      List<double[]> all = new ArrayList<>();
      parts.forEach(p -> all.addAll(p.rows));
      return all;
    }

    @Override
    <A> A fold(Zero<A> zero, Add<A> add, Merge<A> merge) {
      A result = travel(zero).get();
      for (LocalRows part : parts) {
        A partial = part.fold(travel(zero), travel(add), merge);
        result = travel(merge).merge(result, travel(partial));
      }
      return result;
    }

    @Override
    <A> A foldGroups(int code, Zero<A> zero, AddGroup<A> add, Merge<A> merge) {
      Map<Double, List<double[]>> groups = new HashMap<>();
      all().forEach(r -> groups.computeIfAbsent(r[code], x -> new ArrayList<>()).add(r));
      A result = travel(zero).get();
      for (List<double[]> group : groups.values()) {
        A partial = travel(zero).get();
        travel(add).add(partial, group);
        result = travel(merge).merge(result, travel(partial));
      }
      return result;
    }

    @Override
    Rows map(Change change) {
      List<double[]> changed = new ArrayList<>();
      Change travelled = travel(change);
      all().forEach(r -> changed.add(travelled.apply(r)));
      return new Partitions(changed, parts.size());
    }

    @SuppressWarnings({"unchecked", "BanSerializableRead"})
    private static <T> T travel(T object) {
      try {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(object);
        return (T)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
      } catch (IOException | ClassNotFoundException e) {
        throw new AssertionError(object + " does not travel", e);
      }
    }
  }

  private static Sample panel() {
    Random random = new Random(1);
    List<Object> firm = new ArrayList<>();
    List<Object> year = new ArrayList<>();
    List<Object> x = new ArrayList<>();
    List<Object> z = new ArrayList<>();
    List<Object> y = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      if (random.nextDouble() < 0.2) {
        continue;
      }
      firm.add("f" + i / 20);
      year.add(i % 20.0);
      x.add(random.nextGaussian() + i / 20 % 5);
      z.add(random.nextGaussian());
      y.add(random.nextGaussian() + 0.3 * (double) x.get(x.size() - 1));
    }
    return Sample.empty()
        .withValues("firm", firm)
        .withValues("year", year)
        .withValues("x", x)
        .withValues("z", z)
        .withValues("y", y);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "y ~ x + z",
        "y ~ x + z | firm",
        "y ~ x + z | firm + year",
        "y ~ I(z^2) | firm | x ~ z + lag(x, 1:2)"
      })
  void partialResultsMergeToTheSameFit(String formula) {
    List<Covariance> covariances =
        List.of(
                "iid",
                "hc1",
                "hc2",
                "hc3",
                "cluster(firm)",
                "cluster(firm,year)",
                "cr3(firm)",
                "wild(year,199)",
                "nw(2)",
                "nw(auto)",
                "dk(auto,prewhite)",
                "dk(2,fixedb)",
                "dk",
                "ewc")
            .stream()
            .filter(c -> !formula.contains("x ~") || !c.matches("cr3.*|wild.*"))
            .map(Covariance::parse)
            .toList();
    Roles roles =
        new Roles(
            Formula.parse(formula),
            covariances,
            Optional.of("firm"),
            Optional.of("year"),
            Optional.empty());
    Bound bound = LocalBinding.bind(roles, panel());
    Fit local = Estimation.fit(bound, covariances, SmallSample.FIXEST);
    Bound spread =
        new Bound(bound.design(), new Partitions(((LocalRows) bound.rows()).rows, 3), List.of());
    Fit distributed = Estimation.fit(spread, covariances, SmallSample.FIXEST);
    for (int i = 0; i < covariances.size(); i++) {
      for (Coefficient c : local.inferences().get(i).terms()) {
        Coefficient d = distributed.inferences().get(i).coefficient(c.term());
        assertThat(d.estimate()).isCloseTo(c.estimate(), within(1e-12));
        assertThat(d.standardError()).isCloseTo(c.standardError(), within(1e-12));
        assertThat(d.pValue()).isCloseTo(c.pValue(), within(1e-9));
      }
    }
    // Their texts: a figure in one has its own last digit.
    assertThat(distributed.remarks().stream().map(Object::toString).toList())
        .isEqualTo(local.remarks().stream().map(Object::toString).toList());
    assertThat(distributed.r2()).isCloseTo(local.r2(), within(1e-12));
  }

  /** Returns of rows that the fit leaves out are not among distributed rows. */
  @Test
  void hodrickSaysThatItNeedsTheSeriesOnTheDriver() {
    double[] t = new double[40];
    double[] r = new double[40];
    Arrays.setAll(t, i -> i);
    Arrays.setAll(r, i -> Math.sin(i * i));
    Sample sample = Sample.empty().with("t", t).with("r", r).with("x", r);
    List<Covariance> hodrick = List.of(Covariance.parse("hodrick(1,r)"));
    Roles roles =
        new Roles(
            Formula.parse("r ~ lag(x, 1)"),
            hodrick,
            Optional.empty(),
            Optional.of("t"),
            Optional.empty());
    Bound bound = LocalBinding.bind(roles, sample);
    assertThat(Estimation.fit(bound, hodrick, SmallSample.NONE).n()).isEqualTo(39);
    Design d = bound.design();
    Design without =
        new Design(
            d.formula(),
            d.layout(),
            d.terms(),
            d.endogenous(),
            d.instruments(),
            d.effectLevels(),
            d.clusters(),
            d.clusterLevels(),
            d.units(),
            d.dropped());
    Bound spread = new Bound(without, bound.rows(), List.of());
    assertThatThrownBy(() -> Estimation.fit(spread, hodrick, SmallSample.NONE))
        .hasMessageContaining("needs all rows of the series on the driver; raise setDriverRows");
  }

  /** The certified values of NistTest, by triangles of the partitions alone: reference/nist. */
  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void nistSetsKeepTheirDigitsInSoManyPartitions(int partitions) {
    List<String> wrong = new ArrayList<>();
    Map<String, Fit> fits = new HashMap<>();
    for (Map<String, String> e : Reference.rows("nist/expected.csv")) {
      String set = e.get("set");
      Fit fit = fits.computeIfAbsent(set, s -> nist(s, e.get("formula"), partitions));
      Coefficient c = fit.coefficient(e.get("term"));
      double error = Double.parseDouble(e.get("standard_error"));
      double digits = Reference.digits(c.estimate(), Double.parseDouble(e.get("estimate")));
      // The certified error of a perfect fit is 0: ours is rounding, and remarked.
      double ofError = error == 0 ? 15 : Reference.digits(c.standardError(), error);
      assertThat(fit.remarks(Remark.PerfectFit.class)).as(set).hasSize(error == 0 ? 1 : 0);
      if (Math.min(digits, ofError) < (set.equals("filip") ? 7 : 9)) {
        wrong.add(set + " " + c + " has " + digits + " and " + ofError + " digits");
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(fits).hasSize(11);
  }

  private static Fit nist(String set, String formula, int partitions) {
    List<Covariance> iid = List.of(Covariance.iid());
    Roles roles =
        new Roles(
            Formula.parse(formula), iid, Optional.empty(), Optional.empty(), Optional.empty());
    Bound bound = LocalBinding.bind(roles, Reference.sample("nist/" + set + ".csv"));
    List<double[]> rows = ((LocalRows) bound.rows()).rows;
    Bound spread = new Bound(bound.design(), new Partitions(rows, partitions), List.of());
    return Estimation.fit(spread, iid, SmallSample.FIXEST);
  }
}
