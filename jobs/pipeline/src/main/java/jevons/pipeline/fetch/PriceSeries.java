package jevons.pipeline.fetch;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One ticker's daily bars on their way from a provider's layout to the landing zone's: {@code
 * date,open,high,low,close,adj_close,volume}, prices split-adjusted to the last day, {@code
 * adj_close} dividend-adjusted too.
 *
 * <pre>
 *   price(t) = raw(t) / product of the ratios of all splits with ex-date after t
 *   volume(t) = raw(t) * the same product
 * </pre>
 *
 * A word that is no number is handed on as it is, so that the night sets its line aside.
 */
final class PriceSeries {
  static final String HEADER = "date,open,high,low,close,adj_close,volume\n";

  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,15}(\\.\\d{0,15})?");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final MathContext DIGITS = MathContext.DECIMAL64;
  private static final int PRICE_DECIMALS = 4;
  private static final int ADJUSTED_DECIMALS = 6;
  // A dividend moves the ratio of adjusted to raw price by its share of the price, a split by more.
  private static final BigDecimal SMALLEST_SPLIT = new BigDecimal("1.2");
  private static final BigDecimal CLOSE_TO_RATIO = new BigDecimal("0.02");
  private static final int LARGEST_OLD = 10;

  /**
   * A bar as the provider has it, not adjusted but for {@code adjustedClose}.
   *
   * @param adjustedClose for splits and dividends
   */
  record Bar(
      String day,
      String open,
      String high,
      String low,
      String close,
      String adjustedClose,
      String volume) {}

  private final List<Bar> bars;

  PriceSeries(List<Bar> bars) {
    this.bars = bars.stream().sorted(Comparator.comparing(Bar::day)).toList();
  }

  /** The days at which adjusted and raw closes part by more than a dividend, and by how much. */
  NavigableMap<String, BigDecimal> findSplits() {
    NavigableMap<String, BigDecimal> splits = new TreeMap<>();
    Optional<BigDecimal> before = Optional.empty();
    for (Bar bar : bars) {
      Optional<BigDecimal> now = adjustment(bar);
      if (before.isPresent() && now.isPresent()) {
        BigDecimal step = now.get().divide(before.get(), DIGITS);
        BigDecimal size = step.max(BigDecimal.ONE.divide(step, DIGITS));
        if (size.compareTo(SMALLEST_SPLIT) >= 0) {
          splits.put(bar.day(), nearestRatio(step));
        }
      }
      before = now.isPresent() ? now : before;
    }
    return splits;
  }

  private static Optional<BigDecimal> adjustment(Bar bar) {
    Optional<BigDecimal> raw = number(bar.close()).filter(n -> n.signum() > 0);
    Optional<BigDecimal> adjusted = number(bar.adjustedClose()).filter(n -> n.signum() > 0);
    return raw.isPresent() && adjusted.isPresent()
        ? Optional.of(adjusted.get().divide(raw.get(), DIGITS))
        : Optional.empty();
  }

  /** Ten for one, three for two: the ratio that rounding and a dividend of that day hide. */
  private static BigDecimal nearestRatio(BigDecimal step) {
    for (int old = 1; old <= LARGEST_OLD; old++) {
      BigDecimal shares = step.multiply(BigDecimal.valueOf(old)).setScale(0, RoundingMode.HALF_UP);
      if (shares.signum() > 0) {
        BigDecimal ratio = shares.divide(BigDecimal.valueOf(old), DIGITS);
        BigDecimal off = ratio.divide(step, DIGITS).subtract(BigDecimal.ONE).abs();
        if (off.compareTo(CLOSE_TO_RATIO) < 0) {
          return ratio;
        }
      }
    }
    return step;
  }

  /**
   * The landing file.
   *
   * @param splits new shares for one old by ex-date
   * @param volumeIsAdjusted whether the provider's volume is adjusted for splits already
   * @param first bars before this day are left out
   */
  byte[] landingFile(
      NavigableMap<String, BigDecimal> splits, boolean volumeIsAdjusted, String first) {
    List<String> lines = new ArrayList<>();
    NavigableMap<String, BigDecimal> ahead = new TreeMap<>(splits);
    BigDecimal factor = BigDecimal.ONE;
    for (int i = bars.size() - 1; i >= 0; i--) {
      Bar bar = bars.get(i);
      while (!ahead.isEmpty() && ahead.lastKey().compareTo(bar.day()) > 0) {
        factor = factor.multiply(ahead.pollLastEntry().getValue(), DIGITS);
      }
      if (bar.day().compareTo(first) >= 0 || !DAY.matcher(bar.day()).matches()) {
        lines.add(line(bar, factor, volumeIsAdjusted ? BigDecimal.ONE : factor));
      }
    }
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = lines.size() - 1; i >= 0; i--) {
      text.append(lines.get(i)).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String line(Bar bar, BigDecimal priceFactor, BigDecimal volumeFactor) {
    return String.join(
        ",",
        cell(bar.day()),
        price(bar.open(), priceFactor),
        price(bar.high(), priceFactor),
        price(bar.low(), priceFactor),
        price(bar.close(), priceFactor),
        adjusted(bar.adjustedClose()),
        volume(bar.volume(), volumeFactor));
  }

  /** A price in four decimals, or the word itself where it is none. */
  static String price(String word, BigDecimal factor) {
    return number(word)
        .map(n -> n.divide(factor, DIGITS).setScale(PRICE_DECIMALS, RoundingMode.HALF_UP))
        .map(BigDecimal::toPlainString)
        .orElseGet(() -> cell(word));
  }

  static String adjusted(String word) {
    return number(word)
        .map(n -> n.setScale(ADJUSTED_DECIMALS, RoundingMode.HALF_UP).toPlainString())
        .orElseGet(() -> cell(word));
  }

  /** Whole shares; indices have none, which the landing zone writes as 0. */
  static String volume(String word, BigDecimal factor) {
    return word.isEmpty()
        ? "0"
        : number(word)
            .map(n -> n.multiply(factor, DIGITS).setScale(0, RoundingMode.HALF_UP).toPlainString())
            .orElseGet(() -> cell(word));
  }

  static boolean isNumber(String word) {
    return number(word).isPresent();
  }

  private static Optional<BigDecimal> number(String word) {
    return DECIMAL.matcher(word).matches() ? Optional.of(new BigDecimal(word)) : Optional.empty();
  }

  /** A word that may hold anything, as a cell of CSV. */
  static String cell(String word) {
    boolean plain = word.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? word : '"' + word.replace("\"", "\"\"") + '"';
  }
}
