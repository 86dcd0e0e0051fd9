package jevons.pipeline.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.bronze.InterestRate;
import jevons.pipeline.tables.bronze.PriceBar;
import jevons.pipeline.tables.gold.DailyReturn;
import jevons.pipeline.tables.silver.DailyPrice;
import jevons.pipeline.tables.silver.Rate;
import jevons.pipeline.tables.silver.TradingDay;

/** Two tickers and one interest rate over a week, and the tables made of them. */
public record SmallLanding(Path folder) {
  public static final List<Table> TABLES =
      List.of(
          new PriceBar(),
          new InterestRate(),
          new DailyPrice(),
          new TradingDay(),
          new Rate(),
          new DailyReturn());

  private static final String HEADER = "date,open,high,low,close,adj_close,volume\n";
  public static final String NVDA =
      HEADER
          + """
          2025-01-23,145.05,147.23,143.72,147.22,147.16,155915500
          2025-01-24,148.37,148.97,141.88,142.62,142.57,234657600
          2025-01-27,124.80,128.40,116.70,118.42,118.37,818830900
          2025-01-28,121.81,129.00,116.25,128.99,128.94,579666400
          """;
  public static final String SPY =
      HEADER
          + """
          2025-01-23,605.80,609.75,605.52,609.75,604.10,41152100
          2025-01-24,609.81,610.78,606.80,607.97,602.34,34604700
          2025-01-27,594.81,599.69,594.64,599.37,593.82,70361100
          2025-01-28,600.62,605.37,597.25,604.52,598.92,44433300
          """;
  public static final String DFF =
      """
      observation_date,DFF
      2025-01-23,4.33
      2025-01-24,4.33
      2025-01-27,4.33
      """;

  /** The folder with its files. */
  public static SmallLanding in(Path folder) {
    SmallLanding landing = new SmallLanding(folder);
    landing.put("prices/NVDA.csv", NVDA);
    landing.put("prices/SPY.csv", SPY);
    landing.put("fred/DFF.csv", DFF);
    return landing;
  }

  /** Writes a landing file. */
  public void put(String path, String text) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Another trading day of both tickers and the rate. */
  public void addDay(String day) {
    put("prices/NVDA.csv", NVDA + day + ",126.50,126.89,120.05,123.70,123.65,467120600\n");
    put("prices/SPY.csv", SPY + day + ",603.72,604.13,599.22,601.81,596.23,37177400\n");
  }

  TestRun on(Path lake) {
    return new TestRun(lake, folder, TABLES, List.of());
  }
}
