package jevons.pipeline.fetch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The SEC's companyfacts, rewritten with one fact a line as the landing zone has them, so that a
 * figure can be traced to a line. Numbers and words are kept as they are; labels and descriptions
 * of tags are left out.
 */
final class CompanyFacts {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser json;
  private final String what;
  private final StringBuilder out = new StringBuilder();

  private CompanyFacts(JsonParser json, String what) {
    this.json = json;
    this.what = what;
  }

  /**
   * @param cik the firm that was asked for; another one is refused
   */
  static byte[] oneFactALine(byte[] content, String cik, String what) {
    String text = Text.of(content, what);
    try (JsonParser json = JSON.createParser(text)) {
      CompanyFacts facts = new CompanyFacts(json, what);
      facts.document(cik);
      return facts.out.toString().getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw FetchFailure.refused(
          "%s is not whole JSON: %s. Cut off, or a message of the provider"
              .formatted(what, e.getOriginalMessage()));
    } catch (IOException e) {
      throw FetchFailure.refused(what + " cannot be read: " + e.getMessage());
    }
  }

  private void document(String cik) throws IOException {
    expect(json.nextToken(), JsonToken.START_OBJECT, "an object");
    String number = null;
    String entity = null;
    boolean facts = false;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "cik" -> number = word(name);
        case "entityName" -> entity = word(name);
        case "facts" -> {
          refuseOther(number, cik);
          facts = true;
          out.append("{\"cik\":").append(Long.parseLong(number)).append(",\"entityName\":");
          quote(entity == null ? "" : entity);
          out.append(",\"facts\":{");
          taxonomies();
          out.append("\n}}\n");
        }
        default -> json.skipChildren();
      }
    }
    if (!facts) {
      throw FetchFailure.refused(what + " has no facts");
    }
    if (json.nextToken() != null) {
      throw FetchFailure.refused(what + " goes on after its end");
    }
  }

  private String word(String name) throws IOException {
    if (!json.currentToken().isScalarValue()) {
      throw FetchFailure.refused(what + " has no word in " + name);
    }
    return json.getText();
  }

  private void refuseOther(String number, String cik) {
    boolean same =
        number != null
            && number.matches("\\d{1,10}")
            && Long.parseLong(number) == Long.parseLong(cik);
    if (!same) {
      throw FetchFailure.refused(what + " is about cik " + number + ", not " + cik);
    }
  }

  private void taxonomies() throws IOException {
    eachMember(
        "facts",
        taxonomy -> {
          out.append('{');
          eachMember(taxonomy, this::tag);
          out.append("\n}");
        });
  }

  private void tag(String tag) throws IOException {
    out.append("{\"units\":{");
    expect(json.currentToken(), JsonToken.START_OBJECT, "an object in " + tag);
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals("units")) {
        eachMember(tag, this::listOfFacts);
      } else {
        json.skipChildren();
      }
    }
    out.append("\n}}");
  }

  private void listOfFacts(String unit) throws IOException {
    expect(json.currentToken(), JsonToken.START_ARRAY, "a list in " + unit);
    out.append('[');
    String before = "\n";
    while (json.nextToken() != JsonToken.END_ARRAY) {
      out.append(before);
      value();
      before = ",\n";
    }
    out.append("\n]");
  }

  private interface Member {
    void write(String name) throws IOException;
  }

  private void eachMember(String within, Member member) throws IOException {
    expect(json.currentToken(), JsonToken.START_OBJECT, "an object in " + within);
    String before = "\n";
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      out.append(before);
      quote(name);
      out.append(':');
      member.write(name);
      before = ",\n";
    }
  }

  /** Any value as it is, on one line. */
  private void value() throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
      boolean object = token == JsonToken.START_OBJECT;
      JsonToken end = object ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
      out.append(object ? '{' : '[');
      String before = "";
      while (json.nextToken() != end) {
        out.append(before);
        if (object) {
          quote(json.currentName());
          out.append(':');
          json.nextToken();
        }
        value();
        before = ",";
      }
      out.append(object ? '}' : ']');
    } else if (token == JsonToken.VALUE_STRING) {
      quote(json.getText());
    } else {
      out.append(json.getText());
    }
  }

  private void quote(String word) {
    out.append('"').append(JsonStringEncoder.getInstance().quoteAsString(word)).append('"');
  }

  private void expect(JsonToken found, JsonToken wanted, String words) {
    if (found != wanted) {
      throw FetchFailure.refused(
          what + " has no " + words.replaceFirst("^an? ", "") + " where one belongs");
    }
  }
}
