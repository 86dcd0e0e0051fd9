package jevons.pipeline.tables.bronze;

import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.bronze;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;

import java.util.List;
import jevons.pipeline.source.Rule;
import jevons.pipeline.source.Word;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.SourceFormat;
import jevons.pipeline.table.TableName;

/** Share splits. Reference data: they are part of the basis that the price files are on. */
public final class Split implements Landed {
  public static final Field TICKER = required("ticker", TEXT, NONE, "Exchange ticker in use today");
  public static final Field EX_DATE =
      required("ex_date", TEXT, NONE, "First trading day at the new count");
  public static final Field RATIO = required("ratio", TEXT, NONE, "New shares for one old share");

  private static final List<Field> WORDS = List.of(TICKER, EX_DATE, RATIO);

  @Override
  public TableName name() {
    return bronze("split");
  }

  @Override
  public String grain() {
    return "one row per split";
  }

  @Override
  public List<Field> words() {
    return WORDS;
  }

  @Override
  public List<Field> key() {
    return List.of(TICKER, EX_DATE);
  }

  @Override
  public List<String> landing() {
    return List.of("splits/splits.csv");
  }

  @Override
  public SourceFormat format() {
    return new Layout(WORDS)
        .with(TICKER, Word.required("ticker", Rule.TEXT))
        .with(EX_DATE, Word.required("ex_date", Rule.DAY))
        .with(RATIO, Word.required("ratio", Rule.POSITIVE))
        .format();
  }
}
