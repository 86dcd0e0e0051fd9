package jevons.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0; 0",
        "2; 2",
        "-1; −1",
        "0.8421; 0.842",
        "0.0999999; 0.100",
        "-0.39; −0.390",
        "118.42; 118",
        "999.6; 1,000",
        "12345.6; 12,346",
        "3.4e24; 3.40 × 10²⁴",
        "-9.996e8; −1.00 × 10⁹",
        "0.00012345; 1.23 × 10⁻⁴"
      })
  void figureHasThreeSignificantDigits(double value, String shown) {
    assertThat(Numbers.figure(value).replace('\u00a0', ' ')).isEqualTo(shown);
  }

  @Test
  void figureNamesInfinity() {
    assertThat(Numbers.figure(Double.NEGATIVE_INFINITY)).isEqualTo("−∞");
  }

  @ParameterizedTest
  @CsvSource({"0.26, 0.26", "0.0188, 0.019", "0.00412, 0.0041", "0.0996, 0.10", "1, 1.00"})
  void pValueHasTwoSignificantDigits(double p, String shown) {
    assertThat(Numbers.pValue(p)).isEqualTo(shown);
  }

  @Test
  void smallPValueIsNotShownAsZero() {
    assertThat(Numbers.pValue(0)).isEqualTo("<\u00a00.001");
  }

  @Test
  void fixedHasNoMinusBeforeZero() {
    assertThat(Numbers.fixed(-0.0004, 1)).isEqualTo("0.0");
  }

  @Test
  void exactKeepsAllDigits() {
    assertThat(Numbers.exact(0.1 + 0.2)).isEqualTo("0.30000000000000004");
    assertThat(Numbers.exact(14_276_000_000.0)).isEqualTo("14276000000");
  }

  @Test
  void openEndOfAnIntervalIsCalledUnbounded() {
    assertThat(Numbers.interval(1.5, null)).isEqualTo("1.50 to unbounded");
  }

  @Test
  void quarterIsNamedByItsFirstDay() {
    assertThat(Numbers.quarter(LocalDate.of(2025, 10, 1))).isEqualTo("2025\u00a0Q4");
  }

  @Test
  void aFigureThatWasSaidHasNoDigitsThatNobodyGave() {
    assertThat(Numbers.given(0.5)).isEqualTo("0.5");
    assertThat(Numbers.given(4.6)).isEqualTo("4.6");
    assertThat(Numbers.given(-17.0)).isEqualTo("−17");
    assertThat(Numbers.given(2048)).isEqualTo("2,048");
    assertThat(Numbers.given(2.828)).isEqualTo("2.83");
    assertThat(Numbers.given(100.4)).isEqualTo("100");
  }

  @Test
  void anotherUnitAddsNoDigits() {
    assertThat(Numbers.exactTimes(-0.0966, 100)).isEqualTo("-9.66");
    assertThat(Numbers.exactTimes(-5.93e11, 1e-9)).isEqualTo("-593");
  }
}
