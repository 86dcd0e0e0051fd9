package jevons.econometrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certified values of NIST's reference data sets for linear regression: reference/nist. */
class NistTest {

  @ParameterizedTest
  @CsvSource({
    "norris, 12, 12",
    "pontius, 11, 11",
    "noint1, 13, 13",
    "noint2, 13, 13",
    "longley, 11, 11",
    "wampler3, 11, 12",
    "wampler4, 11, 12",
    "wampler5, 11, 12",
    "filip, 7, 7",
  })
  void certifiedDigitsAreFound(String set, double digits, double errorDigits) {
    List<Map<String, String>> expected = expected(set);
    Fit fit = fit(set, expected);
    for (Map<String, String> e : expected) {
      Coefficient c = fit.coefficient(e.get("term"));
      double certified = Double.parseDouble(e.get("estimate"));
      double certifiedError = Double.parseDouble(e.get("standard_error"));
      assertThat(Reference.digits(c.estimate(), certified))
          .as(set + " " + c.term() + " " + c.estimate())
          .isGreaterThan(digits);
      assertThat(Reference.digits(c.standardError(), certifiedError))
          .as(set + " standard error " + c.term() + " " + c.standardError())
          .isGreaterThan(errorDigits);
    }
    Map<String, String> first = expected.get(0);
    assertThat(fit.r2()).isCloseTo(Double.parseDouble(first.get("r2")), within(1e-9));
    assertThat(Reference.digits(fit.sigma(), Double.parseDouble(first.get("sigma"))))
        .isGreaterThan(errorDigits);
  }

  @ParameterizedTest
  @CsvSource({"wampler1", "wampler2"})
  void perfectFitsAreFoundAndRemarked(String set) {
    List<Map<String, String>> expected = expected(set);
    Fit fit = fit(set, expected);
    for (Map<String, String> e : expected) {
      Coefficient c = fit.coefficient(e.get("term"));
      assertThat(Reference.digits(c.estimate(), Double.parseDouble(e.get("estimate"))))
          .as(set + " " + c.term() + " " + c.estimate())
          .isGreaterThan(9);
      assertThat(c.standardError()).isLessThan(1e-9);
    }
    assertThat(fit.remarks(Remark.PerfectFit.class)).hasSize(1);
  }

  private static List<Map<String, String>> expected(String set) {
    return Reference.rows("nist/expected.csv").stream()
        .filter(r -> r.get("set").equals(set))
        .toList();
  }

  private static Fit fit(String set, List<Map<String, String>> expected) {
    return new PanelOls()
        .setFormula(expected.get(0).get("formula"))
        .fit(Reference.sample("nist/" + set + ".csv"));
  }
}
