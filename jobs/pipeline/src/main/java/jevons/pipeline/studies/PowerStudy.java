package jevons.pipeline.studies;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jevons.econometrics.Sample;
import jevons.pipeline.studies.PowerSimulation.Test;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Estimated;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.gold.FirmQuarter;
import jevons.pipeline.tables.gold.TestPower;

/**
 * How often would the tests of the investment study reject if the elasticity were known? A step of
 * its own: it is made again when the hyperscalers' spending or the rates change, and not when
 * prices do or another firm files.
 */
public final class PowerStudy implements Study {
  private static final String SEED = "studies.investment.seed";
  private static final double[] TRUTHS = {-1, -0.5, 0, 0.5, 1};
  private static final double[] NULLS = {0, -1};
  private static final int DRAWS = 1000;

  /** As the headline with its trend needs them. */
  private static final int FEWEST_QUARTERS = 6;

  @Override
  public String name() {
    return "power";
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(FirmQuarter.class);
  }

  @Override
  public Set<String> settings() {
    return Set.of(SEED);
  }

  @Override
  public Class<? extends Estimated> findings() {
    return TestPower.class;
  }

  @Override
  public Set<Class<? extends Estimated>> fills() {
    return Set.of(TestPower.class);
  }

  /** All quarters of the balanced panel: the process is estimated from them. */
  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    return InvestmentSample.rowsBehind().following(FirmQuarter.CAPEX_GROWTH, FirmQuarter.LOG_RATE);
  }

  @Override
  public Optional<String> reads(Inputs in) {
    InvestmentSample sample = InvestmentSample.of(in.read(FirmQuarter.class));
    Sample byFirm = sample.byFirm();
    return Optional.of(
        Stream.of(
                sample.allQuarters(),
                byFirm.values("ticker"),
                byFirm.values("quarter"),
                byFirm.values("d_log_capex"),
                byFirm.values("log_rate"),
                List.of(sample.grade()))
            .map(List::toString)
            .collect(Collectors.joining("\n")));
  }

  @Override
  public List<StudyRow> rows(Inputs in) {
    InvestmentSample sample = InvestmentSample.of(in.read(FirmQuarter.class));
    if (sample.quarters() < FEWEST_QUARTERS || !sample.rateVaries() || sample.firms() < 2) {
      return List.of();
    }
    PowerSimulation simulation = PowerSimulation.of(sample, in.settings().count(SEED));
    List<StudyRow> rows = new ArrayList<>();
    simulation
        .rejections(NULLS, TRUTHS, DRAWS)
        .forEach(
            (asked, counts) -> {
              for (Test test : Test.values()) {
                double share = counts.get(test) / (double) DRAWS;
                Map<Field, Object> cells = new HashMap<>();
                cells.put(TestPower.TEST, test.word());
                cells.put(TestPower.NULL_ELASTICITY, asked.tested());
                cells.put(TestPower.TRUE_ELASTICITY, asked.truth());
                cells.put(TestPower.REJECTION, share);
                cells.put(TestPower.ERROR, Math.sqrt(share * (1 - share) / DRAWS));
                cells.put(TestPower.DRAWS, (long) DRAWS);
                cells.put(TestPower.QUARTERS, (long) sample.quarters());
                cells.put(TestPower.FIRMS, sample.firms());
                cells.put(TestPower.AR1, simulation.process().ar1());
                cells.put(TestPower.COMMON, simulation.process().commonDeviation());
                cells.put(TestPower.OWN, simulation.process().ownDeviation());
                cells.put(TestPower.GRADE, sample.grade().word());
                rows.add(new StudyRow(TestPower.class, cells));
              }
            });
    return rows;
  }
}
