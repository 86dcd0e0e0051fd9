package jevons.pipeline.config;

import java.util.List;
import java.util.Optional;

/**
 * A firm the studies look at.
 *
 * @param ticker its exchange ticker in use today
 * @param cik its number at the SEC, 10 digits; absent for a firm whose filings are not read
 * @param groups the groups it belongs to, {@code "hyperscaler"}
 */
public record Firm(String ticker, Optional<String> cik, List<String> groups) {
  public Firm {
    groups = List.copyOf(groups);
  }
}
