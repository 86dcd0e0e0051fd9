package jevons.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jevons.pipeline.testing.TextTables;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private static final int MOST_BYTES = 1_500_000;
  private static final String HOSTILE = "</script><img src=x onerror=alert(1)>&\"'";
  private static String file;

  /** The file without its scripts: what is on the page before any of them runs. */
  private static String page;

  @BeforeAll
  static void renderTheExample() {
    file = HtmlReport.render(ExampleState.tables(), ExampleState.settings());
    page = withoutScripts(file);
  }

  @Test
  void isBelowOneAndAHalfMegabytes() {
    assertThat(file.getBytes(StandardCharsets.UTF_8).length).isLessThan(MOST_BYTES);
  }

  @Test
  void loadsNothing() {
    assertThat(page).doesNotContain("<link").doesNotContain("<iframe").doesNotContain("@import");
    assertThat(page).doesNotContain(" src=").doesNotContain("url(");
    assertThat(all("<script([^>]*)>", file))
        .containsExactly(" type=\"application/json\" id=\"charts\"", "", "");
    assertThat(all("<([a-z]+)[^>]*\\shref=\"http", page)).containsOnly("a");
    assertThat(page).contains("default-src &#39;none&#39;");
  }

  @Test
  void everyChartHasItsTable() {
    List<String> charts = all("id=\"chart-([a-z-]+)\"", page);
    assertThat(charts)
        .containsExactly(
            "rate",
            "surprise",
            "capability",
            "elasticity",
            "elasticity-by-day",
            "capex",
            "price",
            "price-close-up",
            "event-chart");
    for (String chart : charts) {
      assertThat(page).contains("<table id=\"" + chart + "-data\">");
    }
  }

  @Test
  void chartIsSaidInWordsForWhoCannotSeeIt() {
    assertThat(all("role=\"img\" aria-label=\"([^\"]+)\"", page))
        .hasSize(9)
        .allSatisfy(words -> assertThat(words).endsWith("The figures are in the table below."));
  }

  @Test
  void saysWhatWasKnownAtTheEndOfEachMonth() {
    assertThat(all("<li><span>(As of .*?)</span>", page))
        .map(words -> words.replaceAll("<[^>]+>", ""))
        .containsExactly(
            "As of 2024-12-31: elasticity −0.600 (95 %: −30.1 to 28.9), from 6 quarters.",
            "As of 2025-01-31: elasticity 0.310 (95 %: −4.10 to 4.72), from 7 quarters. Training took"
                + " 3.40 times less compute a year (2 to 8.10).",
            "As of 2026-08-20: elasticity 0.842 (95 %: −1.49 to 3.17), from 13 quarters. Training"
                + " took 5 times less compute a year (3 to 10.8).");
    assertThat(page)
        .contains(
            "On none of 3 days did the interval leave 0 out",
            "<code>jevons trace gold.regression_coefficient study=investment"
                + " specification=headline vcov=ewc ssc=fixest term=log_rate estimate --as-of"
                + " 2025-01-31</code>");
  }

  @Test
  void aLakeOfOneDayHasNoSlider() {
    String one =
        withoutScripts(
            HtmlReport.render(
                TextTables.asOf("2026-08-20")
                    .with("gold.regression", ExampleState.REGRESSION)
                    .with("gold.regression_coefficient", ExampleState.COEFFICIENTS)
                    .with("gold.regression_diagnostic", ExampleState.DIAGNOSTICS),
                ExampleState.settings()));
    assertThat(one).doesNotContain("elasticity-by-day").doesNotContain("As of earlier days");
  }

  @Test
  void answersByRule() {
    assertThat(page)
        .contains("<p class=\"verdict\">Cannot tell whether they spend more or less.</p>")
        .contains("reaches from a fall of 1.49\u00a0per cent to a rise of 3.17\u00a0per cent.")
        .contains("equal-weighted cosine (ewc) errors, t with 2 degrees of freedom")
        .contains("includes both 0 (demand grows just as fast as efficiency) and −1");
  }

  @Test
  void theFirstPageSaysWhatTheOthersFound() {
    String answer =
        page.substring(page.indexOf("id=\"answer\""), page.indexOf("id=\"efficiency\""));
    assertThat(text(answer))
        .contains("<a href=\"#efficiency\">Efficiency</a>: As known at the end of 2026")
        .contains("<a href=\"#valuation\">Nvidia&#39;s value</a>: Nvidia lost 17.0\u00a0% on")
        .contains("<a href=\"#claims\">Claims</a>: Of 6\u00a0claims");
  }

  @Test
  void eachRegressionIsFoldedBehindItsNameWithTheWayBack() {
    int from = page.indexOf("<summary>Valuation: capm</summary>");
    assertThat(from).isPositive();
    assertThat(page.substring(from))
        .contains(
            "jevons trace gold.regression_coefficient study=valuation specification=capm vcov=nw"
                + " ssc=fixest term=mkt_rf estimate --as-of 2026-08-20</code>");
  }

  @Test
  void exportsPerCentWhereTheHeadingOrTheUnitSaysSo() {
    assertThat(table("event-firms"))
        .contains("Abnormal return, %")
        .contains("data-value=\"-13.37\">−13.4<");
    assertThat(table("claims-press"))
        .contains("−17 ± 0.5".replace(" ", "\u00a0"))
        .contains("data-value=\"-16.97\">−17.0<");
  }

  @Test
  void hasNoStarsBelowTwentyUnits() {
    assertThat(table("regression-investment-firm-effects")).contains("0.019").doesNotContain("*");
  }

  @Test
  void hasStarsWhereThereAreManyUnits() {
    assertThat(table("regression-valuation-capm")).contains("0.001***");
  }

  @Test
  void everyStudyHasAPageWithItsQuestionAndWhatItCannotTell() {
    List<String> pages = all("<section class=\"page\" id=\"([a-z]+)\"", page);
    assertThat(pages)
        .containsExactly(
            "answer", "efficiency", "investment", "valuation", "events", "claims", "method");
    String navigation = page.substring(page.indexOf("<nav"), page.indexOf("</nav>"));
    assertThat(all("<li><a href=\"#([a-z]+)\"", navigation)).isEqualTo(pages);
    assertThat(all("(<h3>What this cannot tell</h3>)", page)).hasSize(7);
    assertThat(all("<h2 [^>]*>([^<]+)</h2>", page))
        .contains("How fast does training get cheaper?", "What is it worth to Nvidia?");
  }

  @Test
  void namesTheCommandThatWalksAFigureBackToItsFiles() {
    assertThat(page)
        .contains(
            "jevons trace gold.regression_coefficient study=investment specification=headline"
                + " vcov=ewc ssc=fixest term=log_rate estimate --as-of 2026-08-20</code>");
  }

  @Test
  void everyAnchorIsThereOnce() {
    assertThat(all(" id=\"([^\"]+)\"", page)).doesNotHaveDuplicates();
  }

  @Test
  void headingsSkipNoLevel() {
    int before = 0;
    for (String level : all("<h([1-6])", page)) {
      int now = Integer.parseInt(level);
      assertThat(now).isLessThanOrEqualTo(before + 1);
      before = now;
    }
  }

  @Test
  void warnsThatPricesAreOld() {
    assertThat(text(page))
        .contains("Prices end 2026-08-20; quarterly figures end with 2026\u00a0Q2.")
        .contains("2026-11-24, 96\u00a0days later");
  }

  @Test
  void doesNotWarnWhilePricesAreNew() {
    ReportSettings nextDay = ReportSettings.of(LocalDate.of(2026, 8, 21));
    assertThat(withoutScripts(HtmlReport.render(ExampleState.tables(), nextDay)))
        .doesNotContain("Prices end");
  }

  @Test
  void namesTheFallAndWhatItErased() {
    assertThat(text(page)).contains("Nvidia lost 17.0\u00a0% on 2025-01-27 and was back");
    assertThat(table("marked-days")).contains("−593").contains("2025-01-21");
  }

  @Test
  void dividesTheFallByGroupAndSaysWhichTestsCount() {
    assertThat(text(page))
        .contains(
            "On 2025-01-27, beyond the market: all −9.7\u00a0%, AI hardware −11.1\u00a0%,"
                + " power −23.6\u00a0%")
        .contains("What this cannot tell")
        .contains("GEV (2025-01-27): 40 of the 250 estimation days have no return");
    assertThat(table("event-tests")).contains("0.051").contains("&lt;\u00a00.001");
    assertThat(table("event-firms")).contains("NVDA").contains("0.0048");
    assertThat(table("event-models")).contains("three factors");
  }

  @Test
  void withoutEventsTheirChapterSaysWhatIsMissing() {
    TextTables tables =
        ExampleState.tables().with("gold.event", "event | kind\nnone | configured\n");
    assertThat(withoutScripts(HtmlReport.render(tables, ExampleState.settings())))
        .contains("gold.event_test has no rows for this");
  }

  @Test
  void countsQuartersThatLackAFirm() {
    assertThat(page).contains("2\u00a0quarters lack a firm");
    assertThat(table("capex-data")).contains("–");
  }

  @Test
  void thinsThePriceToWeeks() {
    assertThat(all("(<tr>)", table("price-data"))).hasSizeBetween(600, 700);
  }

  @Test
  void exportsAllDigitsOfWhatIsShownRounded() {
    assertThat(table("regression-investment-headline")).contains("data-value=\"2.536\">2.54<");
  }

  @Test
  void everyTableCanBeSavedAndEveryRegressionAlsoAsLatex() {
    List<String> tables = all("<table id=\"([^\"]+)\"", page);
    assertThat(all("data-save=\"csv\" data-table=\"([^\"]+)\"", page)).isEqualTo(tables);
    List<String> regressions =
        tables.stream()
            .filter(id -> id.startsWith("regression-") || id.equals("elasticity-data"))
            .toList();
    assertThat(regressions).hasSize(5);
    assertThat(all("data-save=\"latex\" data-table=\"([^\"]+)\"", page)).isEqualTo(regressions);
    assertThat(all("<pre id=\"([^\"]+)-latex\"", page)).isEqualTo(regressions);
  }

  @Test
  void latexOfARegressionHasAColumnForEachKindOfErrors() {
    String headline = latex("regression-investment-headline");
    assertThat(headline)
        .contains("Dependent Variable: &amp; \\multicolumn{4}{c}{mean\\_d\\_log\\_capex}")
        .contains("Standard-Errors &amp; ewc &amp; nw &amp; hc1 &amp; iid")
        .contains("log\\_rate &amp; 0.8420 &amp; 0.8420 &amp; 0.8420 &amp; 0.8420");
    assertThat(latex("regression-investment-firm-effects"))
        .contains("Within R$^2$ &amp; 0.05000")
        .contains("dk &amp; cluster(ticker) &amp; cluster(ticker,quarter)")
        .contains("Independent units &amp; 13 &amp; 4 &amp; 4");
    assertThat(latex("regression-valuation-capm")).contains("1.710$^{***}$");
  }

  private static String latex(String id) {
    int from = page.indexOf("<pre id=\"" + id + "-latex\"");
    assertThat(from).as(id).isPositive();
    return page.substring(from, page.indexOf("</pre>", from));
  }

  @Test
  void anEmptyLakeGivesAPageThatNamesEveryMissingTable() {
    String empty =
        withoutScripts(HtmlReport.render(TextTables.asOf("2026-08-20"), ExampleState.settings()));
    assertThat(empty)
        .contains("Cannot tell")
        .contains("gold.firm_quarter is not published.")
        .contains("gold.efficiency_index is not published.")
        .contains("gold.model_efficiency is not published.")
        .contains("silver.daily_price is not published.")
        .doesNotContain("What was claimed in January 2025")
        .contains("gold.regression has no rows of this study");
  }

  @Test
  void aTableWithoutAColumnIsNamedWithIt() {
    TextTables tables =
        ExampleState.tables()
            .with("gold.firm_quarter", "ticker | quarter day\nMSFT | 2025-01-01\n");
    assertThat(withoutScripts(HtmlReport.render(tables, ExampleState.settings())))
        .contains("gold.firm_quarter has no column capex_usd, is_hyperscaler.");
  }

  @Test
  void namesFromTheDataCannotBecomeMarkup() {
    TextTables tables =
        ExampleState.tables()
            .with(
                "gold.model_efficiency",
                """
                model | organization | method | published_on day | training_compute_flop number | capability number | surprise_log10_flop number | rank count | compute_grade
                %s    | a<b          | rasch  | 2025-01-20       | 5e24                         | 2                 | 0.5                        | 1          | assumed
                """
                    .formatted(HOSTILE));
    String hostile = HtmlReport.render(tables, ExampleState.settings());
    assertThat(withoutScripts(hostile))
        .doesNotContain("<img")
        .contains("&lt;/script&gt;&lt;img src=x");
    assertThat(all("(</script>)", hostile)).hasSize(3);
  }

  private static String table(String id) {
    int from = page.indexOf("<table id=\"" + id + "\"");
    assertThat(from).as(id).isPositive();
    return page.substring(from, page.indexOf("</table>", from));
  }

  private static String text(String html) {
    return html.replaceAll("</?time>", "");
  }

  private static String withoutScripts(String html) {
    return html.replaceAll("(?s)<script.*?</script>", "");
  }

  /** The first group of every match, or the match where there is no group. */
  private static List<String> all(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.results().map(r -> r.groupCount() == 0 ? r.group() : r.group(1)).toList();
  }
}
