package jevons.pipeline.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Which rows of an input stand behind the rows of a table: what its query joins, said so that it
 * can be looked up for a few rows. A trace evaluates it.
 *
 * <p>Conditions name the columns of the table's row by {@link #row(Field)} and those of the input
 * by {@link #input(Field)}. Of what they find, {@link #first} and {@link #choose} leave the rows
 * that the query would have taken.
 */
public final class RowsBehind {
  /** The number of the table's row, beside each row of the input found for it. */
  public static final String ROW_ID = "traced_row";

  private static final RowsBehind NONE = where(lit(false));
  private static final String ROW = "row";
  private static final String INPUT = "input";
  private static final String PLACE = "place_among_found";
  private static final String USED = "used";

  /** Leaves some of the rows found for {@code rows}. */
  private interface Choice {
    Dataset<Row> of(Dataset<Row> found, Dataset<Row> rows, Inputs in);
  }

  private final Column condition;
  private final String ofInput;
  private final Set<String> columns;
  private final boolean everyVintage;
  private final Optional<Column> knownBy;
  private final Choice choice;

  private RowsBehind(
      Column condition,
      String ofInput,
      Set<String> columns,
      boolean everyVintage,
      Optional<Column> knownBy,
      Choice choice) {
    this.condition = condition;
    this.ofInput = ofInput;
    this.columns = Set.copyOf(columns);
    this.everyVintage = everyVintage;
    this.knownBy = knownBy;
    this.choice = choice;
  }

  /** The input's rows that fulfil all of these. */
  public static RowsBehind where(Column... conditions) {
    Column all = Arrays.stream(conditions).reduce(Column::and).orElse(lit(true));
    return new RowsBehind(all, "", Set.of(), false, Optional.empty(), (found, rows, in) -> found);
  }

  /** None: what is asked does not depend on this input, or only by way of another one. */
  public static RowsBehind none() {
    return NONE;
  }

  /**
   * The rule where a table does not state its own: a row that keeps its source's sha-256 and line
   * was made from that line; else the rows of the input that have the same values in the columns
   * that are part of the table's key and of the same name.
   */
  public static RowsBehind sameKey(Table table, Table input, Asked asked) {
    boolean isOneLine =
        input instanceof Landed
            && table.findField(Landed.SOURCE_SHA256.name()).isPresent()
            && table.findField(Landed.SOURCE_LINE.name()).isPresent();
    Stream<Field> shared =
        isOneLine ? Stream.of(Landed.SOURCE_SHA256, Landed.SOURCE_LINE) : table.key().stream();
    Column[] equal =
        shared
            .filter(f -> input.findField(f.name()).isPresent())
            .map(RowsBehind::equal)
            .toArray(Column[]::new);
    Set<String> followed =
        asked.columns().stream()
            .filter(c -> input.findField(c).isPresent())
            .collect(Collectors.toSet());
    return where(equal).following(followed);
  }

  /** A column of the table's row. */
  public static Column row(Field field) {
    return col(ROW + "." + field.name());
  }

  /** A column of the input. */
  public static Column input(Field field) {
    return col(INPUT + "." + field.name());
  }

  /** The input's known time, to order by; {@link #knownBy} alone cuts by it. */
  public static Column knownTime(Table input) {
    return input(input.knownOn().orElseThrow());
  }

  /** Equal, or both null; bronze's words as the type of the table's column. */
  public static Column equal(Field field) {
    return equal(field, field);
  }

  /** The same for columns of two names, of the row and of the input. */
  public static Column equal(Field ofRow, Field ofInput) {
    return row(ofRow).eqNullSafe(input(ofInput).try_cast(ofRow.type().spark()));
  }

  /** Follows only these columns of the input from here on. */
  public RowsBehind following(Field... fields) {
    return following(Arrays.stream(fields).map(Field::name).collect(Collectors.toSet()));
  }

  private RowsBehind following(Set<String> names) {
    return new RowsBehind(condition, ofInput, names, everyVintage, knownBy, choice);
  }

  /** Of a bronze table the lines of all vintages, not only the newest of each key. */
  public RowsBehind ofEveryVintage() {
    return new RowsBehind(condition, ofInput, columns, true, knownBy, choice);
  }

  /** As of a day that the row names: {@link Inputs#read(Class, java.time.LocalDate)}. */
  public RowsBehind knownBy(Column day) {
    return new RowsBehind(condition, ofInput, columns, everyVintage, Optional.of(day), choice);
  }

  /** The same for those rows of the table alone that fulfil a further condition. */
  public RowsBehind onlyIf(Column further) {
    return new RowsBehind(further.and(condition), ofInput, columns, everyVintage, knownBy, choice);
  }

  /** The same among those rows of the input alone that fulfil a condition in SQL on its columns. */
  public RowsBehind among(String sql) {
    return new RowsBehind(condition, sql, columns, everyVintage, knownBy, choice);
  }

  /** Leaves some of the rows found; columns are still named as in the condition. */
  public RowsBehind choose(UnaryOperator<Dataset<Row>> further) {
    return narrowed((found, rows, in) -> further.apply(found));
  }

  /**
   * Of the rows found, those that the query itself took: where an estimate chooses its sample by
   * more than a condition on a row, it is asked which rows these are.
   *
   * @param of columns of the input that tell what was taken from what was not
   * @param used given what the query reads, and then a row of the table, the values of these
   *     columns in the rows taken for it
   */
  public RowsBehind only(
      List<Field> of, Function<Inputs, Function<Row, ? extends Collection<List<Object>>>> used) {
    StructType schema = new StructType().add(ROW_ID, DataTypes.LongType);
    for (Field field : of) {
      schema = schema.add(field.name(), field.type().spark());
    }
    StructType columnsUsed = schema;
    Column isUsed =
        of.stream()
            .map(f -> input(f).eqNullSafe(col(USED + "." + f.name())))
            .reduce(col(ROW + "." + ROW_ID).equalTo(col(USED + "." + ROW_ID)), Column::and);
    return narrowed(
        (found, rows, in) -> {
          Function<Row, ? extends Collection<List<Object>>> usedFor = used.apply(in);
          Set<Row> taken = new LinkedHashSet<>();
          for (Row row : rows.collectAsList()) {
            for (List<Object> values : usedFor.apply(row)) {
              List<Object> numbered = new ArrayList<>(List.of(row.<Long>getAs(ROW_ID)));
              values.forEach(v -> numbered.add(v instanceof LocalDate d ? Date.valueOf(d) : v));
              taken.add(RowFactory.create(numbered.toArray()));
            }
          }
          Dataset<Row> keys = in.spark().createDataFrame(List.copyOf(taken), columnsUsed);
          return found.join(keys.as(USED), isUsed, "left_semi");
        });
  }

  private RowsBehind narrowed(Choice further) {
    return new RowsBehind(
        condition,
        ofInput,
        columns,
        everyVintage,
        knownBy,
        (found, rows, in) -> further.of(choice.of(found, rows, in), rows, in));
  }

  /** Of the rows found for each row, and of those for each {@code part}, the first {@code n}. */
  public RowsBehind first(int n, List<Column> part, Column... order) {
    List<Column> parts = new ArrayList<>(List.of(col(ROW + "." + ROW_ID)));
    parts.addAll(part);
    WindowSpec byPlace = Window.partitionBy(parts.toArray(Column[]::new)).orderBy(order);
    return choose(
        found ->
            found
                .withColumn(PLACE, row_number().over(byPlace))
                .where(col(PLACE).leq(n))
                .drop(PLACE));
  }

  /** Whether it is {@link #none()}. */
  public boolean isNone() {
    return this == NONE;
  }

  /** Columns of the input to follow; empty for whole rows. */
  public Set<String> columns() {
    return columns;
  }

  /**
   * The rows behind {@code rows}.
   *
   * @param rows rows of the table, numbered by the column {@value #ROW_ID}
   * @param in what the table's query reads
   * @return the input's columns and {@value #ROW_ID}
   */
  public Dataset<Row> find(Dataset<Row> rows, Table input, Inputs in) {
    Dataset<Row> inputRows =
        everyVintage && input instanceof Landed landed
            ? in.readVintages(landed.getClass())
            : in.read(input.getClass());
    Column known = knownBy.map(day -> knownTime(input).leq(day).and(condition)).orElse(condition);
    Dataset<Row> asked = ofInput.isEmpty() ? inputRows : inputRows.where(ofInput);
    Dataset<Row> found = rows.as(ROW).join(asked.as(INPUT), known);
    return choice.of(found, rows, in).select(col(ROW + "." + ROW_ID), col(INPUT + ".*"));
  }
}
