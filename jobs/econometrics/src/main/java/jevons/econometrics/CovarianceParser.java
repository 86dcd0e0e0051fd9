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
      case "nw" -> new Covariance.NeweyWest(bandwidth(), refinement());
      case "dk" -> new Covariance.DriscollKraay(bandwidth(), refinement());
      case "ewc" -> new Covariance.EqualWeightedCosine(lags());
      case "hansen-hodrick" -> {
        if (arguments.size() != 1 || !isNumber(arguments.get(0))) {
          throw wrong("expected the periods that y spans, such as hansen-hodrick(12)");
        }
        yield new Covariance.HansenHodrick(Integer.parseInt(arguments.get(0)));
      }
      case "hodrick" -> {
        if (arguments.size() != 2 || !isNumber(arguments.get(0)) || arguments.get(1).isEmpty()) {
          throw wrong(
              "expected the periods that y spans and the column of the one-period returns it adds"
                  + " up, such as hodrick(12,ret)");
        }
        yield new Covariance.Hodrick(Integer.parseInt(arguments.get(0)), arguments.get(1));
      }
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

  private Bandwidth bandwidth() {
    List<Bandwidth> found = new ArrayList<>();
    for (String a : arguments) {
      if (isNumber(a)) {
        found.add(new Bandwidth.Lags(Integer.parseInt(a)));
      } else if (a.equals("auto")) {
        found.add(Bandwidth.Rule.AUTO);
      } else if (a.equals("andrews")) {
        found.add(Bandwidth.Rule.ANDREWS);
      } else if (!a.equals("prewhite") && !a.equals("fixedb")) {
        throw wrong(kernelOptions() + "; \"" + a + "\" is none of these");
      }
    }
    if (found.size() > 1) {
      throw wrong(kernelOptions() + ", one of each");
    }
    return found.isEmpty() ? Bandwidth.Rule.LENGTH : found.get(0);
  }

  private Covariance.Refinement refinement() {
    if (arguments.contains("prewhite") && arguments.contains("fixedb")) {
      throw wrong("fixedb is for scores that were not prewhitened; leave one of the two out");
    }
    return arguments.contains("prewhite")
        ? Covariance.Refinement.PREWHITE
        : arguments.contains("fixedb") ? Covariance.Refinement.FIXED_B : Covariance.Refinement.NONE;
  }

  private String kernelOptions() {
    return name + " takes a whole number of lags, auto or andrews, and prewhite or fixedb";
  }

  private static boolean isNumber(String text) {
    return text.matches("\\d{1,6}");
  }

  private OptionalInt lags() {
    if (arguments.isEmpty()) {
      return OptionalInt.empty();
    }
    if (arguments.size() == 1 && isNumber(arguments.get(0))) {
      return OptionalInt.of(Integer.parseInt(arguments.get(0)));
    }
    throw wrong("expected one whole number in the brackets, 1 or more");
  }

  private EconometricsException wrong(String what) {
    return new EconometricsException("vcov \"" + text + "\": " + what + ".");
  }

  private static EconometricsException unknown(String text) {
    return new EconometricsException(
        "vcov \"" + text + "\" is not known; there are " + KNOWN + ".");
  }
}
