package jevons.pipeline.fetch;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import jevons.pipeline.config.FetchSettings;
import jevons.pipeline.config.Firm;
import jevons.pipeline.table.JevonsException;

/** The SEC's EDGAR: what firms reported, and the list of their filings. */
final class Edgar implements Source {
  private final FetchSettings.Edgar settings;
  private final Optional<String> contact;
  private final List<Firm> firms;

  Edgar(FetchSettings.Edgar settings, Optional<String> contact, List<Firm> firms) {
    this.settings = settings;
    this.contact = contact;
    this.firms = firms;
  }

  @Override
  public String name() {
    return "edgar";
  }

  @Override
  public URI address() {
    return settings.address();
  }

  @Override
  public OptionalInt ownRequestsPerSecond() {
    return OptionalInt.of(settings.requestsPerSecond());
  }

  @Override
  public void refuseUnlessReady() {
    if (contact.isEmpty()) {
      throw JevonsException.usage(
          "jevons.fetch.contact is not set, and the SEC answers no one who does not say who asks."
              + " Set a name and a mail address in conf/jevons.conf, e.g. jevons.fetch.contact ="
              + " \"Example Research data@example.org\", or name other sources: jevons fetch fred"
              + " epoch.");
    }
  }

  @Override
  public void fetch(Visit visit) {
    for (Firm firm : firms) {
      firm.cik().ifPresent(cik -> fetch(visit, cik));
    }
  }

  private void fetch(Visit visit, String cik) {
    String facts = "CIK" + cik + ".json";
    visit.bring(
        facts,
        Address.below(address(), "/api/xbrl/companyfacts/" + facts),
        ContentKind.JSON,
        received -> {
          byte[] content = Visit.bytes(received);
          return List.of(new Made(facts, CompanyFacts.oneFactALine(content, cik, facts)));
        });
    String newest = "submissions/" + facts;
    visit.bringAsItIs(
        newest,
        submissions(facts),
        ContentKind.JSON,
        content -> Submissions.older(content, cik, newest));
    for (String older : olderThan(visit, cik, newest)) {
      String file = "submissions/" + older;
      visit.bringAsItIs(
          file,
          submissions(older),
          ContentKind.JSON,
          content -> Submissions.refuseUnlessWhole(content, file));
    }
  }

  private Address submissions(String file) {
    return Address.below(address(), "/submissions/" + file);
  }

  /** What the list that is there now names, whether it came tonight or before. */
  private static List<String> olderThan(Visit visit, String cik, String newest) {
    return visit
        .find(newest)
        .map(content -> Submissions.older(content, cik, newest))
        .orElse(List.of());
  }
}
