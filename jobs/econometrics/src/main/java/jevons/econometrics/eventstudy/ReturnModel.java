package jevons.econometrics.eventstudy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jevons.econometrics.EconometricsException;

/**
 * What a return is expected to be without the event.
 *
 * @see <a href="https://doi.org/10.1016/0304-405X(85)90042-X">Brown and Warner (1985), Journal of
 *     Financial Economics 14(1), 3-31</a>
 */
public sealed interface ReturnModel {
  /** As in tables, {@code "market"}. */
  String name();

  /** The series it reads, by their names in {@link Returns}. */
  List<String> series();

  /** Taken from the firm's return and added again to what is expected, if there is one. */
  Optional<String> riskless();

  /**
   * A regression in the estimation window, with a constant: R - Rf = a + b'F + e.
   *
   * @param factors none for the mean-adjusted model
   * @param riskless the riskless rate; empty when returns are not taken in excess of it
   */
  record Regression(String name, List<String> factors, Optional<String> riskless)
      implements ReturnModel {
    public Regression {
      factors = List.copyOf(factors);
    }

    @Override
    public List<String> series() {
      List<String> all = new ArrayList<>(factors);
      riskless.ifPresent(all::add);
      return List.copyOf(all);
    }
  }

  /**
   * The market's return itself is expected: no parameter is estimated. The variance of an abnormal
   * return is that in the estimation window around its mean, divisor one less than the days.
   *
   * @param market the market's return
   */
  record MarketAdjusted(String market) implements ReturnModel {
    @Override
    public String name() {
      return "market_adjusted";
    }

    @Override
    public List<String> series() {
      return List.of(market);
    }

    @Override
    public Optional<String> riskless() {
      return Optional.empty();
    }
  }

  /**
   * R = a + b Rm.
   *
   * @see <a href="https://doi.org/10.2307/2525569">Fama, Fisher, Jensen and Roll (1969),
   *     International Economic Review 10(1), 1-21</a>
   */
  static ReturnModel market(String market) {
    return new Regression("market", List.of(market), Optional.empty());
  }

  /**
   * R - Rf = a + b (Rm - Rf), the constant estimated.
   *
   * @param excessMarket the market's return less the riskless rate
   */
  static ReturnModel capm(String excessMarket, String riskless) {
    return new Regression("capm", List.of(excessMarket), Optional.of(riskless));
  }

  /** R - Rf = a + b'F with any factors. */
  static ReturnModel factors(String name, List<String> factors, Optional<String> riskless) {
    if (factors.isEmpty()) {
      throw new EconometricsException(
          "the factor model \"" + name + "\" has no factors; name at least one.");
    }
    return new Regression(name, factors, riskless);
  }

  /** R = a: the firm's own mean in the estimation window. */
  static ReturnModel meanAdjusted() {
    return new Regression("mean_adjusted", List.of(), Optional.empty());
  }

  static ReturnModel marketAdjusted(String market) {
    return new MarketAdjusted(market);
  }
}
