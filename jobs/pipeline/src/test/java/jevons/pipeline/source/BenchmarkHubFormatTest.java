package jevons.pipeline.source;

import static jevons.pipeline.source.Samples.parse;
import static jevons.pipeline.source.Samples.show;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BenchmarkHubFormatTest {
  private static final BenchmarkHubFormat FORMAT = new BenchmarkHubFormat();

  @Test
  void readsARunOfEpochItself() {
    String text =
        """
        Model version,mean_score,Release date,stderr,Started at,id
        gpt-5.5_xhigh,0.54,2026-04-23,0.05,2026-04-24T14:20:22.000Z,bCy8
        """;
    assertThat(show(parse(FORMAT, "epoch/benchmark_data/gpqa_diamond.csv", text)))
        .containsExactly(
            "gpt-5.5_xhigh | GPQA Diamond | 0.54 | fraction | 0.05 | 2026-04-24T14:20:22.000Z |"
                + " 2026-04-23 | bCy8 | epoch_hub");
  }

  @Test
  void takesTheModelsNameWhereItHasNoVersion() {
    String text =
        """
        Model version,EM,Release date,Name,Shots,id
        ,0.633,,Palmyra X (43B),5,rec4
        ,0.7,,,5,rec5
        x,1.7,,,5,rec6
        x,,,,5,rec7
        """;
    String path = "epoch/benchmark_data/gsm8k_external.csv";
    assertThat(show(parse(FORMAT, path, text)))
        .containsExactly(
            "Palmyra X (43B) | GSM8K | 0.633 | fraction | - | - | - | 5; rec4 | epoch_hub",
            "MISSING_VALUE: "
                + path
                + " line 3, column Model version: empty, expected text in Model"
                + " version or Name.",
            "OUT_OF_RANGE: " + path + " line 4, column EM: \"1.7\" is not a number from 0 to 1.",
            "MISSING_VALUE: " + path + " line 5, column EM: empty, expected a number from 0 to 1.");
  }

  @Test
  void readsEachUnitByItsOwnRange() {
    String percent = "Model version,Score,Release date,Agent\na,65.4,,x\nb,165.4,,x\n";
    assertThat(show(parse(FORMAT, "epoch/benchmark_data/os_world_external.csv", percent)))
        .hasSize(2)
        .anyMatch(line -> line.equals("a | OSWorld | 65.4 | percent | - | - | - | x | epoch_hub"))
        .anyMatch(line -> line.startsWith("OUT_OF_RANGE"));
  }

  @Test
  void refusesABenchmarkThatItDoesNotKnow() {
    assertThat(show(parse(FORMAT, "epoch/benchmark_data/gpqa_diamonds.csv", "a\n")))
        .containsExactly(
            "FAULT: epoch/benchmark_data/gpqa_diamonds.csv: its benchmark, score column and unit are"
                + " not known. Closest: gpqa_diamond. File left out of this run: describe it in"
                + " BenchmarkHubFormat and in benchmarks/benchmarks.csv, or remove it.");
  }
}
