package jevons.pipeline.run;

import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import jevons.pipeline.lake.Lake;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.table.Layer;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.Tables;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads every table of a published set again: is it there, has it its rows, do its checks hold? */
public final class Verification {
  private Verification() {}

  /**
   * What was found of one table.
   *
   * @param problem what is wrong, or null
   */
  public record Verdict(String table, String asOf, long version, long rows, String problem) {
    /** Whether all is as it was published. */
    public boolean holds() {
      return problem == null;
    }
  }

  /** Verifies each table and day of the set; those that share a partition once. */
  public static List<Verdict> of(Lake lake, PublishedSet set) {
    TreeMap<String, PublishedSet.Entry> once = new TreeMap<>();
    for (PublishedSet.Entry entry : set.entries()) {
      once.put(entry.table() + "@" + entry.version() + "@" + entry.partition(), entry);
    }
    List<Verdict> verdicts = new ArrayList<>();
    for (PublishedSet.Entry entry : once.values()) {
      verdicts.add(verify(lake, set, entry));
    }
    return verdicts;
  }

  private static Verdict verify(Lake lake, PublishedSet set, PublishedSet.Entry entry) {
    String day = entry.asOf() == null ? null : entry.asOf().toString();
    String problem;
    long found = -1;
    try {
      Table table = Tables.named(entry.table());
      Dataset<Row> rows = Lineup.rows(lake, table, entry, entry.asOf()).persist();
      Auditor auditor =
          new Auditor(
              t -> {
                Table other = Tables.of(t);
                return Lineup.rows(
                    lake,
                    other,
                    set.find(other.name(), entry.asOf())
                        .or(() -> set.find(other.name(), null))
                        .orElseThrow(),
                    entry.asOf());
              });
      Audited audited = auditor.audit(table, rows);
      rows.unpersist();
      found = audited.rows();
      problem = problem(table, entry, audited);
    } catch (Exception e) {
      // Spark throws checked exceptions that it does not declare, for a file that is gone.
      if (isInterruption(e)) {
        throw new IllegalStateException("interrupted, so nothing is known of the tables", e);
      }
      problem = "cannot be read at version " + entry.version() + ": " + firstLine(e);
    }
    return new Verdict(entry.table(), day, entry.version(), found, problem);
  }

  /** Ctrl-C says nothing of a table; without Spark no other can be read either. */
  private static boolean isInterruption(Exception failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof InterruptedException || at instanceof ClosedByInterruptException) {
        return true;
      }
    }
    return Thread.currentThread().isInterrupted() || SparkSession.getDefaultSession().isEmpty();
  }

  private static String problem(Table table, PublishedSet.Entry entry, Audited audited) {
    if (audited.rows() != entry.rows()) {
      return "has " + audited.rows() + " rows, published were " + entry.rows();
    }
    boolean digestCoversTable = table.name().layer() != Layer.BRONZE || entry.vintages() == 1;
    if (digestCoversTable && !audited.digest().equals(entry.contentDigest())) {
      return "its rows are not those that were published";
    }
    return audited.findings().stream()
        .filter(f -> !f.holds() && f.stops())
        .findFirst()
        .map(f -> "\"" + f.check() + "\" fails for " + f.badRows() + " rows, first " + f.example())
        .orElse(null);
  }

  private static String firstLine(Exception e) {
    String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return text.lines().findFirst().orElse(text);
  }
}
