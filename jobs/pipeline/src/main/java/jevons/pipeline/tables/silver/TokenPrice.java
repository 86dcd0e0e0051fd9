package jevons.pipeline.tables.silver;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.RowsBehind.equal;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.row;
import static jevons.pipeline.table.TableName.silver;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.MONEY;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.USD_PER_MTOK;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.bronze.ApiPrice;
import jevons.pipeline.tables.bronze.PriceAlias;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * What the use of a model costs, from the day a price is in force until the next one of the same
 * id.
 *
 * <p>Some ids roll: {@code deepseek-chat} was DeepSeek-V3 and then its successor. Where an id moves
 * on to another model while its price stays, a row says from when the price is that model's.
 */
public final class TokenPrice implements Derived {
  public static final Field SOURCE_NAME =
      required("source_name", TEXT, NONE, "Id or name in the price list");
  public static final Field MODEL =
      optional(
          "model", TEXT, NONE, "Model the id meant on in_force_from; null where it is not known");
  public static final Field PROVIDER =
      optional("provider", TEXT, NONE, "Who sells it; null in lists that do not say");
  public static final Field PRICE_LIST =
      required(
          "price_list",
          TEXT,
          NONE,
          "first_party: the developers' lists; epoch_blended: Epoch AI's");
  public static final Field INPUT =
      optional("input_usd_per_mtok", MONEY, USD_PER_MTOK, "Tokens read, uncached");
  public static final Field OUTPUT =
      optional("output_usd_per_mtok", MONEY, USD_PER_MTOK, "Tokens written");
  public static final Field BLENDED =
      required(
          "blended_usd_per_mtok", MONEY, USD_PER_MTOK, "Three tokens read to one token written");
  public static final Field IN_FORCE_FROM =
      required(
          "in_force_from",
          DAY,
          NONE,
          "Day the price takes effect, else the day it was first seen; of a rolling id no earlier"
              + " than the id's move to the model");
  public static final Field KNOWN_ON =
      required("known_on", DAY, NONE, "Earlier of the days it takes effect and was first seen");

  @Override
  public TableName name() {
    return silver("token_price");
  }

  @Override
  public String grain() {
    return "one row per id, list, day it became known and day it is in force from";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        SOURCE_NAME, MODEL, PROVIDER, PRICE_LIST, INPUT, OUTPUT, BLENDED, IN_FORCE_FROM, KNOWN_ON);
  }

  @Override
  public List<Field> key() {
    return List.of(SOURCE_NAME, PRICE_LIST, KNOWN_ON, IN_FORCE_FROM);
  }

  @Override
  public Optional<Field> knownOn() {
    return Optional.of(KNOWN_ON);
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(ApiPrice.class, PriceAlias.class, ModelAlias.class);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow("the price is positive", BLENDED.col().gt(0)),
        everyRow(
            "the blend lies between input and output",
            INPUT
                .col()
                .isNull()
                .or(OUTPUT.col().isNull())
                .or(
                    BLENDED
                        .col()
                        .between(
                            least(INPUT.col(), OUTPUT.col()).multiply(0.999),
                            greatest(INPUT.col(), OUTPUT.col()).multiply(1.001)))));
  }

  /** Of the lines with these prices the newest that was in force by then. */
  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    if (input instanceof ModelAlias) {
      return asked.isFor(MODEL)
          ? RowsBehind.where(equal(MODEL), row(PRICE_LIST).equalTo("epoch_blended"))
          : RowsBehind.none();
    }
    if (input instanceof PriceAlias) {
      Column from = input(PriceAlias.VALID_FROM).try_cast("date");
      Column to = input(PriceAlias.VALID_TO).try_cast("date");
      return asked.isFor(MODEL, IN_FORCE_FROM, KNOWN_ON)
          ? RowsBehind.where(
              equal(SOURCE_NAME),
              equal(PRICE_LIST),
              from.isNull().or(from.leq(row(IN_FORCE_FROM))),
              to.isNull().or(to.gt(row(IN_FORCE_FROM))))
          : RowsBehind.none();
    }
    Column pricedFrom =
        coalesce(
            input(ApiPrice.EFFECTIVE_DATE).try_cast("date"),
            input(ApiPrice.OBSERVED_ON).try_cast("date"));
    return RowsBehind.where(
            equal(SOURCE_NAME, ApiPrice.MODEL),
            equal(PRICE_LIST),
            equal(INPUT),
            equal(OUTPUT),
            pricedFrom.leq(row(IN_FORCE_FROM)))
        .first(1, List.of(), pricedFrom.desc());
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    Dataset<Row> prices = withNextPrice(oncePerKey(typed(in.read(ApiPrice.class))));
    Dataset<Row> aliases = aliases(in);
    return withModel(prices, aliases).unionByName(handedOver(prices, aliases));
  }

  private static Dataset<Row> typed(Dataset<Row> lines) {
    Column effective = col("effective_date").cast("date");
    Column observed = col("observed_on").cast("date");
    Column input = INPUT.col().cast("double");
    Column output = OUTPUT.col().cast("double");
    return lines.select(
        col("model").as("source_name"),
        col("provider"),
        col("price_list"),
        input.as("input"),
        output.as("output"),
        coalesce(BLENDED.col().cast("double"), input.multiply(3).plus(output).divide(4))
            .as("blended"),
        effective.as("effective_date"),
        coalesce(effective, observed).as("priced_from"),
        least(effective, observed).as("priced_known"));
  }

  /**
   * Two price files repeat each other. Where they differ, a price whose first day is stated goes
   * before one that was merely seen that day and may be older.
   */
  private static Dataset<Row> oncePerKey(Dataset<Row> prices) {
    Column place =
        row_number()
            .over(
                Window.partitionBy("source_name", "price_list", "priced_known", "priced_from")
                    .orderBy(
                        col("effective_date").asc_nulls_last(),
                        col("blended"),
                        col("input"),
                        col("provider")));
    return prices.withColumn("place", place).where(col("place").equalTo(1));
  }

  private static Dataset<Row> withNextPrice(Dataset<Row> prices) {
    return prices.withColumn(
        "priced_until",
        lead("priced_from", 1)
            .over(
                Window.partitionBy("source_name", "price_list")
                    .orderBy("priced_from", "priced_known")));
  }

  /** Epoch AI's blended prices are mapped to names in score files, and by these to models. */
  private static Dataset<Row> aliases(Inputs in) {
    Dataset<Row> ofScores =
        in.read(ModelAlias.class)
            .select(
                ModelAlias.SOURCE_NAME.col().as("score_name"),
                ModelAlias.MODEL.col().as("by_score"));
    Column isScoreName = col("price_list").equalTo("epoch_blended");
    Dataset<Row> lines = in.read(PriceAlias.class);
    return lines
        .join(ofScores, isScoreName.and(col("model").equalTo(col("score_name"))), "left_outer")
        .select(
            col("source_name").as("alias_name"),
            col("price_list").as("alias_list"),
            coalesce(col("by_score"), col("model")).as("alias_model"),
            col("valid_from").cast("date").as("valid_from"),
            col("valid_to").cast("date").as("valid_to"))
        .distinct();
  }

  /** Each price with the model its id meant on the price's first day. */
  private static Dataset<Row> withModel(Dataset<Row> prices, Dataset<Row> aliases) {
    Column isValid =
        isSameName()
            .and(col("valid_from").isNull().or(col("valid_from").leq(col("priced_from"))))
            .and(col("valid_to").isNull().or(col("valid_to").gt(col("priced_from"))));
    return prices
        .join(aliases, isValid, "left_outer")
        .select(columns(col("priced_from"), col("priced_known")));
  }

  /** Prices whose id moves on to a model while they are in force. */
  private static Dataset<Row> handedOver(Dataset<Row> prices, Dataset<Row> aliases) {
    Column movesOn =
        isSameName()
            .and(col("valid_from").gt(col("priced_from")))
            .and(col("priced_until").isNull().or(col("valid_from").lt(col("priced_until"))));
    return prices
        .join(aliases, movesOn)
        .select(columns(col("valid_from"), greatest(col("valid_from"), col("priced_known"))));
  }

  private static Column isSameName() {
    return col("source_name")
        .equalTo(col("alias_name"))
        .and(col("price_list").equalTo(col("alias_list")));
  }

  private static Column[] columns(Column inForceFrom, Column knownOn) {
    return new Column[] {
      SOURCE_NAME.is(col("source_name")),
      MODEL.is(col("alias_model")),
      PROVIDER.is(when(col("provider").notEqual(""), col("provider"))),
      PRICE_LIST.is(col("price_list")),
      INPUT.is(col("input")),
      OUTPUT.is(col("output")),
      BLENDED.is(col("blended")),
      IN_FORCE_FROM.is(inForceFrom),
      KNOWN_ON.is(knownOn)
    };
  }
}
