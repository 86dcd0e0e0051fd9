package jevons.pipeline.source;

import static org.assertj.core.api.Assertions.assertThat;

import jevons.pipeline.table.RejectReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTest {
  @ParameterizedTest
  @CsvSource({
    "NUMBER, 1",
    "NUMBER, -0.67",
    "NUMBER, 1.830001e+24",
    "NUMBER, .5",
    "NUMBER, 4333.",
    "POSITIVE, 1E-300",
    "NOT_NEGATIVE, 0.0",
    "WHOLE, 1738820000",
    "WHOLE, 64.0",
    "SHARE, 1.0",
    "PERCENT, 88.0",
    "DAY, 2024-02-29",
    "MOMENT, 2026-04-24T14:20:22.000Z",
    "MOMENT, 2026-05-27 18:59:10+00:00",
    "MOMENT, 2026-04-24",
    "TEXT, anything"
  })
  void keepsAGoodWord(Rule rule, String word) {
    assertThat(rule.findBreach(word)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "NUMBER, n/a, NOT_A_NUMBER",
    "NUMBER, NaN, NOT_A_NUMBER",
    "NUMBER, Infinity, NOT_A_NUMBER",
    "NUMBER, -, NOT_A_NUMBER",
    "NUMBER, 0x1p3, NOT_A_NUMBER",
    "NUMBER, 12d, NOT_A_NUMBER",
    "NUMBER, '1,234', NOT_A_NUMBER",
    "NUMBER, 1e999, OUT_OF_RANGE",
    "POSITIVE, 0, OUT_OF_RANGE",
    "POSITIVE, -2.67, OUT_OF_RANGE",
    "NOT_NEGATIVE, -1, OUT_OF_RANGE",
    "WHOLE, 0.5, OUT_OF_RANGE",
    "SHARE, 1.0001, OUT_OF_RANGE",
    "PERCENT, 100.5, OUT_OF_RANGE",
    "DAY, 2025-02-30, NOT_A_DAY",
    "DAY, 2025-1-27, NOT_A_DAY",
    "DAY, 20250127, NOT_A_DAY",
    "DAY, 0025-01-27, NOT_A_DAY",
    "DAY, 2025-01-27T00:00:00Z, NOT_A_DAY",
    "MOMENT, 2025-02-30T14:20:22Z, NOT_A_DAY",
    "MOMENT, 2025-02-03T25:00:00Z, NOT_A_DAY"
  })
  void saysWhyAWordIsBad(Rule rule, String word, RejectReason reason) {
    assertThat(rule.findBreach(word)).contains(reason);
  }
}
