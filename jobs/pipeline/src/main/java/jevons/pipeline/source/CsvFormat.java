package jevons.pipeline.source;

import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import jevons.pipeline.table.LandingFile;
import jevons.pipeline.table.Parsed;
import jevons.pipeline.table.RejectReason;
import jevons.pipeline.table.SourceFormat;

/**
 * A CSV file with a header: where each word of a line comes from and what it has to be. Columns
 * that no word names are passed over.
 *
 * @param words in the order of the table's words
 * @param orders pairs of columns, both read as days or as numbers, of which the first may not
 *     exceed the second
 * @param decisive columns without which a line states nothing and is passed over
 */
public record CsvFormat(List<Word> words, List<Order> orders, List<String> decisive)
    implements SourceFormat {
  private static final long serialVersionUID = 1L;

  /** Two columns, numbers or days, of which the first may not exceed the second. */
  public record Order(String low, String high) implements Serializable {}

  public CsvFormat {
    words = List.copyOf(words);
    orders = List.copyOf(orders);
    decisive = List.copyOf(decisive);
  }

  /** A line made of these words. */
  public CsvFormat(List<Word> words) {
    this(words, List.of(), List.of());
  }

  /** The same, and a line is set aside when {@code low} exceeds {@code high}. */
  public CsvFormat ordered(String low, String high) {
    List<Order> more = new ArrayList<>(orders);
    more.add(new Order(low, high));
    return new CsvFormat(words, more, decisive);
  }

  /** The same, and a line whose {@code column} is empty states nothing and yields nothing. */
  public CsvFormat passingOverWithout(String column) {
    List<String> more = new ArrayList<>(decisive);
    more.add(column);
    return new CsvFormat(words, orders, more);
  }

  @Override
  public Iterator<Parsed> parse(LandingFile file, InputStream bytes) {
    return new CsvParsing(file, bytes) {
      @Override
      void accept(List<String> header) throws FaultyFile {
        refuseWithout(words.stream().flatMap(w -> w.needs().stream()).distinct().toList());
      }

      @Override
      void take(Cells line, Queue<Parsed> into) {
        if (decisive.stream().allMatch(column -> line.find(column) != null)) {
          into.add(read(line));
        }
      }
    };
  }

  private Parsed read(Cells line) {
    List<String> read = new ArrayList<>(words.size());
    for (Word word : words) {
      read.add(word.of(line));
    }
    orders.forEach(order -> check(order, line));
    return line.findReject()
        .<Parsed>map(r -> r)
        .orElseGet(() -> new Parsed.Line(line.number(), read));
  }

  private static void check(Order order, Cells line) {
    String low = line.find(order.low());
    String high = line.find(order.high());
    if (low != null && high != null && line.findReject().isEmpty() && exceeds(low, high)) {
      line.setAside(
          order.low(),
          RejectReason.INCONSISTENT,
          "%s exceeds %s in column %s.".formatted(low, high, order.high()));
    }
  }

  private static boolean exceeds(String low, String high) {
    if (Rule.DAY.findBreach(low).isEmpty()) {
      return low.compareTo(high) > 0;
    }
    return Double.parseDouble(low) > Double.parseDouble(high);
  }
}
