package jevons.pipeline.tables;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jevons.pipeline.config.ConfigSource;
import jevons.pipeline.config.JevonsConfig;
import jevons.pipeline.table.Settings;
import jevons.pipeline.testing.RealData;

/** The embedded landing zone with the default settings of the tables of prices and filings. */
public final class EmbeddedFirms {
  private static final String MARKET = "jevons.market.ticker";

  private EmbeddedFirms() {}

  /** What was known by the end of {@code day}. */
  public static RealData asOf(String day) {
    return RealData.asOf(day).with(Firms.KEY, firms()).with(MARKET, defaults().text(MARKET));
  }

  /** The firms of {@code conf/firms.conf}. */
  public static List<Map<String, Object>> firms() {
    return defaults().records(Firms.KEY);
  }

  private static Settings defaults() {
    Path home = RealData.landing("").getParent();
    return JevonsConfig.load(ConfigSource.defaults(home)).restrictedTo(Set.of(Firms.KEY, MARKET));
  }
}
