package jevons.pipeline.fetch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The SEC's list of a firm's filings: the newest in one file, which names the files of the older
 * ones. It is landed as it comes.
 */
final class Submissions {
  private static final JsonFactory JSON = new JsonFactory();

  private final List<String> names = new ArrayList<>();
  private String cik = "";
  private boolean sawFilings;

  private Submissions() {}

  /**
   * The files of older filings that this one names.
   *
   * @throws FetchFailure when it is cut off, about another firm, or names a file that is none of
   *     this firm's
   */
  static List<String> older(byte[] content, String cik, String what) {
    Submissions found = new Submissions();
    read(content, what, found::document);
    boolean same =
        found.cik.matches("\\d{1,10}") && Long.parseLong(found.cik) == Long.parseLong(cik);
    if (!same || !found.sawFilings) {
      throw FetchFailure.refused("%s is not the list of filings of cik %s".formatted(what, cik));
    }
    for (String name : found.names) {
      if (!name.matches("CIK" + cik + "-submissions-\\d{1,4}\\.json")) {
        throw FetchFailure.refused(what + " names a file \"" + name + "\", which is none of its");
      }
    }
    return found.names;
  }

  /** Refuses what is not one whole JSON object. */
  static void refuseUnlessWhole(byte[] content, String what) {
    read(content, what, JsonParser::skipChildren);
  }

  private interface Reading {
    void of(JsonParser json) throws IOException;
  }

  private static void read(byte[] content, String what, Reading reading) {
    try (JsonParser json = JSON.createParser(Text.of(content, what))) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw FetchFailure.refused(what + " is not a JSON object");
      }
      reading.of(json);
      if (json.nextToken() != null) {
        throw FetchFailure.refused(what + " goes on after its end");
      }
    } catch (JsonProcessingException e) {
      throw FetchFailure.refused(
          "%s is not whole JSON: %s. Cut off, or a message of the provider"
              .formatted(what, e.getOriginalMessage()));
    } catch (IOException e) {
      throw FetchFailure.refused(what + " cannot be read: " + e.getMessage());
    }
  }

  private void document(JsonParser json) throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("cik") && value.isScalarValue()) {
        cik = json.getText();
      } else if (name.equals("filings") && value == JsonToken.START_OBJECT) {
        sawFilings = true;
        filings(json);
      } else {
        json.skipChildren();
      }
    }
  }

  private void filings(JsonParser json) throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("files") && value == JsonToken.START_ARRAY) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          file(json);
        }
      } else {
        json.skipChildren();
      }
    }
  }

  private void file(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("name") && value.isScalarValue()) {
        names.add(json.getText());
      } else {
        json.skipChildren();
      }
    }
  }
}
