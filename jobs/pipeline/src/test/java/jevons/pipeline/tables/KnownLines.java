package jevons.pipeline.tables;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.sql.Date;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jevons.pipeline.table.Landed;
import jevons.pipeline.tables.bronze.Accelerator;
import jevons.pipeline.tables.bronze.AcceleratorPrice;
import jevons.pipeline.tables.bronze.AiModel;
import jevons.pipeline.tables.bronze.ApiPrice;
import jevons.pipeline.tables.bronze.Benchmark;
import jevons.pipeline.tables.bronze.BenchmarkScore;
import jevons.pipeline.tables.bronze.CompanyFact;
import jevons.pipeline.tables.bronze.ComputeVintage;
import jevons.pipeline.tables.bronze.FilingTableFact;
import jevons.pipeline.tables.bronze.InterestRate;
import jevons.pipeline.tables.bronze.MarketFactor;
import jevons.pipeline.tables.bronze.ModelAlias;
import jevons.pipeline.tables.bronze.PriceAlias;
import jevons.pipeline.tables.bronze.PriceBar;
import jevons.pipeline.tables.bronze.Split;
import jevons.pipeline.tables.bronze.TrainingClaim;
import jevons.pipeline.testing.RealData;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;

/**
 * The embedded landing zone of a day: all lines that became known later are deleted from it. When a
 * line became known follows from the days that it and its source state, by the rules of each
 * source. They are written here once more, line by line and without anything of the silver tables,
 * so that a slip of theirs is not made here too.
 *
 * <p>Reference data are whole on every day: names, splits (part of the basis of all prices), and
 * what guessing gives on a benchmark.
 */
public final class KnownLines implements RealData.Lines {
  /** Column of {@link #dated}: the day. */
  public static final String KNOWN_ON = "line_known_on";

  private static final Set<Class<? extends Landed>> REFERENCE =
      Set.of(ModelAlias.class, PriceAlias.class, Split.class, Benchmark.class);
  private static final Map<Class<? extends Landed>, Dataset<Row>> DATED = new HashMap<>();

  private final LocalDate day;

  /** The lines known by the end of {@code day}. */
  public KnownLines(LocalDate day) {
    this.day = day;
  }

  @Override
  public Dataset<Row> of(Landed table, Dataset<Row> all) {
    BiFunction<LocalDate, Row, Optional<Row>> seen = seen(table);
    List<Row> known =
        all.collectAsList().stream().flatMap(line -> seen.apply(day, line).stream()).toList();
    return all.sparkSession().createDataFrame(known, all.schema());
  }

  /** What could be seen of a line by the end of a day; nothing of one that became known later. */
  public static BiFunction<LocalDate, Row, Optional<Row>> seen(Landed table) {
    if (REFERENCE.contains(table.getClass())) {
      return (day, line) -> Optional.of(line);
    }
    IdentityHashMap<Row, LocalDate> days = new IdentityHashMap<>();
    Function<Row, LocalDate> rule = Rules.of(table.getClass());
    return (day, line) ->
        days.computeIfAbsent(line, rule).isAfter(day)
            ? Optional.empty()
            : Optional.of(table instanceof AiModel ? ModelDays.FOUND.seen(day, line) : line);
  }

  /** The lines of all days, each with the day on which it became known. */
  public static Dataset<Row> dated(Class<? extends Landed> table) {
    return DATED.computeIfAbsent(table, t -> dated(whole(t), Rules.of(t)));
  }

  private static Dataset<Row> dated(Dataset<Row> all, Function<Row, LocalDate> rule) {
    List<Row> rows = new ArrayList<>();
    for (Row row : all.collectAsList()) {
      Object[] values = new Object[row.size() + 1];
      for (int i = 0; i < row.size(); i++) {
        values[i] = row.get(i);
      }
      values[row.size()] = Date.valueOf(rule.apply(row));
      rows.add(RowFactory.create(values));
    }
    return all.sparkSession().createDataFrame(rows, all.schema().add(KNOWN_ON, DataTypes.DateType));
  }

  /** By source: the day on which a line of it became known. */
  private static final class Rules {
    private static final Set<String> TAGS_OF_SALES =
        Set.of(
            "RevenueFromContractWithCustomerExcludingAssessedTax", "Revenues", "SalesRevenueNet");

    static Function<Row, LocalDate> of(Class<? extends Landed> table) {
      Map<Class<? extends Landed>, Function<Row, LocalDate>> rules =
          Map.ofEntries(
              Map.entry(PriceBar.class, r -> day(r, "trade_date")),
              Map.entry(InterestRate.class, r -> nextWeekday(day(r, "observation_date"))),
              Map.entry(
                  MarketFactor.class,
                  r -> YearMonth.from(day(r, "trade_date")).plusMonths(1).atEndOfMonth()),
              Map.entry(CompanyFact.class, r -> day(r, "filed")),
              Map.entry(FilingTableFact.class, Rules::tableFact),
              Map.entry(
                  ApiPrice.class, r -> first(day(r, "effective_date"), day(r, "observed_on"))),
              Map.entry(AcceleratorPrice.class, r -> day(r, "price_date")),
              Map.entry(Accelerator.class, r -> orExport(r, day(r, "release_date"))),
              Map.entry(TrainingClaim.class, r -> orExport(r, day(r, "published_on"))),
              Map.entry(AiModel.class, r -> ModelDays.FOUND.ofLine(r)),
              Map.entry(ComputeVintage.class, r -> ModelDays.FOUND.ofCompute(r)),
              Map.entry(BenchmarkScore.class, Rules::score));
      return Objects.requireNonNull(
          rules.get(table), () -> "no rule says when a line of " + table + " became known");
    }

    private static LocalDate nextWeekday(LocalDate day) {
      LocalDate next = day.plusDays(1);
      while (next.getDayOfWeek() == DayOfWeek.SATURDAY || next.getDayOfWeek() == DayOfWeek.SUNDAY) {
        next = next.plusDays(1);
      }
      return next;
    }

    /** The table has the latest filing of a segment's sales; they came out with the total. */
    private static LocalDate tableFact(Row row) {
      Stream<LocalDate> ofTotal =
          text(row, "tag").contains("DataCenterMember")
              ? lines(CompanyFact.class).stream()
                  .filter(f -> text(f, "cik").equals(text(row, "cik")))
                  .filter(f -> text(f, "period_end").equals(text(row, "period_end")))
                  .filter(f -> TAGS_OF_SALES.contains(text(f, "tag")))
                  .map(f -> day(f, "filed"))
              : Stream.empty();
      return ofTotal.min(LocalDate::compareTo).orElseGet(() -> orExport(row, day(row, "filed")));
    }

    private static LocalDate score(Row row) {
      LocalDate evaluated = day(row, "evaluated_on");
      LocalDate ofModel =
          Optional.ofNullable(day(row, "model_release_date"))
              .orElseGet(() -> ModelDays.FOUND.publishedOn(Names.FOUND.model(row)));
      LocalDate ofBenchmark = Names.FOUND.benchmarks().get(text(row, "benchmark"));
      return evaluated == null && (ofModel == null || ofBenchmark == null)
          ? export(row)
          : Stream.of(evaluated, ofModel, ofBenchmark)
              .filter(Objects::nonNull)
              .max(LocalDate::compareTo)
              .orElseThrow();
    }
  }

  /**
   * The days of each model in Epoch AI's lists.
   *
   * <p>The lists came years after most of their models. The oldest vintage of a model counts from
   * the model's publication on; of the lists it is the first that has the model with a day and with
   * figures that are not called wrong, also where figures of compute are older than it: the rest of
   * what is told of a model has no other source. Of several lists of one day, the first by
   * precedence says when the model was published.
   */
  private record ModelDays(
      Map<String, LocalDate> published,
      Map<String, LocalDate> listed,
      Map<String, LocalDate> oldest) {
    private static final List<String> PRECEDENCE =
        List.of("notable", "large_scale", "benchmarked", "all");
    private static final ModelDays FOUND = of(lines(AiModel.class), lines(ComputeVintage.class));

    static ModelDays of(List<Row> lists, List<Row> computes) {
      ModelDays days = new ModelDays(new HashMap<>(), new HashMap<>(), new HashMap<>());
      lists.stream()
          .filter(r -> day(r, "publication_date") != null)
          .filter(r -> !"Wrong".equals(text(r, "confidence")))
          .collect(groupingBy(ModelDays::name))
          .forEach(days::add);
      for (Row compute : computes) {
        days.oldest.merge(name(compute), day(compute, "vintage_on"), KnownLines::first);
      }
      return days;
    }

    private void add(String model, List<Row> lines) {
      LocalDate first = lines.stream().map(KnownLines::export).min(LocalDate::compareTo).get();
      Row preferred =
          PRECEDENCE.stream()
              .flatMap(list -> lines.stream().filter(r -> text(r, "list").equals(list)))
              .filter(r -> export(r).equals(first))
              .findFirst()
              .get();
      published.put(model, day(preferred, "publication_date"));
      listed.put(model, first);
      oldest.put(model, first);
    }

    LocalDate publishedOn(String model) {
      return published.get(model);
    }

    LocalDate ofLine(Row row) {
      String model = name(row);
      return listed.containsKey(model) && !export(row).isAfter(listed.get(model))
          ? published.get(model)
          : export(row);
    }

    /** A list tells no compute before its export day where an older vintage of compute does. */
    Row seen(LocalDate day, Row row) {
      String model = name(row);
      boolean isOlderCompute =
          listed.containsKey(model) && oldest.get(model).isBefore(listed.get(model));
      if (!isOlderCompute || !export(row).isAfter(day)) {
        return row;
      }
      Object[] values = IntStream.range(0, row.size()).mapToObj(row::get).toArray();
      values[row.fieldIndex("training_compute_flop")] = null;
      return RowFactory.create(values);
    }

    LocalDate ofCompute(Row row) {
      LocalDate vintage = day(row, "vintage_on");
      String model = name(row);
      return published.containsKey(model) && vintage.equals(oldest.get(model))
          ? published.get(model)
          : vintage;
    }

    private static String name(Row row) {
      return Objects.requireNonNullElse(text(row, "model"), "").strip();
    }
  }

  /** Reference data that scores are dated by. */
  private record Names(Map<String, String> models, Map<String, LocalDate> benchmarks) {
    private static final Names FOUND =
        new Names(
            lines(ModelAlias.class).stream()
                .collect(toMap(r -> text(r, "source_name"), r -> text(r, "model"))),
            lines(Benchmark.class).stream()
                .filter(r -> day(r, "released_on") != null)
                .collect(toMap(r -> text(r, "benchmark"), r -> day(r, "released_on"))));

    String model(Row score) {
      String name = text(score, "model_version");
      return models.getOrDefault(name, name);
    }
  }

  private static Dataset<Row> whole(Class<? extends Landed> table) {
    return RealData.asOf("2026-12-31").read(table);
  }

  private static List<Row> lines(Class<? extends Landed> table) {
    return whole(table).collectAsList();
  }

  private static LocalDate orExport(Row row, LocalDate stated) {
    return stated == null ? export(row) : stated;
  }

  private static LocalDate export(Row row) {
    return row.<Date>getAs("exported_on").toLocalDate();
  }

  /** The earlier day; the other where one is not stated. */
  private static LocalDate first(LocalDate one, LocalDate other) {
    return Stream.of(Optional.ofNullable(one), Optional.ofNullable(other))
        .flatMap(Optional::stream)
        .min(LocalDate::compareTo)
        .orElseThrow();
  }

  private static String text(Row row, String column) {
    return row.getAs(column);
  }

  /** The day that a cell states, of a moment its day; null where there is none. */
  private static LocalDate day(Row row, String column) {
    String cell = text(row, column);
    return cell == null || cell.isEmpty() ? null : LocalDate.parse(cell.substring(0, 10));
  }
}
