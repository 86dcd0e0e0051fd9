package jevons.pipeline.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import jevons.pipeline.lake.LocalRows;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.LandingFile;
import jevons.pipeline.table.Parsed;
import jevons.pipeline.table.SourceFormat;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Landing files as rows: the words of good lines, and beside them the rejects, the doubts and the
 * faults, told apart by {@link #KIND}. Files are read where Spark puts them, each by one task.
 */
final class ParsedLines {
  static final String KIND = "parsed_kind";
  static final String GOOD = "line";
  static final String REJECT = "reject";
  static final String FAULT = "fault";
  static final String REJECT_COLUMN = "reject_column";
  static final String REJECT_REASON = "reject_reason";
  static final String REJECT_MESSAGE = "reject_message";
  static final String REJECT_TEXT = "reject_text";
  static final String DOUBT = "doubt";
  static final String DOUBT_SINCE = "doubt_since";
  static final String DOUBT_JUMP = "doubt_jump";
  private static final int FIXED = 11;

  private ParsedLines() {}

  /**
   * Rows of {@code source_file, source_sha256, exported_on, source_line, parsed_kind, reject_...,
   * doubt_..., words...}.
   */
  static Dataset<Row> of(
      SparkSession spark, LandingZone zone, Landed table, List<LandingFile> files) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int slices = Math.max(1, Math.min(files.size(), 4 * context.defaultParallelism()));
    return spark.createDataFrame(
        context
            .parallelize(new ArrayList<>(files), slices)
            .flatMap(new Reader(zone, table.format(), table.words().size())),
        schema(table));
  }

  /**
   * How many lines of one kind a file has.
   *
   * @param message of a fault
   */
  record Seen(String file, String kind, long lines, String message) {}

  /** Counts the lines by file and kind; one that is counted twice is to be added up. */
  static List<Seen> seen(Dataset<Row> parsed) {
    Column fault = when(col(KIND).equalTo(FAULT), col(REJECT_MESSAGE));
    Optional<List<InternalRow>> here =
        LocalRows.of(parsed.select(Landed.SOURCE_FILE.col(), col(KIND), fault));
    if (here.isPresent()) {
      return here.get().stream()
          .map(
              row ->
                  new Seen(
                      row.getString(0),
                      row.getString(1),
                      1,
                      row.isNullAt(2) ? null : row.getString(2)))
          .toList();
    }
    return parsed
        .groupBy(Landed.SOURCE_FILE.col(), col(KIND))
        .agg(count(lit(1)), max(fault))
        .collectAsList()
        .stream()
        .map(row -> new Seen(row.getString(0), row.getString(1), row.getLong(2), row.getString(3)))
        .toList();
  }

  private static StructType schema(Landed table) {
    StructType schema =
        new StructType()
            .add(Landed.SOURCE_FILE.name(), DataTypes.StringType)
            .add(Landed.SOURCE_SHA256.name(), DataTypes.StringType)
            .add(Landed.EXPORTED_ON.name(), DataTypes.DateType)
            .add(Landed.SOURCE_LINE.name(), DataTypes.LongType)
            .add(KIND, DataTypes.StringType)
            .add(REJECT_COLUMN, DataTypes.StringType)
            .add(REJECT_REASON, DataTypes.StringType)
            .add(REJECT_MESSAGE, DataTypes.StringType)
            .add(REJECT_TEXT, DataTypes.StringType)
            .add(DOUBT_SINCE, DataTypes.StringType)
            .add(DOUBT_JUMP, DataTypes.DoubleType);
    for (Field word : table.words()) {
      schema = schema.add(word.name(), DataTypes.StringType);
    }
    return schema;
  }

  /** Sent to the executors: knows where the files are and how to read them. */
  private record Reader(LandingZone zone, SourceFormat format, int words)
      implements FlatMapFunction<LandingFile, Row> {
    @Override
    public Iterator<Row> call(LandingFile file) throws IOException {
      InputStream bytes = zone.open(file.path());
      return new Iterator<>() {
        private final Iterator<Parsed> parsed = format.parse(file, bytes);
        private boolean open = true;

        @Override
        public boolean hasNext() {
          boolean more = parsed.hasNext();
          if (!more && open) {
            open = false;
            try {
              bytes.close();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
          return more;
        }

        @Override
        public Row next() {
          if (!hasNext()) {
            throw new NoSuchElementException();
          }
          return row(file, parsed.next());
        }
      };
    }

    private Row row(LandingFile file, Parsed found) {
      List<Object> cells = new ArrayList<>();
      cells.add(file.path());
      cells.add(file.sha256());
      cells.add(java.sql.Date.valueOf(file.exportedOn()));
      if (found instanceof Parsed.Line line) {
        cells.add(line.line());
        cells.add(GOOD);
        for (int i = cells.size(); i < FIXED; i++) {
          cells.add(null);
        }
        cells.addAll(line.words());
      } else if (found instanceof Parsed.Reject reject) {
        setAside(cells, REJECT, reject);
      } else if (found instanceof Parsed.Doubt doubt) {
        setAside(cells, DOUBT, doubt.reject());
        cells.add(doubt.since());
        cells.add(doubt.jump());
        cells.addAll(doubt.line().words());
      } else if (found instanceof Parsed.Fault fault) {
        cells.add(0L);
        cells.add(FAULT);
        cells.add(null);
        cells.add(null);
        cells.add(fault.message());
        cells.add(null);
      }
      while (cells.size() < FIXED + words) {
        cells.add(null);
      }
      return RowFactory.create(cells.toArray());
    }

    private static void setAside(List<Object> cells, String kind, Parsed.Reject reject) {
      cells.add(reject.line());
      cells.add(kind);
      cells.add(reject.column());
      cells.add(reject.reason().name());
      cells.add(reject.message());
      cells.add(reject.text());
    }
  }
}
