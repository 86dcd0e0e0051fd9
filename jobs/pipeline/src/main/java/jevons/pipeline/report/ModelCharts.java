package jevons.pipeline.report;

import static jevons.pipeline.table.TableName.gold;
import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Row;

/** Models by capability, training compute and date, and how far each was ahead of its time. */
final class ModelCharts {
  /** Models the question is about: named in the charts at all times. */
  private static final List<String> NAMED = List.of("DeepSeek-R1", "DeepSeek-V3");

  /** Ten to this power, a factor of two: what counts as ahead of or behind its time. */
  private static final double NOTABLE_LOG10 = 0.3;

  private ModelCharts() {}

  /** Adds both charts, and the way back from the surprise of the model they name. */
  static void add(Part.Builder part, Published published, String method) {
    List<ModelPoint> models =
        published
            .read(
                gold("model_efficiency"),
                List.of(
                    "model",
                    "organization",
                    "method",
                    "published_on",
                    "training_compute_flop",
                    "capability",
                    "surprise_log10_flop",
                    "rank",
                    "compute_grade"),
                all -> all.where(col("method").equalTo(method)))
            .stream()
            .map(ModelPoint::of)
            .filter(Objects::nonNull)
            .sorted(Comparator.comparing(ModelPoint::rank).thenComparing(ModelPoint::model))
            .toList();
    if (models.isEmpty()) {
      throw new MissingRows("gold.model_efficiency has no model with capability and compute.");
    }
    String named = named(models).model();
    part.chart(surprises(models))
        .chart(capability(models, method))
        .trace(
            "How much compute " + named + " saved",
            "gold.model_efficiency",
            "surprise_log10_flop",
            "model=" + named,
            "method=" + method);
  }

  /** The model the charts' title is about. */
  private static ModelPoint named(List<ModelPoint> models) {
    return NAMED.stream()
        .flatMap(name -> models.stream().filter(m -> m.model().equals(name)))
        .findFirst()
        .orElse(models.get(0));
  }

  private static Chart surprises(List<ModelPoint> models) {
    String finding = finding(models);
    return new Chart(
        "surprise",
        finding,
        "Compute saved against what the model's capability and time would take, log10 FLOP: 1 is"
            + " ten times less; by publication date",
        finding + ". Each point is a model; above 0 it took less compute than its time would.",
        Chart.Axis.time(),
        Chart.Axis.linear("log10 FLOP saved").withLinesAt(0.0),
        groups(models, m -> Chart.Point.of(m.publishedOn(), m.surprise())),
        List.of(),
        new DataTable(
            "surprise-data",
            "Models by efficiency surprise, most efficient first",
            List.of(
                TableColumn.figures("Rank"),
                TableColumn.words("Model"),
                TableColumn.words("Organization"),
                TableColumn.days("Published"),
                TableColumn.figures("Training compute, FLOP"),
                TableColumn.figures("Capability, logit"),
                TableColumn.figures("Surprise, log10 FLOP"),
                TableColumn.words("Grade of compute")),
            models.stream().map(ModelCharts::row).toList()));
  }

  private static Chart capability(List<ModelPoint> models, String method) {
    ModelPoint best =
        models.stream().max(Comparator.comparing(ModelPoint::capability)).orElseThrow();
    String finding =
        models.size()
            + " models have both capability and training compute; the most capable is "
            + best.model();
    return new Chart(
        "capability",
        finding,
        "Capability over all benchmarks ("
            + method
            + ", logit) against training compute (FLOP,"
            + " logarithmic)",
        finding + ". Each point is a model.",
        Chart.Axis.log("training compute, FLOP"),
        Chart.Axis.linear("capability, logit"),
        groups(models, m -> Chart.Point.of(m.flop(), m.capability())),
        List.of(),
        new DataTable(
            "capability-data",
            "Models by capability and training compute, most capable first",
            List.of(
                TableColumn.words("Model"),
                TableColumn.days("Published"),
                TableColumn.figures("Training compute, FLOP"),
                TableColumn.figures("Capability, logit")),
            models.stream()
                .sorted(Comparator.comparing(ModelPoint::capability).reversed())
                .map(
                    m ->
                        List.of(
                            Cell.of(m.model()),
                            Cell.of(m.publishedOn()),
                            Cell.of(m.flop()),
                            Cell.of(m.capability())))
                .toList()));
  }

  private static List<Chart.Series> groups(
      List<ModelPoint> models, java.util.function.Function<ModelPoint, Chart.Point> place) {
    List<Chart.Point> ahead = new ArrayList<>();
    List<Chart.Point> near = new ArrayList<>();
    List<Chart.Point> behind = new ArrayList<>();
    for (ModelPoint model : models) {
      Chart.Point point = place.apply(model).named(model.model(), NAMED.contains(model.model()));
      if (model.surprise() > NOTABLE_LOG10) {
        ahead.add(point);
      } else if (model.surprise() < -NOTABLE_LOG10) {
        behind.add(point);
      } else {
        near.add(point);
      }
    }
    return List.of(
        new Chart.Series("at least 2× less compute than its time", Chart.Kind.POINTS, ahead),
        new Chart.Series("near its time", Chart.Kind.POINTS, near),
        new Chart.Series("at least 2× more", Chart.Kind.POINTS, behind));
  }

  private static String finding(List<ModelPoint> models) {
    ModelPoint model = named(models);
    double factor = Math.pow(10, Math.abs(model.surprise()));
    return model.model()
        + " took "
        + Numbers.figure(factor)
        + " times "
        + (model.surprise() >= 0 ? "less" : "more")
        + " compute than is usual for its capability and time: rank "
        + Numbers.count((double) model.rank())
        + " of "
        + models.size();
  }

  private static List<Cell> row(ModelPoint m) {
    return List.of(
        Cell.ofCount((double) m.rank()),
        Cell.of(m.model()),
        Cell.of(m.organization()),
        Cell.of(m.publishedOn()),
        Cell.of(m.flop()),
        Cell.of(m.capability()),
        Cell.of(m.surprise()),
        Cell.of(m.computeGrade()));
  }

  private record ModelPoint(
      String model,
      String organization,
      LocalDate publishedOn,
      double flop,
      double capability,
      double surprise,
      long rank,
      String computeGrade) {
    /** The model, or null when a figure is missing. */
    static ModelPoint of(Row row) {
      LocalDate published = Rows.day(row, "published_on");
      Double flop = Rows.number(row, "training_compute_flop");
      Double capability = Rows.number(row, "capability");
      Double surprise = Rows.number(row, "surprise_log10_flop");
      Double rank = Rows.number(row, "rank");
      return published == null
              || flop == null
              || capability == null
              || surprise == null
              || rank == null
          ? null
          : new ModelPoint(
              Rows.text(row, "model"),
              Rows.text(row, "organization"),
              published,
              flop,
              capability,
              surprise,
              rank.longValue(),
              Rows.text(row, "compute_grade"));
    }
  }
}
