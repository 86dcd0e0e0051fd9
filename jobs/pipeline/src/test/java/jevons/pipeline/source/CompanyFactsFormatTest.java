package jevons.pipeline.source;

import static jevons.pipeline.source.Samples.parse;
import static jevons.pipeline.source.Samples.show;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import jevons.pipeline.table.Parsed;
import org.junit.jupiter.api.Test;

class CompanyFactsFormatTest {
  private static final String PATH = "edgar/CIK0001045810.json";
  private static final CompanyFactsFormat FORMAT = new CompanyFactsFormat();
  private static final String DOCUMENT =
      """
      {"cik":1045810,"entityName":"NVIDIA CORP","facts":{
      "dei":{
      "EntityCommonStockSharesOutstanding":{"label":"Shares","description":"Of {each} class","units":{
      "shares":[
      {"end":"2013-03-08","val":615980172,"accn":"0001045810-13-000008","fy":2012,"fp":"FY","form":"10-K","filed":"2013-03-12","frame":"CY2013Q1I"}
      ]}}},
      "us-gaap":{
      "EarningsPerShareDiluted":{"units":{"USD/shares":[
      {"start":"2012-10-29","end":"2013-01-27","val":0.28,"accn":"0001045810-13-000008","fy":null,"fp":null,"form":"8-K","filed":"2013-03-12"}
      ]}}}}}
      """;

  @Test
  void readsEveryFactWithWhatItLiesIn() {
    List<Parsed> found = parse(FORMAT, PATH, DOCUMENT);
    assertThat(show(found))
        .containsExactly(
            "0001045810 | NVIDIA CORP | dei | EntityCommonStockSharesOutstanding | shares | - |"
                + " 2013-03-08 | 615980172 | 0001045810-13-000008 | 2012 | FY | 10-K | 2013-03-12 |"
                + " CY2013Q1I",
            "0001045810 | NVIDIA CORP | us-gaap | EarningsPerShareDiluted | USD/shares | 2012-10-29"
                + " | 2013-01-27 | 0.28 | 0001045810-13-000008 | - | - | 8-K | 2013-03-12 | -");
    assertThat(((Parsed.Line) found.get(1)).line()).isEqualTo(9);
  }

  @Test
  void keepsTheDigitsOfANumberAsTheyAreWritten() {
    String exact = DOCUMENT.replace("0.28", "123456789012345678.10");
    assertThat(show(parse(FORMAT, PATH, exact)).get(1)).contains("| 123456789012345678.10 |");
  }

  @Test
  void setsABadFactAsideAndTakesTheOthers() {
    String facts =
        facts(
            """
            {"end":"2013-13-08","val":1,"accn":"a","form":"10-K","filed":"2013-03-12"},
            {"end":"2013-03-08","val":"n/a","accn":"a","form":"10-K","filed":"2013-03-12"},
            {"end":"2013-03-08","accn":"a","form":"10-K","filed":"2013-03-12"},
            {"start":"2013-04-01","end":"2013-03-08","val":1,"accn":"a","form":"10-K","filed":"2013-03-12"},
            17,
            [{"end":"2013-03-08"}],
            {"end":"2013-03-08","val":{"nested":1},"accn":"a","form":"10-K","filed":"2013-03-12"},
            {"end":"2013-03-08","val":1,"accn":"a","form":"10-K","filed":"2013-03-12"}
            """);
    assertThat(show(parse(FORMAT, PATH, facts)))
        .containsExactly(
            "NOT_A_DAY: " + PATH + " line 2, column end: \"2013-13-08\" is not a day (YYYY-MM-DD).",
            "NOT_A_NUMBER: " + PATH + " line 3, column val: \"n/a\" is not a number.",
            "MISSING_VALUE: " + PATH + " line 4, column val: empty, expected a number.",
            "INCONSISTENT: "
                + PATH
                + " line 5, column start: 2013-04-01 exceeds 2013-03-08 in column end.",
            "INCONSISTENT: " + PATH + " line 6: VALUE_NUMBER_INT is not a fact (an object).",
            "INCONSISTENT: " + PATH + " line 7: START_ARRAY is not a fact (an object).",
            "MISSING_VALUE: " + PATH + " line 8, column val: empty, expected a number.",
            "0001045810 | - | us-gaap | Assets | USD | - | 2013-03-08 | 1 | a | - | - | 10-K |"
                + " 2013-03-12 | -");
  }

  @Test
  void setsAFigureAsideThatIsFiledBeforeItsPeriodEndsAndKeepsOneOfASingleDay() {
    String facts =
        facts(
            """
            {"end":"2013-03-13","val":1,"accn":"a","form":"10-K","filed":"2013-03-12"},
            {"start":"2013-03-12","end":"2013-03-12","val":1,"accn":"a","form":"10-K","filed":"2013-03-12"}
            """);
    assertThat(show(parse(FORMAT, PATH, facts)))
        .containsExactly(
            "INCONSISTENT: "
                + PATH
                + " line 2, column end: 2013-03-13 exceeds 2013-03-12 in column filed: no figure is"
                + " known before its period ends.",
            "0001045810 | - | us-gaap | Assets | USD | 2013-03-12 | 2013-03-12 | 1 | a | - | - |"
                + " 10-K | 2013-03-12 | -");
  }

  @Test
  void refusesAFirmsNameThatIsNoWord() {
    String list = DOCUMENT.replaceFirst("\"entityName\":\"[^\"]*\"", "\"entityName\":[\"A\"]");
    assertThat(show(parse(FORMAT, PATH, list)).get(0))
        .startsWith("FAULT: ")
        .contains("expected a word in entityName");
  }

  @Test
  void saysWhereACutOffFileEndsAndHowLongItShouldBe() {
    byte[] whole = DOCUMENT.getBytes(StandardCharsets.UTF_8);
    byte[] cut = java.util.Arrays.copyOf(whole, 200);
    assertThat(show(parse(FORMAT, PATH, cut, whole.length)))
        .containsExactly(
            "FAULT: edgar/CIK0001045810.json ends inside an object at byte 200; MANIFEST.csv"
                + " expects "
                + whole.length
                + " bytes. The download was cut off. File left out of this run: fetch it again.");
    assertThat(show(parse(FORMAT, PATH, cut, -1)))
        .containsExactly(
            "FAULT: edgar/CIK0001045810.json ends inside an object at byte 200. The download was"
                + " cut off. File left out of this run: fetch it again.");
  }

  @Test
  void aFileCutOffAnywhereEndsInOneFault() {
    byte[] whole = DOCUMENT.strip().getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < whole.length; length++) {
      List<Parsed> found = parse(FORMAT, PATH, java.util.Arrays.copyOf(whole, length), -1);
      assertThat(found.get(found.size() - 1))
          .as("cut at %d", length)
          .isInstanceOf(Parsed.Fault.class);
      assertThat(found).filteredOn(Parsed.Fault.class::isInstance).hasSize(1);
    }
  }

  @Test
  void refusesAnotherLayout() {
    assertThat(fault("[]")).contains("expected an object with cik, entityName and facts");
    assertThat(fault("{\"cik\":1}")).contains("expected a field facts");
    assertThat(fault("{\"facts\":{}}")).contains("expected cik before facts");
    assertThat(fault("{\"cik\":\"x\",\"facts\":{}}")).contains("a cik of up to ten digits, not x");
    assertThat(fault("{\"cik\":1,\"facts\":[]}")).contains("expected an object in facts");
    assertThat(fault("{\"cik\":1,\"facts\":{\"us-gaap\":{\"Assets\":{\"units\":{\"USD\":{}}}}}}"))
        .contains("expected a list in USD");
    assertThat(fault("{\"cik\":1,\"facts\":{}} {}")).contains("nothing after the document's end");
    assertThat(fault("<html>")).contains("line 1 is not JSON: ");
    assertThat(fault("")).contains("is empty");
  }

  private static String facts(String list) {
    return "{\"cik\":\"0001045810\",\"facts\":{\"us-gaap\":{\"Assets\":{\"units\":{\"USD\":[\n"
        + list
        + "]}}}}}";
  }

  private static String fault(String document) {
    List<String> found = show(parse(FORMAT, PATH, document));
    assertThat(found).hasSize(1);
    assertThat(found.get(0)).startsWith("FAULT: " + PATH);
    return found.get(0);
  }
}
