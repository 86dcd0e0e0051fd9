package jevons.pipeline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jevons.pipeline.config.Firm;

/**
 * A landing file that a firm of the settings lacks: a new firm's, until it is fetched. A night runs
 * without it and is not the worse for it (exit 0), but says so.
 *
 * @param ticker the firm
 * @param what of it, {@code "filings"}
 * @param file below the landing zone's root
 * @param source what brings it: {@code jevons fetch source}
 */
record MissingFile(String ticker, String what, String file, String source) {

  /** What these firms lack, filings first; {@code landing} has the paths of the files there are. */
  static List<MissingFile> of(List<Firm> firms, Set<String> landing) {
    List<MissingFile> missing = new ArrayList<>();
    for (Firm firm : firms) {
      firm.cik()
          .map(
              cik ->
                  new MissingFile(firm.ticker(), "filings", "edgar/CIK" + cik + ".json", "edgar"))
          .filter(file -> !landing.contains(file.file()))
          .ifPresent(missing::add);
    }
    for (Firm firm : firms) {
      String file = "prices/" + firm.ticker() + ".csv";
      if (!landing.contains(file)) {
        missing.add(new MissingFile(firm.ticker(), "prices", file, "prices"));
      }
    }
    return missing;
  }

  /** One sentence for the filings and one for the prices: whose, which files, how to get them. */
  static List<String> words(List<MissingFile> missing) {
    List<String> words = new ArrayList<>();
    for (String what : missing.stream().map(MissingFile::what).distinct().toList()) {
      List<MissingFile> alike = missing.stream().filter(m -> m.what().equals(what)).toList();
      words.add(
          "no %s of %s: %s not in the landing zone. jevons fetch %s brings %s."
              .formatted(
                  what,
                  alike.stream().map(MissingFile::ticker).collect(Collectors.joining(", ")),
                  alike.stream().map(MissingFile::file).collect(Collectors.joining(", "))
                      + (alike.size() == 1 ? " is" : " are"),
                  alike.get(0).source(),
                  alike.size() == 1 ? "it" : "them"));
    }
    return words;
  }
}
