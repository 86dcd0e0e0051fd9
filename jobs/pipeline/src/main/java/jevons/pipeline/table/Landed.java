package jevons.pipeline.table;

import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A bronze table: landing files as they came, the source's own words as text.
 *
 * <p>It keeps what changed: a line is stored when it differs from the line of the same key in the
 * file's previous vintage, and a key that is gone is marked. So a file that repeats its history
 * every night costs its news, and every vintage can still be read.
 */
public non-sealed interface Landed extends Table {
  Field VINTAGE =
      required(
          "vintage",
          COUNT,
          NONE,
          "Ordinal of the intake that stored this line; later ones overrule");
  Field CHANGE =
      required(
          "change", TEXT, NONE, "new, changed, or gone: the file no longer has a line of this key");
  Field SOURCE_FILE =
      required("source_file", TEXT, NONE, "Landing file, below the landing zone's root");
  Field SOURCE_SHA256 = required("source_sha256", TEXT, NONE, "SHA-256 of that file");
  Field SOURCE_LINE = required("source_line", COUNT, NONE, "Line of that file, the first is 1");
  Field EXPORTED_ON =
      required(
          "exported_on",
          Type.DAY,
          NONE,
          "Day the provider exported the file, or it was last modified");
  Field RUN_ID = required("run_id", TEXT, NONE, "Run that took the file in");

  /** What stands beside the source's words in every bronze table. */
  List<Field> ORIGIN =
      List.of(VINTAGE, CHANGE, SOURCE_FILE, SOURCE_SHA256, SOURCE_LINE, EXPORTED_ON, RUN_ID);

  /** Landing files that feed it: globs below the landing zone's root, {@code "prices/*.csv"}. */
  List<String> landing();

  /** How those files are read; its lines have one word for each of {@link #words()}. */
  SourceFormat format();

  /** The source's own columns, all of type text. */
  List<Field> words();

  /** How the lines are prices by day, if they are. */
  default Optional<PriceSeries> series() {
    return Optional.empty();
  }

  @Override
  default List<Field> fields() {
    return Stream.concat(words().stream(), ORIGIN.stream()).toList();
  }
}
