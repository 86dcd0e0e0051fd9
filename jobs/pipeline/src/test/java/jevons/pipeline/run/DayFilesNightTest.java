package jevons.pipeline.run;

import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jevons.pipeline.table.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of all tickers for a day beside the files of one ticker's history. */
class DayFilesNightTest {
  private static final String DAY = "2025-01-29";

  @TempDir Path folder;

  @Test
  void aDayOfAllTickersIsTakenInAndGivesWayToTheHistoryThatHasIt() throws IOException {
    SmallLanding landing = SmallLanding.in(folder.resolve("landing"));
    TestRun night = landing.on(folder.resolve("lake"));
    night.run();
    landing.put(
        "prices/days/" + DAY + ".csv",
        """
        ticker,date,open,high,low,close,adj_close,volume
        NVDA,2025-01-29,126.50,126.89,120.05,123.70,123.65,467120600
        SPY,2025-01-29,603.72,604.13,599.22,601.81,596.23,37177400
        """);

    assertThat(night.run().exitCode()).isEqualTo(ExitCode.DONE);
    String withTheDay = prices(night);
    assertThat(withTheDay).contains("NVDA   | 2025-01-29 | 123.7").contains("SPY    | 2025-01-29");

    landing.addDay(DAY);
    Files.delete(landing.folder().resolve("prices/days/" + DAY + ".csv"));

    assertThat(night.run().exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(prices(night)).isEqualTo(withTheDay);
  }

  private static String prices(TestRun night) {
    return rows(
        night.read("silver.daily_price").orderBy("ticker", "trade_date"),
        "ticker",
        "trade_date",
        "close_usd");
  }
}
