package jevons.econometrics.internal.moments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DictionaryTest {
  private static final int DRAWS = 20_000;

  @Test
  void numbersWholeNumbersInTheOrderTheyComeHoweverFarApartTheyLie() {
    SplittableRandom random = new SplittableRandom(3);
    long[] widths = {1, 7, 300, 5_000, 1_000_000, 1L << 40};
    for (long width : widths) {
      for (long from : new long[] {0, -width / 2, Long.MIN_VALUE, Long.MAX_VALUE - width}) {
        Dictionary dictionary = new Dictionary(Columns.Kind.WHOLE);
        Map<Long, Integer> expected = new HashMap<>();
        for (int i = 0; i < DRAWS; i++) {
          // Now and then one that lies far from all others.
          long value = i % 1_000 == 999 ? random.nextLong() : from + random.nextLong(width);
          int code = expected.computeIfAbsent(value, v -> expected.size());
          assertThat(dictionary.code(value)).isEqualTo(code);
        }
        assertThat(dictionary.size()).isEqualTo(expected.size());
        expected.forEach((value, code) -> assertThat(dictionary.value(code)).isEqualTo(value));
      }
    }
  }

  @Test
  void codesManyAtOnceAsOneByOne() {
    int[] days = new SplittableRandom(5).ints(1_000, 18_000, 20_000).toArray();
    Dictionary one = new Dictionary(Columns.Kind.DAY);
    int[] codes = new int[days.length + 2];
    new Dictionary(Columns.Kind.DAY).code(days, codes, 2);
    for (int i = 0; i < days.length; i++) {
      assertThat(codes[i + 2]).isEqualTo(one.code((long) days[i]));
    }
  }
}
