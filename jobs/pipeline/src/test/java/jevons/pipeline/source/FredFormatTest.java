package jevons.pipeline.source;

import static jevons.pipeline.source.Samples.parse;
import static jevons.pipeline.source.Samples.show;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FredFormatTest {
  private static final FredFormat FORMAT = new FredFormat();

  @Test
  void takesTheSeriesFromTheHeaderAndPassesOverDaysWithoutValue() {
    String text =
        """
        observation_date,DGS10
        2014-01-02,3
        2014-01-03,.
        2014-01-06,
        2014-01-07,-0.05
        """;
    assertThat(show(parse(FORMAT, "fred/x.csv", text)))
        .containsExactly("DGS10 | 2014-01-02 | 3", "DGS10 | 2014-01-07 | -0.05");
    assertThat(show(parse(FORMAT, "fred/x.csv", text.replace("observation_date", "DATE"))))
        .hasSize(2);
  }

  @Test
  void setsABadLineAside() {
    assertThat(
            show(
                parse(
                    FORMAT, "fred/x.csv", "observation_date,DFF\n2014-01-32,.\n2014-01-03,#N/A\n")))
        .containsExactly(
            "NOT_A_DAY: fred/x.csv line 2, column observation_date: \"2014-01-32\" is not a day"
                + " (YYYY-MM-DD).",
            "NOT_A_NUMBER: fred/x.csv line 3, column DFF: \"#N/A\" is not a number.");
  }

  @Test
  void refusesAnotherHeader() {
    assertThat(show(parse(FORMAT, "fred/x.csv", "observation_date,DFF,SOFR\n")).get(0))
        .startsWith("FAULT: fred/x.csv: the header is observation_date,DFF,SOFR, expected");
  }
}
