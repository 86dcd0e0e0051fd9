package jevons.pipeline.tables.gold.claims;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import java.sql.Date;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.KnownRows;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.Firms;
import jevons.pipeline.tables.bronze.AiModel;
import jevons.pipeline.tables.gold.ModelCapability;
import jevons.pipeline.tables.gold.ModelEfficiency;
import jevons.pipeline.tables.silver.AcceleratorPrice;
import jevons.pipeline.tables.silver.DailyPrice;
import jevons.pipeline.tables.silver.Model;
import jevons.pipeline.tables.silver.QuarterlyFundamental;
import jevons.pipeline.tables.silver.TokenPrice;
import jevons.pipeline.tables.silver.TrainingClaim;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * What measurements look at, as known by the as-of day: each of the tables is collected at most
 * once, and only as far as the subjects name it.
 */
final class Evidence {
  /** The method of capability that studies use. */
  static final String METHOD = "2pl";

  /** silver.model begins in 2012; published growth figures in 2010. */
  static final String FIRST_DAY = "2010-01-01";

  static final String FIRST_DAY_OF_SILVER = "2012-01-01";

  /** Closes are looked at from so many days before a subject's day on: the last trading day. */
  private static final int LONGEST_CLOSURE_DAYS = 10;

  private final Inputs in;
  private final Collection<Subject> subjects;
  private final Firms firms;
  private final Map<String, List<?>> collected = new HashMap<>();

  Evidence(Inputs in, Collection<Subject> subjects) {
    this.in = in;
    this.subjects = List.copyOf(subjects);
    this.firms = Firms.of(in.settings());
  }

  /** A model's figures in force. */
  record ModelFacts(
      String model,
      LocalDate publishedOn,
      Optional<Double> flop,
      Optional<Double> costUsd2023,
      Optional<Double> chips,
      String country,
      String list,
      Grade grade) {}

  record Capability(String model, double estimate, double standardError, Grade grade) {}

  /** A model with capability and compute. */
  record Efficiency(
      String model,
      LocalDate publishedOn,
      String organization,
      double flop,
      Optional<Double> costUsd2023,
      double capability,
      double surprise,
      Grade grade) {}

  record Close(LocalDate day, double close, double adjusted) {}

  record Quarter(String ticker, LocalDate quarter, double capexUsd, Grade grade) {}

  /** A list price; null ends are unknown in the list. */
  record Price(
      String model,
      LocalDate from,
      Optional<Double> input,
      Optional<Double> output,
      double blended) {}

  record Rent(String hardware, LocalDate day, double usdPerHour) {}

  /** Something that a developer states of a model. */
  record Stated(String model, String fact, double value, Grade grade) {}

  LocalDate asOf() {
    return in.asOf();
  }

  /** The tickers of a group of firms. */
  List<String> group(String name) {
    return firms.tickers(name);
  }

  String market() {
    return in.settings().text(ClaimInputs.MARKET);
  }

  /** Models in force, by name; some thousands, of which the newest is picked on the driver. */
  List<ModelFacts> models() {
    return once(
        "models",
        () -> {
          Map<String, ModelFacts> newest = new TreeMap<>();
          KnownRows.collect(
                  new Model(), in.read(Model.class).select(modelColumns()), Evidence::model)
              .by(asOf())
              .forEach(m -> newest.put(m.model(), m));
          return List.copyOf(newest.values());
        });
  }

  /** Those in force, and the notable ones of 2010 and 2011 that silver.model leaves out. */
  List<ModelFacts> modelsSince2010() {
    return once("older", () -> Stream.concat(models().stream(), olderModels()).toList());
  }

  /** What is read of a model. */
  private static Column[] modelColumns() {
    return Stream.of(
            Model.MODEL,
            Model.KNOWN_ON,
            Model.PUBLISHED_ON,
            Model.TRAINING_COMPUTE,
            Model.TRAINING_COST,
            Model.HARDWARE_QUANTITY,
            Model.COUNTRY,
            Model.MODEL_LIST,
            Model.COMPUTE_GRADE)
        .map(Field::col)
        .toArray(Column[]::new);
  }

  private static ModelFacts model(Row row) {
    return new ModelFacts(
        text(row, Model.MODEL.name()),
        day(row, Model.PUBLISHED_ON.name()),
        number(row, Model.TRAINING_COMPUTE.name()),
        number(row, Model.TRAINING_COST.name()),
        number(row, Model.HARDWARE_QUANTITY.name()),
        Optional.ofNullable(text(row, Model.COUNTRY.name())).orElse(""),
        text(row, Model.MODEL_LIST.name()),
        Grade.of(text(row, Model.COMPUTE_GRADE.name())));
  }

  /** As the newest list by the day has them, else the oldest; so silver.model has its own. */
  private Stream<ModelFacts> olderModels() {
    Column published = col("publication_date").cast("date");
    Column isByTheDay = col("exported_on").leq(lit(Date.valueOf(asOf())));
    WindowSpec ofLine =
        Window.partitionBy("model", "list", "model_version")
            .orderBy(
                isByTheDay.desc(),
                when(isByTheDay, col("vintage").multiply(-1)).otherwise(col("vintage")));
    return in
        .readVintages(AiModel.class)
        .withColumn("nth_choice", row_number().over(ofLine))
        .where(col("nth_choice").equalTo(1).and(col("change").notEqual("gone")))
        .where(
            published
                .geq(lit(FIRST_DAY).cast("date"))
                .and(published.lt(lit(FIRST_DAY_OF_SILVER).cast("date")))
                .and(coalesce(col("confidence"), lit("")).notEqual("Wrong"))
                .and(col("list").equalTo("notable")))
        .select(
            col("model"),
            published.as("published_on"),
            col("training_compute_flop").try_cast("double").as("flop"),
            col("training_cost_usd_2023").try_cast("double").as("cost"))
        .collectAsList()
        .stream()
        .map(
            row ->
                new ModelFacts(
                    text(row, "model"),
                    day(row, "published_on"),
                    number(row, "flop"),
                    number(row, "cost"),
                    Optional.empty(),
                    "",
                    "notable",
                    Grade.ASSUMED));
  }

  Optional<ModelFacts> model(String name) {
    return models().stream().filter(m -> m.model().equals(name)).findFirst();
  }

  Optional<Capability> capability(String model) {
    List<Capability> all =
        once(
            "capabilities",
            () ->
                rows(ModelCapability.class, ModelCapability.METHOD.col().equalTo(METHOD))
                    .map(
                        row ->
                            new Capability(
                                text(row, "model"),
                                number(row, "capability").orElseThrow(),
                                number(row, "standard_error").orElseThrow(),
                                grade(row)))
                    .toList());
    return all.stream().filter(c -> c.model().equals(model)).findFirst();
  }

  /** Models with capability and compute, by name. */
  List<Efficiency> efficiencies() {
    return once(
        "efficiencies",
        () ->
            rows(ModelEfficiency.class, ModelEfficiency.METHOD.col().equalTo(METHOD))
                .map(
                    row ->
                        new Efficiency(
                            text(row, "model"),
                            day(row, "published_on"),
                            Optional.ofNullable(text(row, "organization")).orElse(""),
                            number(row, "training_compute_flop").orElseThrow(),
                            number(row, "training_cost_usd_2023"),
                            number(row, "capability").orElseThrow(),
                            number(row, "surprise_log10_flop").orElseThrow(),
                            grade(row)))
                .sorted(Comparator.comparing(Efficiency::model))
                .toList());
  }

  /** Closes of a ticker that a subject names, since shortly before the first subject's day. */
  List<Close> closes(String ticker) {
    Map<String, List<Close>> all = closes();
    return all.getOrDefault(ticker, List.of());
  }

  private Map<String, List<Close>> closes() {
    List<Map.Entry<String, Close>> found =
        once(
            "closes",
            () ->
                rows(DailyPrice.class, namedCloses())
                    .map(
                        row ->
                            Map.entry(
                                text(row, "ticker"),
                                new Close(
                                    day(row, "trade_date"),
                                    number(row, "close_usd").orElseThrow(),
                                    number(row, "adjusted_close_usd").orElseThrow())))
                    .sorted(Comparator.comparing(e -> e.getValue().day()))
                    .toList());
    return found.stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  private Column namedCloses() {
    Set<String> tickers = new TreeSet<>(Set.of(market()));
    LocalDate first = asOf();
    for (Subject subject : subjects) {
      if (ClaimInputs.readsCloses(subject.measurement())) {
        List<String> group = group(subject.who());
        tickers.addAll(group.isEmpty() ? List.of(subject.who()) : group);
        first = subject.on().isBefore(first) ? subject.on() : first;
      }
    }
    return col("ticker")
        .isin(tickers.toArray())
        .and(col("trade_date").geq(lit(Date.valueOf(first.minusDays(LONGEST_CLOSURE_DAYS)))));
  }

  /** What each hyperscaler spent, as first filed. */
  List<Quarter> capex() {
    return once(
        "capex",
        () ->
            rows(
                    QuarterlyFundamental.class,
                    firms
                        .isIn(Firms.HYPERSCALER, col("ticker"))
                        .and(col("view").equalTo(QuarterlyFundamental.FIRST_FILED))
                        .and(col("capex_usd").isNotNull()))
                .map(
                    row ->
                        new Quarter(
                            text(row, "ticker"),
                            day(row, "quarter"),
                            number(row, "capex_usd").orElseThrow(),
                            grade(row)))
                .toList());
  }

  /** The list price of a model in force on a day. */
  Optional<Price> price(String model, LocalDate day) {
    List<Price> all =
        once(
            "prices",
            () ->
                rows(TokenPrice.class, TokenPrice.MODEL.col().isNotNull().and(firstPartyLists()))
                    .map(
                        row ->
                            new Price(
                                text(row, "model"),
                                day(row, "in_force_from"),
                                number(row, "input_usd_per_mtok"),
                                number(row, "output_usd_per_mtok"),
                                number(row, "blended_usd_per_mtok").orElseThrow()))
                    .toList());
    return all.stream()
        .filter(p -> p.model().equals(model) && !p.from().isAfter(day))
        .max(Comparator.comparing(Price::from).thenComparing(Price::blended));
  }

  /** Others' lists have no prices of reading and writing apart. */
  static Column firstPartyLists() {
    return TokenPrice.PRICE_LIST.col().equalTo("first_party");
  }

  /** Rents on demand. */
  List<Rent> rents() {
    return once(
        "rents",
        () ->
            rows(AcceleratorPrice.class, col("kind").equalTo("on_demand"))
                .map(
                    row ->
                        new Rent(
                            text(row, "hardware"),
                            day(row, "price_date"),
                            number(row, "usd_per_chip_hour").orElseThrow()))
                .toList());
  }

  /** What the developer states of its model. */
  Optional<Stated> stated(String model, String fact) {
    List<Stated> all =
        once(
            "stated",
            () ->
                in.read(TrainingClaim.class).collectAsList().stream()
                    .map(
                        row ->
                            new Stated(
                                text(row, "model"),
                                text(row, "fact"),
                                number(row, "value").orElseThrow(),
                                grade(row)))
                    .toList());
    return all.stream().filter(s -> s.model().equals(model) && s.fact().equals(fact)).findFirst();
  }

  /** A gold table's few rows that match. */
  Stream<Row> rows(Class<? extends Table> table, Column which) {
    Dataset<Row> all = in.read(table);
    return all.where(which).collectAsList().stream();
  }

  @SuppressWarnings("unchecked")
  private <T> List<T> once(String what, Supplier<List<T>> collect) {
    List<T> found = (List<T>) collected.get(what);
    if (found == null) {
      found = collect.get();
      collected.put(what, found);
    }
    return found;
  }

  static String text(Row row, String column) {
    return row.getAs(column);
  }

  static LocalDate day(Row row, String column) {
    return row.<Date>getAs(column).toLocalDate();
  }

  static Optional<Double> number(Row row, String column) {
    return Optional.ofNullable(row.<Number>getAs(column)).map(Number::doubleValue);
  }

  static Grade grade(Row row) {
    return Grade.of(row.getAs("grade"));
  }
}
