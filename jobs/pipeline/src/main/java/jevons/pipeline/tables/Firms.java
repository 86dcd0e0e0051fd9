package jevons.pipeline.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jevons.pipeline.table.Settings;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** The firms of the configuration, as queries need them. */
public final class Firms {
  /** The setting that names them; a query that uses this class names it in its settings. */
  public static final String KEY = "jevons.firms";

  /** Group of the four firms whose spending is studied. */
  public static final String HYPERSCALER = "hyperscaler";

  private final List<Map<String, Object>> firms;

  private Firms(List<Map<String, Object>> firms) {
    this.firms = firms;
  }

  /** Reads {@value #KEY}. */
  public static Firms of(Settings settings) {
    return new Firms(settings.records(KEY));
  }

  /** The tickers of a group, in the order of the configuration; none when no firm is in it. */
  public List<String> tickers(String group) {
    return firms.stream()
        .filter(firm -> ((List<?>) firm.getOrDefault("groups", List.of())).contains(group))
        .map(firm -> (String) firm.get("ticker"))
        .toList();
  }

  /** The tickers of any of these groups, each once. */
  public List<String> tickers(List<String> groups) {
    return groups.stream().flatMap(group -> tickers(group).stream()).distinct().toList();
  }

  /** Whether {@code ticker} is in the group. */
  public Column isIn(String group, Column ticker) {
    return ticker.isin(tickers(group).toArray());
  }

  /** The ticker of a firm by its 10-digit number at the SEC; null for a firm not configured. */
  public Column tickerOf(Column cik) {
    List<Column> pairs = new ArrayList<>();
    for (Map<String, Object> firm : firms) {
      if (firm.get("cik") != null) {
        pairs.add(functions.lit(firm.get("cik")));
        pairs.add(functions.lit(firm.get("ticker")));
      }
    }
    return pairs.isEmpty()
        ? functions.lit(null).cast("string")
        : functions.try_element_at(functions.map(pairs.toArray(Column[]::new)), cik);
  }
}
