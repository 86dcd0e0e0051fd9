package jevons.pipeline.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import jevons.pipeline.table.LandingFile;
import jevons.pipeline.table.Parsed;
import jevons.pipeline.table.RejectReason;
import jevons.pipeline.table.SourceFormat;
import jevons.pipeline.table.SplitJump;

/**
 * Daily prices, adjusted for splits, of which a day that jumps like a split is in doubt.
 *
 * <p>A provider that adjusts a part of its file, or forgets a day, leaves a jump of 2, 3, 3/2, 4,
 * 5, 10, 20 or an inverse. So does the market, seldom, and then trades a multiple of what it does
 * on other days: the day is in doubt only when fewer than three times as many shares, or less than
 * three times as much money, changed hands as on the median of up to 20 days before. The jump must
 * show against both days before, so that a return from one wrong day is none. Series without
 * volume, as indices are, have no splits.
 *
 * @param bars the file's lines
 * @param ticker place of the ticker among the words of a line; the other three likewise
 */
public record SplitWatch(SourceFormat bars, int ticker, int day, int close, int volume)
    implements SourceFormat {
  private static final long serialVersionUID = 1L;
  private static final int DAYS_BEFORE = 20;
  // The quietest of the embedded prices' jumps near 3/2 traded 4.0 times (SMCI 2026-06-10)
  private static final double TRADES_OF_NEWS = 3;

  @Override
  public Iterator<Parsed> parse(LandingFile file, InputStream bytes) throws IOException {
    Iterator<Parsed> parsed = bars.parse(file, bytes);
    Map<String, Past> pasts = new HashMap<>();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return parsed.hasNext();
      }

      @Override
      public Parsed next() {
        Parsed found = parsed.next();
        return found instanceof Parsed.Line line ? watched(file, pasts, line) : found;
      }
    };
  }

  private Parsed watched(LandingFile file, Map<String, Past> pasts, Parsed.Line line) {
    Past past = pasts.computeIfAbsent(word(line, ticker), t -> new Past());
    double price = Double.parseDouble(word(line, close));
    double shares = Double.parseDouble(word(line, volume));
    OptionalDouble split = past.split(price, shares);
    Parsed judged = split.isPresent() ? doubt(file, line, past, price, split.getAsDouble()) : line;
    past.add(word(line, day), price, shares);
    return judged;
  }

  private Parsed doubt(LandingFile file, Parsed.Line line, Past past, double price, double factor) {
    double jump = price / past.price();
    String message =
        String.format(
            Locale.ROOT,
            "%s line %d, column close: %s is %.3f times the close of %s, as after a split of %s, without"
                + " the trades of such news; expected a price adjusted for splits. No earlier vintage has"
                + " the jump. The provider adjusted a part of the file, or forgot the day: fetch it again.",
            file.path(),
            line.line(),
            word(line, close),
            jump,
            past.day,
            split(factor));
    String text = String.join(",", line.words().stream().map(w -> w == null ? "" : w).toList());
    return new Parsed.Doubt(
        line,
        new Parsed.Reject(line.line(), "close", RejectReason.SPLIT_JUMP, message, text),
        past.day,
        jump);
  }

  /** The split behind a factor, {@code "10 for 1"}; a share price falls by it. */
  private static String split(double factor) {
    double ratio = Math.max(factor, 1 / factor);
    String shares = ratio == Math.rint(ratio) ? Math.round(ratio) + " for 1" : "3 for 2";
    return factor < 1 ? shares : shares + ", turned round";
  }

  private static String word(Parsed.Line line, int place) {
    return line.words().get(place);
  }

  /** The days before of one ticker. */
  private static final class Past {
    private final double[] shares = new double[DAYS_BEFORE];
    private final double[] money = new double[DAYS_BEFORE];
    private final double[] prices = new double[DAYS_BEFORE];
    private int days;
    private String day;

    double price() {
      return prices[(days - 1) % DAYS_BEFORE];
    }

    void add(String ofDay, double price, double volume) {
      int at = days % DAYS_BEFORE;
      shares[at] = volume;
      money[at] = volume * price;
      prices[at] = price;
      days++;
      day = ofDay;
    }

    /** The factor of the split that the next day's price looks like. */
    OptionalDouble split(double price, double volume) {
      if (days == 0) {
        return OptionalDouble.empty();
      }
      OptionalDouble factor = SplitJump.find(price / price());
      if (factor.isEmpty() || volume == 0 || isNews(price, volume)) {
        return OptionalDouble.empty();
      }
      double twoDaysBefore = prices[(days + DAYS_BEFORE - 2) % DAYS_BEFORE];
      boolean isReturn =
          days > 1
              && !SplitJump.isLike(
                  price / twoDaysBefore, factor.getAsDouble(), 2 * SplitJump.TOLERANCE);
      return isReturn ? OptionalDouble.empty() : factor;
    }

    private boolean isNews(double price, double volume) {
      int there = Math.min(days, DAYS_BEFORE);
      return volume >= TRADES_OF_NEWS * median(shares, there)
          && volume * price >= TRADES_OF_NEWS * median(money, there);
    }

    private static double median(double[] values, int there) {
      double[] sorted = Arrays.copyOf(values, there);
      Arrays.sort(sorted);
      return (sorted[(there - 1) / 2] + sorted[there / 2]) / 2;
    }
  }
}
