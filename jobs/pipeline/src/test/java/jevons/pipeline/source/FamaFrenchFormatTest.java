package jevons.pipeline.source;

import static jevons.pipeline.source.Samples.parse;
import static jevons.pipeline.source.Samples.show;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FamaFrenchFormatTest {
  private static final String PATH = "fama_french/F-F.CSV";
  private static final FamaFrenchFormat FORMAT = new FamaFrenchFormat();

  @Test
  void readsTheRowsBetweenProseAndCopyright() {
    String text =
        """
        This file was created by using the 202604 CRSP database, in 1926, say.
        The 1-month TBill rate, which is, for once, a rate.

        ,Mkt-RF,SMB,HML,RF
        20130102,    2.62,    0.10,    0.40,    0.00
        20130103,   -0.13,  -99.99,    0.05,    -999

        Copyright 2026 Eugene F. Fama and Kenneth R. French
        """;
    assertThat(show(parse(FORMAT, PATH, text.replace("\n", "\r\n"))))
        .containsExactly(
            "ff3 | 2013-01-02 | mkt_rf | 2.62",
            "ff3 | 2013-01-02 | smb | 0.10",
            "ff3 | 2013-01-02 | hml | 0.40",
            "ff3 | 2013-01-02 | rf | 0.00",
            "ff3 | 2013-01-03 | mkt_rf | -0.13",
            "ff3 | 2013-01-03 | hml | 0.05");
  }

  @Test
  void knowsTheSetByItsHeader() {
    assertThat(show(parse(FORMAT, PATH, ",Mom\n20130102,  0.20\n")))
        .containsExactly("momentum | 2013-01-02 | mom | 0.20");
    assertThat(show(parse(FORMAT, PATH, ",Mkt-RF,SMB,HML,RMW,CMA,RF\n20130102,1,2,3,4,5,6\n")))
        .hasSize(6)
        .contains("ff5 | 2013-01-02 | cma | 5");
  }

  @Test
  void setsABadRowAsideAndTakesTheOthers() {
    String text =
        """
        ,Mom
        20130230,0.2
        201301,0.2
        20130104,x
        20130107,
        20130108,0.2,0.3
        Annual factors
        20130109,0.4
        """;
    assertThat(show(parse(FORMAT, PATH, text)))
        .containsExactly(
            "NOT_A_DAY: fama_french/F-F.CSV line 2: \"20130230\" is not a day (YYYYMMDD).",
            "NOT_A_DAY: fama_french/F-F.CSV line 3: \"201301\" is not a day (YYYYMMDD).",
            "NOT_A_NUMBER: fama_french/F-F.CSV line 4, column Mom: \"x\" is not a number.",
            "MISSING_VALUE: fama_french/F-F.CSV line 5, column Mom: empty, expected a number.",
            "WRONG_COLUMN_COUNT: fama_french/F-F.CSV line 6: has 3 columns, the header 2.",
            "INCONSISTENT: fama_french/F-F.CSV line 7: neither a day's row (YYYYMMDD, ...) nor the"
                + " footer.",
            "momentum | 2013-01-09 | mom | 0.4");
  }

  @Test
  void refusesAFileWithoutTheLibrarysHeader() {
    assertThat(show(parse(FORMAT, PATH, "date,Mom\n20130102,0.2\n")).get(0))
        .startsWith("FAULT: fama_french/F-F.CSV has no header row");
    assertThat(show(parse(FORMAT, PATH, ",Mkt-RF,SMB\n20130102,0.2,0.1\n")).get(0))
        .startsWith(
            "FAULT: fama_french/F-F.CSV line 1: the header has [Mkt-RF, SMB], expected one of");
    assertThat(show(parse(FORMAT, PATH, "")).get(0)).startsWith("FAULT: ");
  }
}
