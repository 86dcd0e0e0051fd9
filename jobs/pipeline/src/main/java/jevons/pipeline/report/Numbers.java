package jevons.pipeline.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Locale;

/** Figures as people read them: three significant digits, a true minus sign, commas. */
final class Numbers {
  private static final int DIGITS = 3;
  private static final char MINUS = '\u2212';

  /** Joins a figure and its unit without a line break between them. */
  static final String SPACE = "\u00a0";

  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private Numbers() {}

  /** Three significant digits, whole numbers in full; below 0.001 and from 1e6 as a power of 10. */
  static String figure(double value) {
    if (Double.isNaN(value)) {
      return "not a number";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : MINUS + "∞";
    }
    double size = Math.abs(value);
    if (size == 0) {
      return "0";
    }
    if (size >= 1e6 || size < 1e-3) {
      return power(value);
    }
    if (value == Math.rint(value)) {
      return count(value);
    }
    BigDecimal rounded = significant(value);
    int decimals = Math.max(0, DIGITS - 1 - exponent(rounded));
    return fixed(value, decimals);
  }

  /** A figure that was set or said by somebody: at most three significant digits, no zero more. */
  static String given(double value) {
    String figure = figure(value);
    return figure.matches(".*\\.\\d*") ? figure.replaceAll("\\.?0+$", "") : figure;
  }

  /** A number of decimals, with commas. */
  static String fixed(double value, int decimals) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
    return sign(String.format(Locale.ROOT, "%,." + decimals + "f", rounded), rounded.signum() == 0);
  }

  /** A whole number with commas. */
  static String count(double value) {
    return fixed(value, 0);
  }

  /** All digits, for machines. */
  static String exact(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** All digits of a figure in another unit, without the rounding of a product of doubles. */
  static String exactTimes(double value, double factor) {
    return BigDecimal.valueOf(value)
        .multiply(BigDecimal.valueOf(factor))
        .stripTrailingZeros()
        .toPlainString();
  }

  /** A p-value: two significant digits, and no more below 0.001. */
  static String pValue(double p) {
    if (p < 0.001) {
      return "<" + SPACE + "0.001";
    }
    BigDecimal two = BigDecimal.valueOf(p).round(new MathContext(2, RoundingMode.HALF_EVEN));
    return fixed(p, Math.min(4, Math.max(2, 1 - exponent(two))));
  }

  /** {@code p = 0.03} or {@code p < 0.001}. */
  static String pStatement(double p) {
    return p < 0.001 ? "p" + SPACE + pValue(p) : "p" + SPACE + "=" + SPACE + pValue(p);
  }

  /** A share as per cent with one decimal. */
  static String percent(double share) {
    return fixed(100 * share, 1) + SPACE + "%";
  }

  /** A share as per cent with one decimal and its sign, also a plus. */
  static String signedPercent(double share) {
    return (share > 0 ? "+" : "") + percent(share);
  }

  /** Dollars in billions, three significant digits, without the unit. */
  static String billions(double usd) {
    return figure(usd / 1e9);
  }

  /** Dollars in billions, with the unit. */
  static String billionUsd(double usd) {
    return "US$" + SPACE + billions(usd) + SPACE + "bn";
  }

  /** {@code "1.2 to 3.4"}; an end that is null is called unbounded. */
  static String interval(Double low, Double high) {
    if (low == null && high == null) {
      return "unbounded";
    }
    return (low == null ? "unbounded" : figure(low))
        + " to "
        + (high == null ? "unbounded" : figure(high));
  }

  /** {@code "2025 Q1"}. */
  static String quarter(LocalDate firstDay) {
    return firstDay.getYear() + SPACE + "Q" + ((firstDay.getMonthValue() + 2) / 3);
  }

  /** {@code "1 quarter"}, {@code "14 quarters"}. */
  static String plural(long n, String one) {
    return count((double) n) + SPACE + (n == 1 ? one : one + "s");
  }

  private static String power(double value) {
    BigDecimal rounded = significant(value);
    int exponent = exponent(rounded);
    String mantissa = fixed(rounded.movePointLeft(exponent).doubleValue(), DIGITS - 1);
    return mantissa + SPACE + "×" + SPACE + "10" + superscript(exponent);
  }

  private static String superscript(int exponent) {
    StringBuilder out = new StringBuilder(exponent < 0 ? "⁻" : "");
    for (char digit : Integer.toString(Math.abs(exponent)).toCharArray()) {
      out.append(SUPERSCRIPTS.charAt(digit - '0'));
    }
    return out.toString();
  }

  private static BigDecimal significant(double value) {
    return BigDecimal.valueOf(value).round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
  }

  private static int exponent(BigDecimal value) {
    return value.precision() - value.scale() - 1;
  }

  private static String sign(String text, boolean zero) {
    String unsigned = text.startsWith("-") ? text.substring(1) : text;
    return text.startsWith("-") && !zero ? MINUS + unsigned : unsigned;
  }
}
