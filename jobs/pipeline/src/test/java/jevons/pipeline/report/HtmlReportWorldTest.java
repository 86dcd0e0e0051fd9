package jevons.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import jevons.pipeline.testing.TextTables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a real browser, from a file. Needs Chromium: fails, and says so, without it. */
@Tag("world")
class HtmlReportWorldTest {
  private static final String OPEN_ALL =
      "document.querySelectorAll('details').forEach(d => d.open = true)";
  private static final String TOO_WIDE =
      "document.documentElement.scrollWidth > document.documentElement.clientWidth"
          + " ? 'wider than the window' : ''";
  private static final String CUT =
      "[...document.querySelectorAll('body *')].filter(e => !e.ownerSVGElement"
          + " && e.getBoundingClientRect().width > 1"
          + " && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)"
          + ".map(e => e.tagName + ' ' + (e.closest('[id]') || {}).id).join()";
  private static final String OVER_TEXT =
      "[...document.querySelectorAll('.chart')].filter(c =>"
          + " c.querySelector('svg').getBoundingClientRect().bottom"
          + " > c.getBoundingClientRect().bottom + 1).map(c => c.id).join()";
  private static final String PAGES =
      "[...document.querySelectorAll('section.page')].map(s => s.id).join()";
  private static final String FOCUSED = "document.activeElement.textContent";
  private static final String SETTLED =
      "new Promise(done => requestAnimationFrame(() => setTimeout(done, 200)))";
  private static final int TAB = 9;
  private static final int ENTER = 13;
  private static final String SHOWN =
      "[...document.querySelectorAll('section.page:not([hidden])')].map(s => s.id).join()";
  private static final String UNDRAWN =
      "[...document.querySelectorAll('section:not([hidden]) .chart')]"
          + ".filter(c => !c.querySelector('svg path'))"
          + ".map(c => c.id).join()";

  @TempDir static Path folder;
  private static Path page;
  private static Path empty;
  private static Browser browser;

  @BeforeAll
  static void writeAndStart() throws IOException {
    page = folder.resolve("report.html");
    empty = folder.resolve("empty.html");
    Files.writeString(page, HtmlReport.render(ExampleState.tables(), ExampleState.settings()));
    Files.writeString(
        empty, HtmlReport.render(TextTables.asOf("2026-08-20"), ExampleState.settings()));
    browser = Browser.start(Files.createDirectory(folder.resolve("profile")));
  }

  @AfterAll
  static void stop() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "320, 568, light",
    "320, 568, dark",
    "390, 844, light",
    "1280, 900, dark",
    "1920, 1080, light",
    "1920, 1080, dark"
  })
  void everyPageIsDrawnFitsAndIsReadable(int width, int height, String colours) {
    browser.open(page, width, height, colours);
    assertThat(browser.evaluate("document.querySelectorAll('.chart').length").asInt()).isEqualTo(9);
    String[] ids = browser.evaluate(PAGES).asText().split(",");
    assertThat(ids).hasSize(7);
    for (String id : ids) {
      turnTo(id);
      assertThat(browser.evaluate(SHOWN).asText()).isEqualTo(id);
      assertThat(browser.evaluate(UNDRAWN).asText()).as("charts without a picture").isEmpty();
      assertThat(browser.evaluate(TOO_WIDE).asText()).as(id).isEmpty();
      browser.evaluate(OPEN_ALL);
      assertThat(browser.evaluate(TOO_WIDE).asText()).as(id + " unfolded").isEmpty();
      assertThat(browser.evaluate(UNREADABLE).asText()).as(id + ": contrast below 4.5").isEmpty();
    }
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests(page)).isEmpty();
  }

  /** A4 at 96 dots an inch less Chromium's margins. */
  @Test
  void printsEveryPageInLightWithNothingFoldedOrCut() {
    browser.open(page, 1280, 900, "dark");
    turnTo("claims");
    browser.layOutForPrint(718);
    browser.evaluate(SETTLED);
    assertThat(browser.evaluate(SHOWN).asText()).isEqualTo(browser.evaluate(PAGES).asText());
    assertThat(browser.evaluate(UNDRAWN).asText()).as("charts without a picture").isEmpty();
    assertThat(browser.evaluate(CUT).asText()).as("wider than the paper").isEmpty();
    assertThat(browser.evaluate(OVER_TEXT).asText()).as("charts over what follows").isEmpty();
    assertThat(browser.evaluate("document.querySelector('details.days').innerText").asText())
        .contains("As of 2024-12-31: elasticity", "As of 2026-08-20: elasticity");
    assertThat(browser.evaluate(UNREADABLE).asText()).as("contrast below 4.5").isEmpty();
    assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor").asText())
        .isEqualTo("rgb(255, 255, 255)");
    assertThat(
            browser
                .evaluate(
                    "[...document.querySelectorAll('.method, .traces')].filter(d => !d.open).length")
                .asInt())
        .isZero();
    browser.evaluate("dispatchEvent(new Event('afterprint'))");
    assertThat(browser.evaluate(SHOWN).asText()).isEqualTo("claims");
    String pdf = new String(browser.pdf(), StandardCharsets.ISO_8859_1);
    assertThat(pdf).startsWith("%PDF-");
    assertThat(pdf.split("/Type /Page\\b").length).as("paper pages").isGreaterThan(10);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void theKeyboardReachesTheAnswerThePagesAndTheTables() {
    browser.open(page, 1280, 900, "light");
    browser.press("Tab", TAB);
    assertThat(browser.evaluate(FOCUSED).asText()).isEqualTo("Skip to the answer");
    browser.press("Tab", TAB);
    assertThat(browser.evaluate(FOCUSED).asText()).startsWith("Theme");
    for (int i = 0; i < 3; i++) {
      browser.press("Tab", TAB);
    }
    assertThat(browser.evaluate(FOCUSED).asText()).isEqualTo("Investment");
    browser.press("Enter", ENTER);
    browser.evaluate(SETTLED);
    assertThat(browser.evaluate(SHOWN).asText()).isEqualTo("investment");
    assertThat(browser.evaluate("document.activeElement.tagName").asText()).isEqualTo("H2");
    browser.press("Tab", TAB);
    assertThat(browser.evaluate("document.activeElement.tagName").asText()).isEqualTo("SUMMARY");
  }

  private static void turnTo(String id) {
    browser.evaluate(
        "new Promise(done => { addEventListener('hashchange', () =>"
            + " requestAnimationFrame(() => setTimeout(done, 100)), { once: true });"
            + " if (location.hash === '#"
            + id
            + "') done(); location.hash = '"
            + id
            + "'; })");
  }

  @Test
  void themeButtonGoesThroughLightAndDarkAndDrawsAgain() {
    browser.open(page, 390, 844, "light");
    String background = "getComputedStyle(document.body).backgroundColor";
    String light = browser.evaluate(background).asText();
    browser.evaluate("document.getElementById('theme').click()");
    assertThat(browser.evaluate(background).asText()).isEqualTo(light);
    browser.evaluate("document.getElementById('theme').click()");
    assertThat(browser.evaluate(background).asText()).isNotEqualTo(light);
    assertThat(browser.evaluate(UNDRAWN).asText()).isEmpty();
    browser.evaluate("document.getElementById('theme').click()");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void theSliderSaysAndShowsWhatWasKnownOnADay() {
    browser.open(page, 390, 844, "light");
    turnTo("investment");
    String said = "document.querySelector('.days output').textContent";
    assertThat(browser.evaluate(said).asText()).startsWith("As of 2026-08-20: elasticity 0.842");
    browser.evaluate(
        "(() => { const days = document.querySelector('.days input'); days.value = 1;"
            + " days.dispatchEvent(new Event('input')); })()");
    assertThat(browser.evaluate(said).asText()).startsWith("As of 2025-01-31: elasticity 0.31");
    assertThat(browser.evaluate("document.querySelector('div.days code').textContent").asText())
        .startsWith("jevons trace gold.regression_coefficient study=investment")
        .endsWith(" estimate --as-of 2025-01-31");
    assertThat(
            browser
                .evaluate("document.getElementById('chart-elasticity-by-day').textContent")
                .asText())
        .contains("2025-01-31");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void savesATableAsCsvWithAllDigits() {
    browser.open(page, 1280, 900, "light");
    browser.evaluate(
        "window.saved = null; URL.createObjectURL = blob => { window.saved = blob; return '#'; };"
            + " HTMLAnchorElement.prototype.click = () => {};"
            + " document.querySelector('[data-table=regression-investment-headline]').click()");
    assertThat(browser.evaluate("window.saved.text()").asText())
        .startsWith("Term,Errors,Estimate,\"Low, 95 %\",\"High, 95 %\",p,Standard error,t,df,")
        .contains("log_rate,nw,0.842,0.119,1.565,0.0261,0.332,2.536,12,fixest\r\n");
  }

  @Test
  void savesARegressionAsTheLatexItShows() {
    browser.open(page, 390, 844, "light");
    turnTo("investment");
    browser.evaluate(
        "window.saved = null; URL.createObjectURL = blob => { window.saved = blob; return '#'; };"
            + " HTMLAnchorElement.prototype.click = function () { window.named = this.download; };"
            + " document.querySelector("
            + "'[data-table=regression-investment-headline][data-save=latex]').click()");
    String shown = "document.getElementById('regression-investment-headline-latex').textContent";
    assertThat(browser.evaluate("window.saved.text()").asText())
        .startsWith("\\begin{tabular}{lcccc}\n")
        .endsWith("\\end{tabular}\n")
        .isEqualTo(browser.evaluate(shown).asText());
    assertThat(browser.evaluate("window.named").asText())
        .isEqualTo("jevons-regression-investment-headline.tex");
  }

  @Test
  void anEmptyLakeIsDrawnWithoutComplaint() {
    browser.open(empty, 390, 844, "light");
    assertThat(browser.evaluate(TOO_WIDE).asText()).isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }

  /** Texts of less contrast with the nearest opaque background behind them than WCAG 2 AA asks. */
  private static final String UNREADABLE =
      """
      (() => {
        const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
        const luminance = (colour) => {
          const [r, g, b] = parts(colour).slice(0, 3).map((v) => v / 255)
            .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const opaque = (e) => {
          const colour = getComputedStyle(e).backgroundColor;
          const alpha = parts(colour)[3];
          return (alpha === undefined || alpha === 1) || !e.parentElement ? colour : opaque(e.parentElement);
        };
        return [...document.querySelectorAll('body *')]
          .filter((e) => !e.closest('script') && !e.closest('[hidden]')
            && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
          .filter((e) => {
            const colour = e instanceof SVGElement ? getComputedStyle(e).fill : getComputedStyle(e).color;
            const [a, b] = [luminance(colour), luminance(opaque(e))].sort((x, y) => y - x);
            return (a + 0.05) / (b + 0.05) < 4.5;
          })
          .map((e) => e.tagName + ' ' + e.textContent.trim().slice(0, 40)).join('; ');
      })()
      """;
}
