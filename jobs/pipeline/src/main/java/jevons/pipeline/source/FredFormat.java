package jevons.pipeline.source;

import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import jevons.pipeline.table.LandingFile;
import jevons.pipeline.table.Parsed;
import jevons.pipeline.table.SourceFormat;

/**
 * A series of FRED as CSV: {@code observation_date,DFF}, the day's column called {@code DATE} in
 * older exports. Words: series, day, value. A day without value (empty or {@code .}) yields no
 * line.
 */
public final class FredFormat implements SourceFormat {
  private static final long serialVersionUID = 1L;
  private static final List<String> DAY_COLUMNS = List.of("observation_date", "DATE");

  @Override
  public Iterator<Parsed> parse(LandingFile file, InputStream bytes) {
    return new Series(file, bytes);
  }

  private static final class Series extends CsvParsing {
    private String dayColumn;
    private String series;

    Series(LandingFile file, InputStream bytes) {
      super(file, bytes);
    }

    @Override
    void accept(List<String> header) throws FaultyFile {
      boolean oneSeries = header.size() == 2 && !header.get(1).isEmpty();
      if (!oneSeries || !DAY_COLUMNS.contains(header.get(0))) {
        throw new FaultyFile(
            "%s: the header is %s, expected observation_date and one series, for instance observation_date,DFF. Another file, or the provider changed its layout. File left out of this run."
                .formatted(file().path(), String.join(",", header)));
      }
      dayColumn = header.get(0);
      series = header.get(1);
    }

    @Override
    void take(Cells line, Queue<Parsed> into) {
      String value = line.find(series);
      boolean missing = value == null || value.equals(".");
      String day = line.read(dayColumn, Rule.DAY);
      if (!missing) {
        line.read(series, Rule.NUMBER);
      }
      if (line.findReject().isPresent()) {
        into.add(line.findReject().get());
      } else if (!missing) {
        into.add(new Parsed.Line(line.number(), Arrays.asList(series, day, value)));
      }
    }
  }
}
