package jevons.pipeline.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.regex.Pattern;
import jevons.pipeline.table.LandingFile;
import jevons.pipeline.table.Parsed;
import jevons.pipeline.table.RejectReason;
import jevons.pipeline.table.SourceFormat;

/**
 * The SEC's companyfacts JSON: {@code cik}, {@code entityName}, {@code facts} / taxonomy / tag /
 * {@code units} / unit / list of facts. Read as a stream, a fact at a time. Words: cik (10 digits),
 * entity name, taxonomy, tag, unit, period start, period end, value, accession number, fiscal year,
 * fiscal period, form, filed, frame.
 */
public final class CompanyFactsFormat implements SourceFormat {
  private static final long serialVersionUID = 1L;
  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern UP_TO_TEN_DIGITS = Pattern.compile("\\d{1,10}");

  @Override
  public Iterator<Parsed> parse(LandingFile file, InputStream bytes) {
    return new Facts(file, bytes);
  }

  /** How deep in the document the parser stands; the order is that of nesting. */
  private enum Depth {
    DOCUMENT,
    TAXONOMIES,
    TAGS,
    TAG,
    UNITS,
    FACTS;

    private static final List<Depth> NESTING = List.of(values());

    Depth inner() {
      return NESTING.get(NESTING.indexOf(this) + 1);
    }

    Depth outer() {
      return NESTING.get(NESTING.indexOf(this) - 1);
    }
  }

  private static final class Facts extends Parsing {
    private final InputStream bytes;
    private JsonParser json;
    private Depth depth = Depth.DOCUMENT;
    private boolean sawFacts;
    private String cik;
    private String entityName;
    private String taxonomy;
    private String tag;
    private String unit;

    Facts(LandingFile file, InputStream bytes) {
      super(file);
      this.bytes = bytes;
    }

    @Override
    boolean advance(Queue<Parsed> into) throws IOException, FaultyFile {
      try {
        if (json == null) {
          open();
        }
        JsonToken token = json.nextToken();
        if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
          return leave();
        }
        if (depth == Depth.FACTS) {
          take(token, into);
        } else {
          enter(json.currentName());
        }
        return true;
      } catch (JsonEOFException e) {
        throw cutOff();
      } catch (JsonProcessingException e) {
        throw notJson(e);
      }
    }

    private void open() throws IOException, FaultyFile {
      json = JSON.createParser(Utf8.read(bytes));
      JsonToken first = json.nextToken();
      if (first == null) {
        throw new FaultyFile(
            file().path() + " is empty. File left out of this run: fetch it again.");
      }
      if (first != JsonToken.START_OBJECT) {
        throw wrongLayout("an object with cik, entityName and facts");
      }
    }

    private boolean leave() throws IOException, FaultyFile {
      if (depth != Depth.DOCUMENT) {
        depth = depth.outer();
        return true;
      }
      if (json.nextToken() != null) {
        throw wrongLayout("nothing after the document's end");
      }
      if (!sawFacts) {
        throw wrongLayout("a field facts");
      }
      return false;
    }

    private void enter(String name) throws IOException, FaultyFile {
      JsonToken value = json.nextToken();
      switch (depth) {
        case DOCUMENT -> {
          readOfDocument(name, value);
          return;
        }
        case TAXONOMIES -> taxonomy = name;
        case TAGS -> tag = name;
        case TAG -> {
          // Beside its units a tag has a label and a description: prose.
          if (!name.equals("units")) {
            json.skipChildren();
            return;
          }
        }
        case UNITS -> unit = name;
        case FACTS -> throw new IllegalStateException("facts have no names");
      }
      descend(value, name);
    }

    private void readOfDocument(String name, JsonToken value) throws IOException, FaultyFile {
      switch (name) {
        case "cik" -> cik = tenDigits(json.getText());
        case "entityName" -> {
          if (!value.isScalarValue()) {
            throw wrongLayout("a word in entityName");
          }
          entityName = json.getText();
        }
        case "facts" -> {
          if (cik == null) {
            throw wrongLayout("cik before facts");
          }
          sawFacts = true;
          descend(value, name);
        }
        default -> json.skipChildren();
      }
    }

    private void descend(JsonToken value, String name) throws IOException, FaultyFile {
      Depth inner = depth.inner();
      JsonToken wanted = inner == Depth.FACTS ? JsonToken.START_ARRAY : JsonToken.START_OBJECT;
      if (value != wanted) {
        throw wrongLayout((inner == Depth.FACTS ? "a list in " : "an object in ") + name);
      }
      depth = inner;
    }

    private String tenDigits(String number) throws IOException, FaultyFile {
      if (!UP_TO_TEN_DIGITS.matcher(number).matches()) {
        throw wrongLayout("a cik of up to ten digits, not " + number);
      }
      return "0".repeat(10 - number.length()) + number;
    }

    private void take(JsonToken token, Queue<Parsed> into) throws IOException {
      long number = json.currentTokenLocation().getLineNr();
      Map<String, String> fields = new LinkedHashMap<>();
      if (token == JsonToken.START_OBJECT) {
        readFields(fields);
      } else {
        json.skipChildren();
      }
      Cells fact = new Cells(file(), number, fields::get, fields::toString);
      if (token != JsonToken.START_OBJECT) {
        fact.setAside("", RejectReason.INCONSISTENT, token + " is not a fact (an object).");
      }
      into.add(read(fact));
    }

    private void readFields(Map<String, String> fields) throws IOException {
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
          fields.put(name, json.getText());
        } else {
          json.skipChildren();
        }
      }
    }

    private Parsed read(Cells fact) {
      String start = fact.find("start", Rule.DAY);
      String end = fact.read("end", Rule.DAY);
      String filed = fact.read("filed", Rule.DAY);
      Parsed line =
          new Parsed.Line(
              fact.number(),
              Arrays.asList(
                  cik,
                  entityName,
                  taxonomy,
                  tag,
                  unit,
                  start,
                  end,
                  fact.read("val", Rule.NUMBER),
                  fact.read("accn", Rule.TEXT),
                  fact.find("fy", Rule.WHOLE),
                  fact.find("fp"),
                  fact.read("form", Rule.TEXT),
                  filed,
                  fact.find("frame")));
      if (start != null && end != null && start.compareTo(end) > 0) {
        fact.setAside(
            "start", RejectReason.INCONSISTENT, start + " exceeds " + end + " in column end.");
      }
      if (end != null && filed != null && end.compareTo(filed) > 0) {
        fact.setAside(
            "end",
            RejectReason.INCONSISTENT,
            end
                + " exceeds "
                + filed
                + " in column filed: no figure is known before its period ends.");
      }
      return fact.findReject().<Parsed>map(r -> r).orElse(line);
    }

    private FaultyFile cutOff() {
      String inside = json.getParsingContext().inArray() ? "an array" : "an object";
      String expected =
          file().expectedBytes() < 0
              ? ""
              : "; MANIFEST.csv expects %d bytes".formatted(file().expectedBytes());
      return new FaultyFile(
          "%s ends inside %s at byte %d%s. The download was cut off. File left out of this run: fetch it again."
              .formatted(file().path(), inside, file().bytes(), expected));
    }

    private FaultyFile notJson(JsonProcessingException e) {
      return new FaultyFile(
          "%s line %d is not JSON: %s. File left out of this run: fetch it again."
              .formatted(file().path(), line(), e.getOriginalMessage()));
    }

    private FaultyFile wrongLayout(String expected) {
      return new FaultyFile(
          "%s line %d: expected %s, as in the SEC's companyfacts. Another file, or the SEC changed its layout. File left out of this run."
              .formatted(file().path(), line(), expected));
    }

    private int line() {
      return json.currentLocation().getLineNr();
    }
  }
}
