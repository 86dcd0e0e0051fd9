package jevons.pipeline.report;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import jevons.pipeline.testing.TextTables;

/** A published state of the size and shape of the real one; its figures are drawn with a seed. */
final class ExampleState {
  static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  private static final LocalDate LAST_QUARTER = LocalDate.of(2026, 4, 1);
  private static final long SEED = 1865;

  private ExampleState() {}

  static ReportSettings settings() {
    return ReportSettings.of(TODAY);
  }

  static TextTables tables() {
    return TextTables.asOf("2026-08-20")
        .fact("run_id", "20260821T0200Z-7f3a")
        .fact("lock_number", "12")
        .fact("gold.regression", "version 12, fingerprint 9f86d081884c7d65")
        .with("gold.firm_quarter", firmQuarters())
        .with("gold.efficiency_index", efficiencyIndex())
        .with("gold.model_efficiency", models())
        .with("silver.daily_price", prices())
        .with(
            "gold.valuation_day",
            """
            ticker | trade_date day | market_value_usd number | d_market_value_usd number
            NVDA   | 2025-01-27     | 2.90e12                 | -5.93e11
            NVDA   | 2026-08-20     | 4.41e12                 | 1.2e10
            """)
        .with("gold.event", EVENTS)
        .with("gold.event_test", EVENT_TESTS)
        .with("gold.regression", REGRESSION)
        .with("gold.regression_coefficient", COEFFICIENTS)
        .with("gold.regression_diagnostic", DIAGNOSTICS)
        .with("gold.claim", CLAIMS)
        .withDays("gold.regression", REGRESSION_DAYS)
        .withDays("gold.regression_coefficient", COEFFICIENT_DAYS)
        .withDays("gold.efficiency_index", RATE_DAYS);
  }

  /** Two days of one month, of which the later counts; the first day's interval is very wide. */
  static final String REGRESSION_DAYS =
      """
      as_of day  | study      | specification | headline_term | headline_vcov | independent_units count
      2024-12-31 | investment | headline      | log_rate      | ewc           | 6
      2025-01-15 | investment | headline      | log_rate      | ewc           | 6
      2025-01-31 | investment | headline      | log_rate      | ewc           | 7
      2026-08-20 | investment | headline      | log_rate      | ewc           | 13
      """;

  static final String COEFFICIENT_DAYS =
      """
      as_of day  | study      | specification | term     | vcov | ssc    | estimate number | ci_low number | ci_high number
      2024-12-31 | investment | headline      | log_rate | ewc  | fixest | -0.6  | -30.1  | 28.9
      2025-01-15 | investment | headline      | log_rate | ewc  | fixest | 9.9   | 9.8    | 10.0
      2025-01-31 | investment | headline      | log_rate | ewc  | fixest | 0.31  | -4.1   | 4.72
      2025-01-31 | investment | headline      | log_rate | iid  | fixest | 0.31  | 0.2    | 0.4
      2026-08-20 | investment | headline      | log_rate | ewc  | fixest | 0.842 | -1.486 | 3.17
      """;

  static final String RATE_DAYS =
      """
      as_of day  | quarter day | method | direction  | sample | vcov | interval | rate_factor_per_year number | ci_low number | ci_high number
      2025-01-31 | 2024-07-01  | 2pl    | production | all    | hc3  | fieller  | 3.1  | 1.9  | 7.2
      2025-01-31 | 2024-10-01  | 2pl    | production | all    | hc3  | fieller  | 3.4  | 2.0  | 8.1
      2025-01-31 | 2024-10-01  | eci    | production | all    | hc3  | fieller  | 11.0 | 6.0  | -
      2026-08-20 | 2026-04-01  | 2pl    | production | all    | hc3  | fieller  | 5.0  | 3.0  | 10.8
      """;

  static final String EVENTS =
      """
      event       | kind       | event_date day | day_zero day | words                           | overlapping_events
      deepseek-v3 | configured | 2024-12-26     | 2024-12-26   | DeepSeek-V3 released            | -
      deepseek-r1 | configured | 2025-01-20     | 2025-01-21   | DeepSeek-R1 released            | sell-off, day-after
      sell-off    | configured | 2025-01-27     | 2025-01-27   | The sell-off                    | deepseek-r1, day-after
      day-after   | configured | 2025-01-28     | 2025-01-28   | The day after                   | deepseek-r1, sell-off
      kimi-k2     | release    | 2025-07-11     | 2025-07-11   | Kimi K2 released                | -
      releases    | pooled     | -              | -            | Releases that saved much compute | -
      """;

  static final String EVENT_TESTS =
      """
      event    | firm_group  | return_model | window_start count | window_end count | test            | statistic number | p_value number | n count | estimate number | ci_low number | ci_high number | average_correlation number | left_out
      sell-off | all         | market | 0  | 0  | cross_sectional | -4.36  | 0.0005 | 17   | -0.0966 | -0.144 | -0.05  | 0.14 | -
      sell-off | all         | market | 0  | 0  | time_series     | -7.81  | 1e-12  | 17   | -0.0966 | -0.121 | -0.072 | 0.14 | -
      sell-off | all         | market | 0  | 0  | kolari_pynnonen | -2.11  | 0.0512 | 17   | -3.7    | -7.4   | 0.02   | 0.14 | -
      sell-off | all         | market | 0  | 0  | patell          | -14.8  | 1e-40  | 17   | -3.7    | -4.2   | -3.2   | 0.14 | -
      sell-off | ai-hardware | market | 0  | 0  | cross_sectional | -4.73  | 0.001  | 10   | -0.1114 | -0.165 | -0.058 | 0.29 | -
      sell-off | ai-hardware | market | 0  | 0  | time_series     | -6.16  | 3e-9   | 10   | -0.1114 | -0.147 | -0.076 | 0.29 | -
      sell-off | ai-hardware | market | 0  | 0  | kolari_pynnonen | -1.80  | 0.105  | 10   | -4.3    | -9.6   | 1.1    | 0.29 | -
      sell-off | ai-hardware | ff3    | 0  | 0  | cross_sectional | -4.1   | 0.003  | 10   | -0.1021 | -0.16  | -0.05  | 0.25 | -
      sell-off | power       | market | 0  | 0  | cross_sectional | -9.58  | 0.011  | 3    | -0.2364 | -0.34  | -0.13  | 0.53 | GEV (2025-01-27): 40 of the 250 estimation days have no return, the first 2024-01-12
      sell-off | power       | market | 0  | 0  | time_series     | -9.19  | 1e-17  | 3    | -0.2364 | -0.287 | -0.186 | 0.53 | GEV (2025-01-27): 40 of the 250 estimation days have no return, the first 2024-01-12
      sell-off | NVDA        | market | 0  | 0  | standardized    | -5.15  | 5e-7   | 1    | -0.1337 | -0.185 | -0.083 | -    | -
      sell-off | NVDA        | market | 0  | 0  | placebo         | -5.15  | 0.0048 | 2520 | -0.1337 | -      | -      | -    | -
      day-after | all        | market | 0  | 0  | cross_sectional | 1.4    | 0.18   | 17   | 0.021   | -0.01  | 0.05   | 0.14 | -
      sell-off | all         | market | -1 | 1  | cross_sectional | -3.1   | 0.007  | 17   | -0.081  | -0.14  | -0.03  | 0.14 | -
      releases | all         | market | -1 | 1  | cross_sectional | 0.6    | 0.55   | 289  | 0.002   | -0.004 | 0.008  | 0.02 | -
      """;

  static final String REGRESSION =
      """
      study      | specification      | formula                             | sample_start day | sample_end day | n count | independent_units count | r2 number | r2_within number | headline_term | headline_vcov | smallest_p_value number | minimum_detectable_effect number | remarks | grade
      investment | headline           | mean_d_log_capex ~ log_rate         | 2023-04-01 | 2026-04-01 | 13   | 13   | 0.12 | -    | log_rate | ewc   | 0.0769 | 2.31 | Capex is in dollars, so changes in the price of hardware are in it. | assumed
      investment | headline_detrended | mean_d_log_capex ~ log_rate + trend | 2023-04-01 | 2026-04-01 | 13   | 13   | 0.15 | -    | log_rate | ewc   | -      | 4.9  | - | assumed
      investment | firm_effects       | d_log_capex ~ log_rate in firm effects | 2023-04-01 | 2026-04-01 | 52   | 13   | 0.08 | 0.05 | log_rate | dk    | -      | 1.7  | With some 12 quarters dk rejects a true hypothesis at 5 % about three times too often. | assumed
      valuation  | capm               | excess_return ~ mkt_rf              | 2014-01-02 | 2026-03-31 | 3080 | 3080 | 0.42 | -    | mkt_rf   | nw    | -      | 0.12 | - | derived
      """;

  static final String COEFFICIENTS =
      """
      study      | specification      | vcov                   | ssc    | term        | estimate number | standard_error number | t number | df number | p_value number | ci_low number | ci_high number
      investment | headline           | ewc                    | fixest | (Intercept) | 0.012  | 0.021  | 0.57  | 2    | 0.626  | -0.078 | 0.102
      investment | headline           | ewc                    | fixest | log_rate    | 0.842  | 0.541  | 1.556 | 2    | 0.26   | -1.486 | 3.17
      investment | headline           | nw                     | fixest | log_rate    | 0.842  | 0.332  | 2.536 | 12   | 0.0261 | 0.119  | 1.565
      investment | headline           | hc1                    | fixest | log_rate    | 0.842  | 0.421  | 2.0   | 11   | 0.0708 | -0.085 | 1.769
      investment | headline           | iid                    | fixest | log_rate    | 0.842  | 0.498  | 1.691 | 11   | 0.119  | -0.254 | 1.938
      investment | headline_detrended | ewc                    | fixest | log_rate    | -0.39  | 1.12   | -0.35 | 2    | 0.76   | -5.21  | 4.43
      investment | headline_detrended | nw                     | fixest | log_rate    | -0.39  | 0.82   | -0.48 | 12   | 0.64   | -2.18  | 1.40
      investment | firm_effects       | dk                     | fixest | log_rate    | 0.842  | 0.31   | 2.716 | 12   | 0.0188 | 0.167  | 1.517
      investment | firm_effects       | cluster(ticker)        | fixest | log_rate    | 0.842  | 0.22   | 3.827 | 3    | 0.0314 | 0.142  | 1.542
      investment | firm_effects       | cluster(ticker,quarter)| fixest | log_rate    | 0.842  | 0.36   | 2.339 | 3    | 0.101  | -0.304 | 1.988
      valuation  | capm               | nw                     | fixest | mkt_rf      | 1.71   | 0.043  | 39.8  | 3079 | 0      | 1.626  | 1.794
      valuation  | capm               | iid                    | fixest | mkt_rf      | 1.71   | 0.036  | 47.5  | 3078 | 0      | 1.639  | 1.781
      """;

  static final String DIAGNOSTICS =
      """
      study      | specification | test                            | statistic number | p_value number
      investment | headline      | t_against_zero                  | 1.556 | 0.26
      investment | headline      | t_against_minus_one             | 3.405 | 0.0765
      investment | headline      | ar1_regressor                   | 0.87  | -
      investment | headline      | ar1_residual                    | -0.21 | -
      investment | headline      | correlation_regressor_time      | -0.93 | -
      investment | headline      | reliability_at_least            | 0.41  | -
      investment | headline      | circular_shifts_against_zero    | 1.556 | 0.231
      investment | headline      | random_walks_against_zero       | 1.556 | 0.3412
      investment | headline      | random_walks_against_minus_one  | 3.405 | 0.0912
      investment | headline      | agreement_against_zero          | 0     | 0.76
      """;

  static final String CLAIMS =
      """
      claim           | said_by         | said_on day | statement                   | claimed number | tolerance number | rule   | measured number | ci_low number | ci_high number | unit          | verdict     | ordinal count | remark                       | grade
      nvidia-fell     | press           | 2025-01-27  | Nvidia lost 17 % in a day   | -0.17          | 0.005            | within | -0.1697         | -             | -              | share         | holds       | 1             | -                            | derived
      nvidia-close    | press           | 2025-01-27  | Nvidia fell to 118.58 US$   | 118.58         | 0.005            | within | 118.42          | -             | -              | US$ per share | partly      | 2             | the close before was 142.62  | reported
      value-erased    | press           | 2025-01-27  | 600 billion US$ were erased | -600e9         | 30e9             | within | -5.93e11        | -             | -              | US$           | holds       | 3             | -                            | derived
      cheaper-to-use  | Janus Henderson | 2025-01-27  | 20 to 40 times cheaper      | 30             | 10               | within | 27.3            | -             | -              | factor        | holds       | 4             | -                            | derived
      fewer-chips     | Morningstar     | 2025-01-27  | Fewer chips are needed      | 1              | -                | below  | -               | -             | -              | factor        | cannot tell | 5             | the year after is not over   | -
      v3-cost         | DeepSeek        | 2024-12-27  | V3 cost 5.6 million US$     | 5.6e6          | 0.05e6           | within | 5.576e6         | -             | -              | US$           | holds       | 6             | -                            | derived
      """;

  private static String firmQuarters() {
    Random random = new Random(SEED);
    StringBuilder text =
        new StringBuilder("ticker | quarter day | capex_usd number | is_hyperscaler flag\n");
    for (String ticker : List.of("AMZN", "GOOGL", "META", "MSFT")) {
      double usd = 1.1e9;
      for (LocalDate q = LocalDate.of(2014, 1, 1); !q.isAfter(LAST_QUARTER); q = q.plusMonths(3)) {
        usd *= Math.exp((q.getYear() < 2024 ? 0.055 : 0.12) + 0.06 * random.nextGaussian());
        boolean missing = ticker.equals("AMZN") && q.getYear() == 2017 && q.getMonthValue() > 6;
        text.append(line(ticker, q, missing ? "-" : number(usd), "true"));
      }
    }
    return text.append(line("ORCL", LAST_QUARTER, "1.2e10", "false")).toString();
  }

  private static String efficiencyIndex() {
    Random random = new Random(SEED);
    StringBuilder text =
        new StringBuilder(
            "quarter day | method | direction | sample | vcov | interval"
                + " | rate_factor_per_year number | ci_low number | ci_high number | n count\n");
    int n = 24;
    for (LocalDate q = LocalDate.of(2023, 1, 1); !q.isAfter(LAST_QUARTER); q = q.plusMonths(3)) {
      double rate = 3.2 * Math.exp(0.15 * random.nextGaussian());
      double width = 1 + 20.0 / n;
      for (String interval : List.of("fieller", "delta")) {
        text.append(
            line(
                q,
                "rasch",
                "production",
                "all",
                "hc3",
                interval,
                number(rate),
                number(rate / width),
                number(rate * width * width),
                n));
      }
      n += 9;
    }
    text.append(
        line(
            LAST_QUARTER, "rasch", "hedonic_bound", "all", "hc3", "delta", "1.6", "1.3", "1.9", n));
    return text.toString();
  }

  private static String models() {
    Random random = new Random(SEED);
    StringBuilder text =
        new StringBuilder(
            "model | organization | method | published_on day | training_compute_flop number"
                + " | capability number | surprise_log10_flop number | rank count | compute_grade\n");
    text.append(
        line(
            "DeepSeek-R1",
            "DeepSeek",
            "rasch",
            "2025-01-20",
            "5.2e24",
            "2.31",
            "0.71",
            9,
            "assumed"));
    text.append(
        line(
            "DeepSeek-V3",
            "DeepSeek",
            "rasch",
            "2024-12-26",
            "3.4e24",
            "1.62",
            "0.52",
            21,
            "assumed"));
    for (int i = 1; i <= 150; i++) {
      LocalDate day = LocalDate.of(2019, 3, 1).plusDays((long) (2_700 * Math.sqrt(i / 150.0)));
      double years = (day.toEpochDay() - LocalDate.of(2024, 1, 1).toEpochDay()) / 365.25;
      double log10 = 24.2 + 0.55 * years + 0.8 * random.nextGaussian();
      double surprise = 0.45 * random.nextGaussian();
      double capability = 0.9 * (log10 - 24.2 + 0.5 * years + surprise);
      text.append(
          line(
              "Model-" + i,
              "Lab " + i % 17,
              "rasch",
              day,
              number(Math.pow(10, log10)),
              number(capability),
              number(surprise),
              i + 30,
              i % 3 == 0 ? "assumed" : "estimated"));
    }
    return text.toString();
  }

  private static String prices() {
    Random random = new Random(SEED);
    StringBuilder text = new StringBuilder("ticker | trade_date day | close_usd number\n");
    double usd = 0.4;
    double before = 142.62;
    for (LocalDate day = LocalDate.of(2014, 1, 2);
        !day.isAfter(LocalDate.of(2026, 8, 20));
        day = day.plusDays(1)) {
      if (day.getDayOfWeek() == DayOfWeek.SATURDAY
          || day.getDayOfWeek() == DayOfWeek.SUNDAY
          || day.equals(LocalDate.of(2025, 1, 20))) {
        continue;
      }
      usd *= Math.exp(0.0019 + 0.02 * random.nextGaussian());
      if (day.equals(LocalDate.of(2025, 1, 24))) {
        usd = before;
      } else if (day.equals(LocalDate.of(2025, 1, 27))) {
        usd = 118.42;
      }
      text.append(line("NVDA", day, number(usd)));
    }
    return text.append(line("SPY", "2026-08-20", "700")).toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }

  private static String line(Object... cells) {
    StringBuilder line = new StringBuilder();
    for (Object cell : cells) {
      line.append(line.length() == 0 ? "" : " | ").append(cell);
    }
    return line.append('\n').toString();
  }
}
