package jevons.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
      "document.documentElement.scrollWidth > document.documentElement.clientWidth";
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
  @CsvSource({"390, 844, light", "390, 844, dark", "1280, 900, light", "1280, 900, dark"})
  void drawsEveryChartWithoutComplaintOrRequest(int width, int height, String colours) {
    browser.open(page, width, height, colours);
    assertThat(browser.evaluate("document.querySelectorAll('.chart').length").asInt()).isEqualTo(9);
    for (String at : new String[] {"answer", "efficiency", "investment", "valuation", "events"}) {
      turnTo(at);
      assertThat(browser.evaluate(SHOWN).asText()).isEqualTo(at);
      assertThat(browser.evaluate(UNDRAWN).asText()).as("charts without a picture").isEmpty();
      assertThat(browser.evaluate(TOO_WIDE).asBoolean()).as(at + " too wide").isFalse();
      browser.evaluate(OPEN_ALL);
      assertThat(browser.evaluate(TOO_WIDE).asBoolean()).as(at + " unfolded too wide").isFalse();
    }
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests(page)).isEmpty();
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
  void textIsReadableInBothColourSchemes() {
    for (String colours : new String[] {"light", "dark"}) {
      browser.open(page, 1280, 900, colours);
      assertThat(browser.evaluate(LOWEST_CONTRAST).asDouble()).as(colours).isGreaterThan(4.5);
    }
  }

  @Test
  void anEmptyLakeIsDrawnWithoutComplaint() {
    browser.open(empty, 390, 844, "light");
    assertThat(browser.evaluate(TOO_WIDE).asBoolean()).isFalse();
    assertThat(browser.complaints()).isEmpty();
  }

  /** WCAG 2 contrast of each text with the nearest opaque background behind it; AA asks for 4.5. */
  private static final String LOWEST_CONTRAST =
      """
      (() => {
        const parts = (c) => c.match(/[\\d.]+/g).map(Number);
        const luminance = (c) => {
          const [r, g, b] = parts(c).slice(0, 3).map((v) => v / 255)
            .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const opaque = (e) => {
          const colour = getComputedStyle(e).backgroundColor;
          const alpha = parts(colour)[3];
          return (alpha === undefined || alpha === 1) || !e.parentElement ? colour : opaque(e.parentElement);
        };
        const texts = [...document.querySelectorAll('body *')].filter((e) => !e.closest('script')
          && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()));
        return Math.min(...texts.map((e) => {
          const colour = e instanceof SVGElement ? getComputedStyle(e).fill : getComputedStyle(e).color;
          const [a, b] = [luminance(colour), luminance(opaque(e))].sort((x, y) => y - x);
          return (a + 0.05) / (b + 0.05);
        }));
      })()
      """;
}
