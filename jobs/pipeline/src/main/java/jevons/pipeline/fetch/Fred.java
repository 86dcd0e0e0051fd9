package jevons.pipeline.fetch;

import java.net.URI;
import jevons.pipeline.config.FetchSettings;

/** FRED of the Federal Reserve Bank of St. Louis: one CSV file a series. */
final class Fred implements Source {
  private final FetchSettings.Fred settings;

  Fred(FetchSettings.Fred settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "fred";
  }

  @Override
  public URI address() {
    return settings.address();
  }

  @Override
  public void fetch(Visit visit) {
    for (String series : settings.series()) {
      String file = series + ".csv";
      Address address =
          Address.below(address(), "/fredgraph.csv")
              .with("id", series)
              .with("cosd", settings.since().toString());
      visit.bringAsItIs(
          file,
          address,
          ContentKind.CSV,
          content -> {
            CsvTable table = CsvTable.of(content, file, series).filled(file);
            if (table.header().indexOf(series) != 1 || table.header().size() != 2) {
              throw FetchFailure.refused(
                  "%s has the header %s, not a day and %s"
                      .formatted(file, String.join(",", table.header()), series));
            }
          });
    }
  }
}
