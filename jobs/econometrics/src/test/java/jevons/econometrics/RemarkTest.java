package jevons.econometrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RemarkTest {
  @Test
  void aRoundingErrorIsSaidInTwoDigits() {
    Remark remark = new Remark.NotPositive(Covariance.parse("cluster(a,b)"), -0.012729268134486774);
    assertThat(remark.toString())
        .startsWith("cluster(a,b): the estimate had the eigenvalue -0.013, which was set to 0;");
  }
}
