package jevons.pipeline.tables.gold.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.claim.Measured;
import jevons.pipeline.table.claim.Measurement;
import jevons.pipeline.table.claim.Parameter;
import jevons.pipeline.tables.Firms;
import jevons.pipeline.tables.Tables;
import jevons.pipeline.tables.gold.ModelEfficiency;
import jevons.pipeline.tables.silver.Score;
import jevons.pipeline.testing.Given;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a claim reads follows from how it is measured, so that no other table makes it anew. */
class ClaimInputsTest {
  /** A row each where without one the measurement ends before it reads on; else none. */
  private static final Map<Class<? extends Table>, String> ROWS =
      Map.of(
          ModelEfficiency.class,
          """
          model | method | published_on | training_compute_flop | capability | surprise_log10_flop | grade
          R1    | 2pl    | 2025-01-20   | 1e24                  | 1          | 0                   | assumed
          """,
          Score.class,
          """
          benchmark | model | score_share | known_on
          GPQA      | R1    | 0.7         | 2025-01-20
          """);

  private static final Map<Parameter, String> PARAMETERS =
      Map.of(Parameter.OF, "GPQA", Parameter.AGAINST, "R1", Parameter.DAY, "2025-01-27");

  @ParameterizedTest
  @EnumSource(Measurement.class)
  void aMeasurementReadsTheTablesThatItIsSaidToRead(Measurement measurement) {
    List<Map<String, Object>> records = List.of(measuredBy(measurement));
    Set<Class<? extends Table>> tables = ClaimInputs.of(records);
    assertThat(tables).isNotEmpty();
    assertThat(measured(records, tables).remark()).isNotEmpty();
    for (Class<? extends Table> one : tables) {
      Set<Class<? extends Table>> others =
          tables.stream().filter(t -> t != one).collect(Collectors.toSet());
      assertThatThrownBy(() -> measured(records, others))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(one.getSimpleName());
    }
  }

  private static Measured measured(
      List<Map<String, Object>> records, Set<Class<? extends Table>> tables) {
    Given in =
        Given.nothing()
            .with("jevons.market.ticker", "SPY")
            .with(Firms.KEY, List.of(Map.of("ticker", "MSFT", "groups", List.of("hyperscaler"))));
    tables.forEach(t -> in.and(Tables.of(t), ROWS.getOrDefault(t, noRow(Tables.of(t)))));
    Subject subject = Subject.of(records.get(0));
    return Measures.measure(subject, new Evidence(in, List.of(subject)));
  }

  private static String noRow(Table table) {
    return table.fields().get(0).name();
  }

  private static Map<String, Object> measuredBy(Measurement measurement) {
    Map<String, Object> told = new HashMap<>(Map.of("measured-by", measurement.word()));
    PARAMETERS.forEach(
        (parameter, value) -> {
          if (measurement.needs(parameter)) {
            told.put(parameter.key(), value);
          }
        });
    return told;
  }
}
