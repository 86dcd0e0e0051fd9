package jevons.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import jevons.pipeline.testing.TextTables;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {
  @Test
  void saysTheAnswerAndShowsTheNewestFigures() {
    String text = MarkdownReport.render(ExampleState.tables(), ExampleState.settings());
    assertThat(text)
        .contains(
            "**Cannot tell whether they spend more or less.** The best estimate: when training gets")
        .contains("| 2026\u00a0Q2 |")
        .contains("all are in the HTML report")
        .contains("What was claimed in January 2025");
  }

  @Test
  void anEmptyLakeGivesATextThatNamesEveryMissingTable() {
    assertThat(MarkdownReport.render(TextTables.asOf("2026-08-20"), ExampleState.settings()))
        .contains("> Nothing to show here: gold.firm\\_quarter is not published.");
  }

  @Test
  void namesFromTheDataCannotBecomeMarkup() {
    TextTables tables =
        ExampleState.tables()
            .with(
                "gold.claim",
                """
                claim | said_by | said_on day | statement | claimed number | tolerance number | rule | measured number | ci_low number | ci_high number | unit | verdict | ordinal count | remark | grade
                a     | -       | -           | a[b](c)<d | -              | -                | -    | -               | -             | -              | -    | holds   | 1             | -      | -
                """);
    assertThat(MarkdownReport.render(tables, ExampleState.settings()))
        .contains("| a\\[b\\](c)\\<d |");
  }
}
