package jevons.pipeline.fetch;

import java.net.URI;
import java.util.Optional;

/** Who has daily prices, ticker by ticker. */
interface PriceProvider {
  /** Its name in the settings. */
  String name();

  URI address();

  /** The variable that holds its key. */
  String keyVariable();

  /** Whether it answers no one without a key. */
  boolean needsKey();

  /** What it calls a ticker that the settings give no symbol for. */
  String symbolOf(String ticker);

  /** Where a ticker's history is asked for. */
  Address history(String symbol, Optional<String> key);

  /** Brings a ticker's whole history into its landing file. */
  void bring(Visit visit, String file, String symbol, Optional<String> key);
}
