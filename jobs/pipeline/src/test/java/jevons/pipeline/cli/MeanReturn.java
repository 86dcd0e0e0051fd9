package jevons.pipeline.cli;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import jevons.econometrics.Coefficient;
import jevons.pipeline.studies.Estimate;
import jevons.pipeline.studies.Study;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.gold.DailyReturn;

/** A study small enough to be checked by hand: the mean of Nvidia's daily returns. */
final class MeanReturn implements Study {
  @Override
  public String name() {
    return "mean_return";
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(DailyReturn.class);
  }

  @Override
  public Set<String> settings() {
    return Set.of();
  }

  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    return RowsBehind.none();
  }

  @Override
  public List<Estimate> estimate(Inputs in) {
    double[] returns =
        in
            .read(DailyReturn.class)
            .where("ticker = 'NVDA'")
            .select("price_return_share")
            .orderBy("price_return_share")
            .collectAsList()
            .stream()
            .mapToDouble(r -> r.getDouble(0))
            .toArray();
    int n = returns.length;
    double mean = java.util.Arrays.stream(returns).sum() / n;
    double squares = java.util.Arrays.stream(returns).map(r -> (r - mean) * (r - mean)).sum();
    Coefficient coefficient =
        new Coefficient("(Intercept)", mean, Math.sqrt(squares / (n - 1) / n), n - 1);
    LocalDate day = in.asOf();
    return List.of(
        new Estimate(
            name(),
            "headline",
            "price_return_share ~ 1",
            new Estimate.Span(day, day),
            n,
            n,
            OptionalDouble.empty(),
            "(Intercept)",
            List.of(new Estimate.Errors("iid", "none", OptionalInt.empty(), List.of(coefficient))),
            OptionalDouble.empty(),
            List.of(),
            List.of(),
            Grade.DERIVED));
  }
}
