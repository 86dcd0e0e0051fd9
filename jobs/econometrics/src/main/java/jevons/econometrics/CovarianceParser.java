package jevons.econometrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of a covariance, such as {@code wild(firm,webb)}. */
final class CovarianceParser {
  private static final Pattern SHAPE = Pattern.compile("\\s*([\\w-]+)\\s*(?:\\((.*)\\))?\\s*");
  private static final String KNOWN =
      "iid, hc0, hc1, hc2, hc3, cluster(firm), cluster(firm,year), cr3(firm), wild(firm), nw,"
          + " nw(4), dk, dk(4), ewc, ewc(4)";

  private final String text;
  private final String name;
  private final List<String> arguments;

  private CovarianceParser(String text, String name, List<String> arguments) {
    this.text = text;
    this.name = name;
    this.arguments = arguments;
  }

  static Covariance parse(String text) {
    Matcher m = SHAPE.matcher(text);
    if (!m.matches()) {
      throw unknown(text);
    }
    List<String> arguments = new ArrayList<>();
    if (m.group(2) != null) {
      for (String part : m.group(2).split(",", -1)) {
        arguments.add(part.strip());
      }
    }
    return new CovarianceParser(text, m.group(1).toLowerCase(Locale.ROOT), arguments).covariance();
  }

  private Covariance covariance() {
    return switch (name) {
      case "iid", "hc0", "hc1", "hc2", "hc3" -> {
        if (!arguments.isEmpty()) {
          throw wrong(name + " takes nothing in brackets");
        }
        yield name.equals("iid")
            ? Covariance.iid()
            : new Covariance.Heteroskedastic(name.charAt(2) - '0');
      }
      case "cluster" -> {
        columns("cluster(firm) or cluster(firm,year)");
        yield new Covariance.Clustered(arguments.stream().distinct().toList());
      }
      case "cr3" -> {
        columns("cr3(firm)");
        if (arguments.size() > 1) {
          throw wrong("cr3 takes one column, such as cr3(" + arguments.get(0) + ")");
        }
        yield new Covariance.Jackknife(arguments.get(0));
      }
      case "wild" -> wild();
      case "nw" -> new Covariance.NeweyWest(lags());
      case "dk" -> new Covariance.DriscollKraay(lags());
      case "ewc" -> new Covariance.EqualWeightedCosine(lags());
      default -> throw unknown(text);
    };
  }

  private Covariance wild() {
    columns("wild(firm), wild(firm,webb), wild(firm,9999) or wild(firm,webb,9999,seed=7)");
    Covariance.Signs signs = Covariance.Signs.RADEMACHER;
    int draws = Covariance.WildCluster.DRAWS;
    long seed = Covariance.WildCluster.SEED;
    for (String option : arguments.subList(1, arguments.size())) {
      if (option.equalsIgnoreCase("webb")) {
        signs = Covariance.Signs.WEBB;
      } else if (option.equalsIgnoreCase("rademacher")) {
        signs = Covariance.Signs.RADEMACHER;
      } else if (option.matches("\\d{1,6}")) {
        draws = Integer.parseInt(option);
      } else if (option.matches("seed\\s*=\\s*\\d{1,18}")) {
        seed = Long.parseLong(option.replaceAll("\\D", ""));
      } else {
        throw wrong(
            "wild takes one column and then rademacher or webb, a number of draws and seed=7; \""
                + option
                + "\" is none of these");
      }
    }
    return new Covariance.WildCluster(arguments.get(0), signs, draws, seed);
  }

  private void columns(String example) {
    if (arguments.isEmpty() || arguments.stream().anyMatch(String::isEmpty)) {
      throw wrong("name the column of the clusters, " + example);
    }
  }

  private OptionalInt lags() {
    if (arguments.isEmpty()) {
      return OptionalInt.empty();
    }
    if (arguments.size() == 1 && arguments.get(0).matches("\\d{1,6}")) {
      return OptionalInt.of(Integer.parseInt(arguments.get(0)));
    }
    throw wrong("expected one whole number in the brackets, 0 or more");
  }

  private EconometricsException wrong(String what) {
    return new EconometricsException("vcov \"" + text + "\": " + what + ".");
  }

  private static EconometricsException unknown(String text) {
    return new EconometricsException(
        "vcov \"" + text + "\" is not known; there are " + KNOWN + ".");
  }
}
