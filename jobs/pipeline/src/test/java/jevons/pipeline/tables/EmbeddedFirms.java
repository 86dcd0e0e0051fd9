package jevons.pipeline.tables;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jevons.pipeline.config.ConfigSource;
import jevons.pipeline.config.JevonsConfig;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Estimated;
import jevons.pipeline.table.Settings;
import jevons.pipeline.table.Table;
import jevons.pipeline.testing.RealData;
import jevons.pipeline.testing.TestSpark;

/** The embedded landing zone with the default settings of the tables of prices and filings. */
public final class EmbeddedFirms {
  private static final String MARKET = "jevons.market.ticker";

  private EmbeddedFirms() {}

  /** What was known by the end of {@code day}. */
  public static RealData asOf(String day) {
    return RealData.asOf(day).with(Firms.KEY, firms()).with(MARKET, defaults().text(MARKET));
  }

  /** With the default settings of all tables, and no row of the tables that studies fill. */
  public static RealData configured(RealData data) {
    Set<String> keys = new HashSet<>();
    for (Table table : Tables.all()) {
      if (table instanceof Derived derived) {
        keys.addAll(derived.settings());
      } else if (table instanceof Estimated) {
        data.and(table, TestSpark.session().createDataFrame(List.of(), table.schema()));
      }
    }
    return data.with(config().restrictedTo(keys));
  }

  /** The firms of {@code conf/firms.conf}. */
  public static List<Map<String, Object>> firms() {
    return defaults().records(Firms.KEY);
  }

  private static Settings defaults() {
    return config().restrictedTo(Set.of(Firms.KEY, MARKET));
  }

  private static JevonsConfig config() {
    Path home = RealData.landing("").getParent();
    return JevonsConfig.load(ConfigSource.defaults(home));
  }
}
