package jevons.pipeline.fetch;

import java.math.BigDecimal;
import java.math.MathContext;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jevons.pipeline.config.FetchSettings;

/**
 * EODHD: {@code /eod/NVDA.US}, CSV of {@code Date,Open,High,Low,Close,Adjusted_close,Volume} with
 * raw prices and split-adjusted volume; {@code /splits/NVDA.US}; {@code /eod-bulk-last-day/US} for
 * all tickers of a day. The key goes along as {@code api_token}.
 */
final class Eodhd implements PriceProvider {
  static final String KEY = "EODHD_API_KEY";
  static final String KEY_PARAMETER = "api_token";
  private static final String EXCHANGE = ".US";
  private static final String[] BARS = {
    "Date", "Open", "High", "Low", "Close", "Adjusted_close", "Volume"
  };
  private static final Pattern RATIO =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)/(\\d{1,9}(?:\\.\\d{1,9})?)");

  private final FetchSettings.Prices settings;

  Eodhd(FetchSettings.Prices settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "eodhd";
  }

  @Override
  public URI address() {
    return settings.eodhdAddress();
  }

  @Override
  public String keyVariable() {
    return KEY;
  }

  @Override
  public boolean needsKey() {
    return true;
  }

  @Override
  public String symbolOf(String ticker) {
    return ticker + EXCHANGE;
  }

  @Override
  public Address history(String symbol, Optional<String> key) {
    return of("/eod/", symbol, key);
  }

  private Address of(String path, String symbol, Optional<String> key) {
    return Address.below(address(), path + symbol)
        .with("fmt", "csv")
        .with("from", settings.since().toString())
        .withKey(KEY_PARAMETER, key);
  }

  @Override
  public void bring(Visit visit, String file, String symbol, Optional<String> key) {
    visit.bring(
        file,
        history(symbol, key),
        ContentKind.CSV,
        received -> {
          CsvTable table = CsvTable.of(Visit.bytes(received), file, BARS).filled(file);
          Address splits = of("/splits/", symbol, key);
          Received second =
              visit
                  .ask(splits, ContentKind.CSV, Validators.NONE)
                  .orElseThrow(() -> FetchFailure.refused(splits + " gave nothing"));
          byte[] content =
              series(table)
                  .landingFile(splits(second, splits.shown()), true, settings.since().toString());
          return List.of(new Made(file, content));
        });
  }

  private static PriceSeries series(CsvTable table) {
    List<PriceSeries.Bar> bars = new ArrayList<>();
    for (List<String> line : table.lines()) {
      bars.add(
          new PriceSeries.Bar(
              table.cell(line, "Date"),
              table.cell(line, "Open"),
              table.cell(line, "High"),
              table.cell(line, "Low"),
              table.cell(line, "Close"),
              table.cell(line, "Adjusted_close"),
              table.cell(line, "Volume")));
    }
    return new PriceSeries(bars);
  }

  /** {@code 2024-06-10,10.000000/1.000000}: new shares for old ones. */
  private static NavigableMap<String, BigDecimal> splits(Received received, String what) {
    CsvTable table = CsvTable.of(Visit.bytes(received), what, "Date", "Stock Splits");
    NavigableMap<String, BigDecimal> splits = new TreeMap<>();
    for (List<String> line : table.lines()) {
      String day = table.cell(line, "Date");
      Matcher ratio = RATIO.matcher(table.cell(line, "Stock Splits"));
      boolean positive =
          ratio.matches()
              && new BigDecimal(ratio.group(1)).signum() > 0
              && new BigDecimal(ratio.group(2)).signum() > 0;
      if (!positive) {
        throw FetchFailure.refused(
            "%s has the split \"%s\" on %s, not new shares / old shares"
                .formatted(what, table.cell(line, "Stock Splits"), day));
      }
      splits.merge(
          day,
          new BigDecimal(ratio.group(1))
              .divide(new BigDecimal(ratio.group(2)), MathContext.DECIMAL64),
          BigDecimal::multiply);
    }
    return splits;
  }
}
