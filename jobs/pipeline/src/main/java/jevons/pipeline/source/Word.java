package jevons.pipeline.source;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jevons.pipeline.table.RejectReason;

/** Where one word of a table's line comes from in a CSV file. */
public sealed interface Word extends Serializable {
  /** Columns that the file's header must have. */
  List<String> needs();

  /** This word of the line; null where the source has none, or the line is set aside. */
  String of(Cells line);

  /** A column that is there and filled in every line. */
  static Word required(String column, Rule rule) {
    return new Filled(column, rule);
  }

  /** A column that is there and may be empty. */
  static Word optional(String column, Rule rule) {
    return new MayBeEmpty(column, rule, true);
  }

  /** A column that only some exports have, and that may be empty. */
  static Word whereThere(String column, Rule rule) {
    return new MayBeEmpty(column, rule, false);
  }

  /** The first of these columns that is filled; one of them must be, and the first be there. */
  static Word firstOf(String... columns) {
    return new FirstOf(List.of(columns));
  }

  /** The first of these columns that is there and filled, if any: one column's names over time. */
  static Word calledEither(String... columns) {
    return new CalledEither(List.of(columns));
  }

  /** The filled ones of these columns, in this order, with {@code "; "} between. */
  static Word joined(String... columns) {
    return new Joined(List.of(columns));
  }

  /** The file's name up to the last dot: a price file is named by its ticker. */
  static Word fileStem() {
    return new FileStem();
  }

  /** The same word in every line. */
  static Word constant(String word) {
    return new Constant(Objects.requireNonNull(word));
  }

  /** Something that this source does not state. */
  static Word none() {
    return new Constant(null);
  }

  /** See {@link #required}. */
  record Filled(String column, Rule rule) implements Word {
    @Override
    public List<String> needs() {
      return List.of(column);
    }

    @Override
    public String of(Cells line) {
      return line.read(column, rule);
    }
  }

  /** See {@link #optional} and {@link #whereThere}. */
  record MayBeEmpty(String column, Rule rule, boolean inEveryFile) implements Word {
    @Override
    public List<String> needs() {
      return inEveryFile ? List.of(column) : List.of();
    }

    @Override
    public String of(Cells line) {
      return line.find(column, rule);
    }
  }

  /** See {@link #firstOf}. */
  record FirstOf(List<String> columns) implements Word {
    @Override
    public List<String> needs() {
      return List.of(columns.get(0));
    }

    @Override
    public String of(Cells line) {
      String word = filled(line, columns).findFirst().orElse(null);
      if (word == null) {
        line.setAside(
            columns.get(0),
            RejectReason.MISSING_VALUE,
            "empty, expected text in " + String.join(" or ", columns) + ".");
      }
      return word;
    }
  }

  /** See {@link #calledEither}. */
  record CalledEither(List<String> columns) implements Word {
    @Override
    public List<String> needs() {
      return List.of();
    }

    @Override
    public String of(Cells line) {
      return filled(line, columns).findFirst().orElse(null);
    }
  }

  /** See {@link #joined}. */
  record Joined(List<String> columns) implements Word {
    @Override
    public List<String> needs() {
      return List.of();
    }

    @Override
    public String of(Cells line) {
      String words = filled(line, columns).collect(Collectors.joining("; "));
      return words.isEmpty() ? null : words;
    }
  }

  /** See {@link #fileStem}. */
  record FileStem() implements Word {
    @Override
    public List<String> needs() {
      return List.of();
    }

    @Override
    public String of(Cells line) {
      String name = line.file().fileName();
      int dot = name.lastIndexOf('.');
      return dot < 0 ? name : name.substring(0, dot);
    }
  }

  /** See {@link #constant} and {@link #none}. */
  record Constant(String word) implements Word {
    @Override
    public List<String> needs() {
      return List.of();
    }

    @Override
    public String of(Cells line) {
      return word;
    }
  }

  private static Stream<String> filled(Cells line, List<String> columns) {
    return columns.stream().map(line::find).filter(Objects::nonNull);
  }
}
