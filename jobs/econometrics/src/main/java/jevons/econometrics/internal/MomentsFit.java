package jevons.econometrics.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import jevons.econometrics.Covariance;
import jevons.econometrics.Expression;
import jevons.econometrics.Fit;
import jevons.econometrics.Formula;
import jevons.econometrics.Inference;
import jevons.econometrics.Remark;
import jevons.econometrics.SmallSample;
import jevons.econometrics.internal.moments.BlockReader;
import jevons.econometrics.internal.moments.Blocks;
import jevons.econometrics.internal.moments.Columns;
import jevons.econometrics.internal.moments.DesignRows;
import jevons.econometrics.internal.moments.DriverRows;
import jevons.econometrics.internal.moments.MomentRegression;
import jevons.econometrics.internal.moments.Scores;
import jevons.econometrics.panel.PanelModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * A fit of distributed rows from sums of products, in one read or two. Where that would lose
 * digits, or there is a mistake to be named, it gives nothing, and {@link Estimation} looks at the
 * rows.
 */
final class MomentsFit {
  private static final int MOST_EFFECTS = 2;

  private final Roles roles;
  private final StructType schema;
  private final SmallSample ssc;
  private final List<Integer> effects = new ArrayList<>();
  private final List<Integer> clusters = new ArrayList<>();
  private OptionalInt unit = OptionalInt.empty();
  private OptionalInt time = OptionalInt.empty();
  private DesignRows design;

  private MomentsFit(Roles roles, StructType schema, SmallSample ssc) {
    this.roles = roles;
    this.schema = schema;
    this.ssc = ssc;
  }

  /**
   * @param first some of the rows
   */
  static Optional<Fit> fit(Roles roles, Dataset<Row> data, List<Row> first, SmallSample ssc) {
    return fit(
        roles,
        data.schema(),
        columns -> new BlockReader(data, columns, BlockReader.Way.INTERNAL),
        first,
        MomentRegression.LIMIT,
        ssc);
  }

  /**
   * @param blocks of the columns that are needed
   * @param first some rows of the schema
   * @param limit numbers kept in memory for the products by one key
   */
  static Optional<Fit> fit(
      Roles roles,
      StructType schema,
      Function<Columns, Blocks> blocks,
      List<Row> first,
      int limit,
      SmallSample ssc) {
    MomentsFit fit = new MomentsFit(roles, schema, ssc);
    if (!fit.bind()) {
      return Optional.empty();
    }
    Columns columns = fit.design.columns();
    List<String> names = List.of(schema.fieldNames());
    return fit.estimate(
        blocks.apply(columns), new DriverRows(List.of(first), names, columns), limit);
  }

  /** Says whether sums of products can do what is asked for. */
  private boolean bind() {
    Formula formula = roles.formula();
    boolean plain =
        formula.instruments().isEmpty()
            && roles.model() != PanelModel.BETWEEN
            && !formula.looksBack()
            && formula.effects().size() <= MOST_EFFECTS
            && formula.effects().stream().allMatch(e -> e.columns().size() == 1)
            && roles.parts().stream().allMatch(p -> p.levels().isEmpty())
            && roles.covariances().stream().allMatch(this::isKnown);
    if (!plain) {
      return false;
    }
    List<List<Expression>> terms = roles.parts().stream().map(Roles.Part::numeric).toList();
    Optional<DesignRows> rows = DesignRows.of(schema, formula.response(), terms);
    if (rows.isEmpty()) {
      return false;
    }
    design = rows.get();
    if (roles.weights().isPresent() && !design.weigh(schema, roles.weights().get())) {
      return false;
    }
    for (Formula.Effect effect : formula.effects()) {
      if (!add(effects, design.key(schema, effect.columns().get(0)))) {
        return false;
      }
    }
    for (String cluster : roles.clusterColumns()) {
      if (!add(clusters, design.key(schema, cluster))) {
        return false;
      }
    }
    if (!roles.needsTime()) {
      return true;
    }
    if (roles.unit().isPresent()) {
      unit = design.key(schema, roles.unit().get());
      if (unit.isEmpty()) {
        return false;
      }
    }
    time = design.key(schema, roles.time().orElseThrow());
    return time.isPresent();
  }

  private static boolean add(List<Integer> to, OptionalInt key) {
    key.ifPresent(to::add);
    return key.isPresent();
  }

  private boolean isKnown(Covariance c) {
    if (c instanceof Covariance.Clustered clustered) {
      return clustered.columns().size() <= 2;
    } else if (keepsProducts(c)) {
      return roles.formula().effects().isEmpty();
    } else if (c instanceof Covariance.Heteroskedastic h) {
      // Leverages of two effects are a matter of pairs of levels.
      return h.type() < 2 || roles.formula().effects().size() < 2;
    }
    return c instanceof Covariance.Iid
        || c instanceof Covariance.DriscollKraay
        || c instanceof Covariance.EqualWeightedCosine;
  }

  private static boolean keepsProducts(Covariance c) {
    return c instanceof Covariance.Jackknife || c instanceof Covariance.WildCluster;
  }

  private Optional<Fit> estimate(Blocks blocks, Blocks first, int limit) {
    List<int[]> pairs = new ArrayList<>();
    List<Integer> types = new ArrayList<>();
    Set<Integer> keys = new LinkedHashSet<>();
    Set<Integer> kept = new LinkedHashSet<>();
    List<int[]> nests = new ArrayList<>();
    for (Covariance c : roles.covariances()) {
      if (c instanceof Covariance.Clustered clustered) {
        List<Integer> of = clustered.columns().stream().map(this::cluster).toList();
        keys.addAll(of);
        if (of.size() == 2) {
          pairs.add(new int[] {of.get(0), of.get(1)});
        }
        for (int effect : effects) {
          of.stream().filter(q -> q != effect).forEach(q -> nests.add(new int[] {effect, q}));
        }
      } else if (keepsProducts(c)) {
        int key = cluster(c.clusterColumns().iterator().next());
        keys.add(key);
        kept.add(key);
      } else if (c instanceof Covariance.Heteroskedastic h) {
        types.add(h.type());
      } else if (Roles.summedByPeriod(c)) {
        keys.add(time.orElseThrow());
      }
    }
    // Products by cluster only where they are themselves wanted: a second read gives scores by
    // cluster and period in less time than the products, which grow with the square of k.
    Optional<MomentRegression> solved =
        MomentRegression.solve(
            blocks, design, roles.formula().intercept(), effects, kept, pairs, first, limit);
    return solved.flatMap(
        r ->
            Scores.of(r, List.copyOf(keys), pairs, types, nests)
                .filter(scores -> kept.stream().allMatch(q -> fits(r, scores, q)))
                .flatMap(scores -> describe(r, scores)));
  }

  private static boolean fits(MomentRegression regression, Scores scores, int key) {
    long k = regression.coefficients().length;
    return scores.hasProducts(key) && regression.levels(key) * k * k <= ClusterProducts.LIMIT;
  }

  private int cluster(String column) {
    return clusters.get(roles.clusterColumns().indexOf(column));
  }

  private Optional<Fit> describe(MomentRegression regression, Scores scores) {
    Formula formula = roles.formula();
    List<Remark> remarks = new ArrayList<>();
    List<Fit.AbsorbedEffect> absorbed = new ArrayList<>();
    double[] beta = regression.coefficients();
    int k = beta.length;
    int parameters = effects.isEmpty() ? k : k + 1;
    for (int e = 0; e < effects.size(); e++) {
      String name = formula.effects().get(e).name();
      int levels = regression.levels(effects.get(e));
      parameters += levels - 1;
      absorbed.add(new Fit.AbsorbedEffect(name, levels));
      long alone = regression.singletons(effects.get(e));
      if (alone > 0) {
        remarks.add(new Remark.Singletons(name, alone));
      }
    }
    long n = regression.rows();
    if (n <= parameters) {
      return Optional.empty();
    }
    double squares = scores.squaresOfResiduals();
    Design meaning = meaning(regression, k);
    double[][] r = regression.triangle();
    for (int j = 0; j < k; j++) {
      double norm = 0;
      for (int i = 0; i <= j; i++) {
        norm = Math.hypot(norm, r[i][j]);
      }
      double left = Math.abs(r[j][j]) / norm;
      if (left * left < ColumnChecks.NEARLY_COLLINEAR) {
        remarks.add(new Remark.NearlyCollinear(meaning.terms().get(j), left * left));
      }
    }
    Solved solved = new Solved(meaning, ssc, n, parameters, beta, r, squares / (n - parameters));
    Sandwich sandwich = new Sandwich(solved, new MomentInfluences(regression, scores), remarks);
    List<Inference> inferences = new ArrayList<>();
    for (Covariance c : roles.covariances()) {
      inferences.add(sandwich.infer(c));
    }
    return Optional.of(
        new Fit(
            formula,
            n,
            k,
            1 - squares / regression.total(),
            effects.isEmpty() ? Double.NaN : 1 - squares / regression.within(),
            n - parameters,
            Math.sqrt(solved.sigma2()),
            inferences,
            absorbed,
            remarks.stream().distinct().toList(),
            meaning.dropped(),
            Optional.empty()));
  }

  private Design meaning(MomentRegression regression, int k) {
    List<String> terms = new ArrayList<>();
    if (roles.formula().intercept()) {
      terms.add(Formula.INTERCEPT);
    }
    roles.parts().forEach(p -> terms.add(p.name()));
    int[] effectLevels = effects.stream().mapToInt(regression::levels).toArray();
    int[] clusterLevels = clusters.stream().mapToInt(regression::levels).toArray();
    return new Design(
        roles.formula(),
        new Layout(
            k, 0, effectLevels.length, clusterLevels.length, unit.isPresent(), time.isPresent()),
        terms,
        0,
        List.of(),
        effectLevels,
        roles.clusterColumns(),
        clusterLevels,
        unit.isPresent() ? regression.levels(unit.getAsInt()) : 0,
        new LinkedHashMap<>(regression.reasons()));
  }

  /** Sums by cluster and period, from products or a second read. */
  private final class MomentInfluences implements Influences {
    private final MomentRegression regression;
    private final Scores scores;

    MomentInfluences(MomentRegression regression, Scores scores) {
      this.regression = regression;
      this.scores = scores;
    }

    @Override
    public Squares squares(Covariance.Heteroskedastic h) {
      return new Squares(scores.squares(h.type()), scores.fullLeverage(h.type()));
    }

    @Override
    public Map<Long, double[]> byCluster(int... places) {
      Map<Long, double[]> sums = new LinkedHashMap<>();
      if (places.length == 1) {
        scores.by(clusters.get(places[0])).forEach((code, u) -> sums.put((long) code, u));
      } else {
        scores
            .byPair(clusters.get(places[0]), clusters.get(places[1]))
            .forEach(u -> sums.put((long) sums.size(), u));
      }
      return sums;
    }

    @Override
    public java.util.SortedMap<Long, double[]> byPeriod() {
      int key = time.orElseThrow();
      var values = regression.keys(key);
      List<Object> distinct = new ArrayList<>();
      for (int code = 0; code < values.size(); code++) {
        distinct.add(values.value(code));
      }
      Map<Object, Long> numbers = Periods.number(roles.time().orElseThrow(), distinct);
      java.util.TreeMap<Long, double[]> sums = new java.util.TreeMap<>();
      scores
          .by(key)
          .forEach((code, u) -> sums.merge(numbers.get(distinct.get(code)), u, Rows::plus));
      return sums;
    }

    @Override
    public double[] overUnits(int size, OfSeries figure) {
      throw new IllegalStateException("no covariance that is known here asks for it");
    }

    @Override
    public ClusterProducts clusterProducts(Covariance covariance, int cluster) {
      int key = clusters.get(cluster);
      List<Integer> codes = scores.codes(key);
      return new ClusterProducts(
          regression.coefficients().length,
          codes.stream().map(code -> scores.products(key, code)).toArray(double[][][]::new),
          codes.stream().map(code -> scores.score(key, code)).toArray(double[][]::new));
    }

    @Override
    public boolean isNested(int effect, int cluster) {
      return scores.isNested(effects.get(effect), clusters.get(cluster));
    }
  }
}
