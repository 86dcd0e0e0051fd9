package jevons.pipeline.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Pattern;
import jevons.pipeline.table.LandingFile;
import jevons.pipeline.table.Parsed;
import jevons.pipeline.table.RejectReason;
import jevons.pipeline.table.SourceFormat;

/**
 * Daily factors of Kenneth R. French's data library: prose, a header row that starts with a comma,
 * a row per day ({@code 20130102, 2.62, ...}), a copyright line. Words: factor set, day, factor,
 * value in per cent; one line for each day and factor. -99.99 and -999 stand for missing and yield
 * no line.
 */
public final class FamaFrenchFormat implements SourceFormat {
  private static final long serialVersionUID = 1L;
  private static final Pattern ROW = Pattern.compile("\\d+\\s*,.*");
  private static final Pattern COMPACT_DAY = Pattern.compile("\\d{8}");
  private static final Set<Double> MISSING = Set.of(-99.99, -999.0);

  /** The library's names of the factors and ours. */
  private static final Map<String, String> FACTORS =
      Map.of(
          "Mkt-RF", "mkt_rf",
          "SMB", "smb",
          "HML", "hml",
          "RMW", "rmw",
          "CMA", "cma",
          "RF", "rf",
          "Mom", "mom");

  /** The factor sets by their header row. */
  private static final Map<List<String>, String> SETS =
      Map.of(
          List.of("Mkt-RF", "SMB", "HML", "RF"), "ff3",
          List.of("Mkt-RF", "SMB", "HML", "RMW", "CMA", "RF"), "ff5",
          List.of("Mom"), "momentum");

  @Override
  public Iterator<Parsed> parse(LandingFile file, InputStream bytes) {
    return new Factors(file, bytes);
  }

  private static final class Factors extends Parsing {
    private final InputStream bytes;
    private BufferedReader text;
    private List<String> columns;
    private String set;
    private long number;

    Factors(LandingFile file, InputStream bytes) {
      super(file);
      this.bytes = bytes;
    }

    @Override
    boolean advance(Queue<Parsed> into) throws IOException, FaultyFile {
      if (text == null) {
        refuseWhenCutOff();
        text = new BufferedReader(Utf8.read(bytes));
        skipToHeader();
      }
      String line = nextLine();
      if (line == null) {
        return false;
      }
      String row = line.strip();
      if (ROW.matcher(row).matches()) {
        take(row, into);
      } else if (!row.isEmpty() && !row.startsWith("Copyright")) {
        Cells noRow = new Cells(file(), number, column -> null, () -> line);
        noRow.setAside(
            "", RejectReason.INCONSISTENT, "neither a day's row (YYYYMMDD, ...) nor the footer.");
        noRow.findReject().ifPresent(into::add);
      }
      return true;
    }

    private String nextLine() throws IOException {
      number++;
      return text.readLine();
    }

    private void skipToHeader() throws IOException, FaultyFile {
      for (String line = nextLine(); line != null; line = nextLine()) {
        if (line.startsWith(",")) {
          columns = cells(line.substring(1));
          set = SETS.get(columns);
          if (set == null) {
            throw new FaultyFile(
                "%s line %d: the header has %s, expected one of %s. Another file, or the library changed its layout. File left out of this run."
                    .formatted(file().path(), number, columns, SETS.keySet()));
          }
          return;
        }
        if (ROW.matcher(line.strip()).matches()) {
          break;
        }
      }
      throw new FaultyFile(
          file().path()
              + " has no header row (a line that starts with a comma, then Mkt-RF or Mom) before its"
              + " first day. Another file, or cut off. File left out of this run: fetch it again.");
    }

    private void take(String row, Queue<Parsed> into) {
      List<String> cells = cells(row);
      Map<String, String> byColumn = new HashMap<>();
      for (int i = 0; i < Math.min(columns.size(), cells.size() - 1); i++) {
        byColumn.put(columns.get(i), cells.get(i + 1));
      }
      Cells line = new Cells(file(), number, byColumn::get, () -> row);
      if (cells.size() != columns.size() + 1) {
        line.setAside(
            "",
            RejectReason.WRONG_COLUMN_COUNT,
            "has %d columns, the header %d.".formatted(cells.size(), columns.size() + 1));
      }
      String day = day(cells.get(0), line);
      List<Parsed> found = new ArrayList<>();
      for (String column : columns) {
        String value = line.read(column, Rule.NUMBER);
        if (line.findReject().isEmpty() && !MISSING.contains(Double.valueOf(value))) {
          List<String> words = Arrays.asList(set, day, FACTORS.get(column), value);
          found.add(new Parsed.Line(number, words));
        }
      }
      line.findReject().ifPresentOrElse(into::add, () -> into.addAll(found));
    }

    private static String day(String compact, Cells line) {
      String day =
          COMPACT_DAY.matcher(compact).matches()
              ? "%s-%s-%s"
                  .formatted(compact.substring(0, 4), compact.substring(4, 6), compact.substring(6))
              : compact;
      Rule.DAY
          .findBreach(day)
          .ifPresent(
              reason -> line.setAside("", reason, '"' + compact + "\" is not a day (YYYYMMDD)."));
      return day;
    }

    private static List<String> cells(String row) {
      return Arrays.stream(row.split(",", -1)).map(String::strip).toList();
    }
  }
}
