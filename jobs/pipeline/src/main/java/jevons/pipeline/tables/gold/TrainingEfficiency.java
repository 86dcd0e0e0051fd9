package jevons.pipeline.tables.gold;

import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.Fit;
import jevons.econometrics.Fit.RowFigure;
import jevons.econometrics.Inference;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Ratio;
import jevons.pipeline.table.Grade;

/**
 * How much less compute the same capability takes from year to year, in the production direction.
 *
 * <pre>
 *   capability_i = a + b log10 C_i + g t_i + e_i     C in FLOP, t in years since 2024-01-01
 *   rate of efficiency gain 10^(g/b) a year; surprise of a model e_i / b, in log10 FLOP
 * </pre>
 *
 * <p>HC3 errors, t with n - 3 degrees of freedom. Not the hedonic direction (log C on capability
 * and time): a model's surprise would sit in the regressor and bias the rate toward none.
 */
final class TrainingEfficiency {
  private static final String ON_COMPUTE = "log10_flop";
  private static final String ON_TIME = "years";
  private static final String FORMULA = "capability ~ " + ON_COMPUTE + " + " + ON_TIME;
  private static final int COEFFICIENTS = 3;
  private static final Covariance HC3 = new Covariance.Heteroskedastic(3);

  private final List<Efficiency> models;
  private final Inference inference;

  /**
   * A model's part.
   *
   * @param residual capability beyond what compute and time explain, in logits
   * @param surprise compute saved against its time, in log10 FLOP
   * @param influence by how much it moved log10 of the rate: the squares add up to its HC3 variance
   */
  record Efficiency(
      TrainedModel model,
      Capability capability,
      double residual,
      double surprise,
      double influence) {
    Grade grade() {
      return model.grade().weaker(capability.grade());
    }
  }

  private TrainingEfficiency(List<Efficiency> models, Inference inference) {
    this.models = models;
    this.inference = inference;
  }

  /**
   * Fits the models that have compute, capability and a publication from 2019 on; empty when they
   * are too few to leave a residual.
   */
  static Optional<TrainingEfficiency> fit(
      Collection<TrainedModel> trained, Collection<Capability> capabilities) {
    Map<String, Capability> capability =
        capabilities.stream().collect(toMap(Capability::model, Function.identity()));
    List<TrainedModel> measured =
        trained.stream()
            .filter(m -> m.isMeasured() && capability.containsKey(m.model()))
            .sorted(Comparator.comparing(TrainedModel::model))
            .toList();
    if (measured.size() <= COEFFICIENTS) {
      return Optional.empty();
    }
    List<Capability> reached = measured.stream().map(m -> capability.get(m.model())).toList();
    Fit fit =
        new PanelOls()
            .setFormula(FORMULA)
            .fitValues(
                Map.of(
                    "capability",
                    reached.stream().mapToDouble(Capability::estimate).toArray(),
                    ON_COMPUTE,
                    measured.stream().mapToDouble(TrainedModel::log10Flop).toArray(),
                    ON_TIME,
                    measured.stream().mapToDouble(TrainedModel::years).toArray()),
                List.of(HC3));
    List<Efficiency> models =
        fit.figures().list().stream()
            .map(f -> part(measured.get(f.row()), reached.get(f.row()), f, fit))
            .toList();
    return Optional.of(new TrainingEfficiency(models, fit.inference(HC3)));
  }

  private static Efficiency part(
      TrainedModel model, Capability capability, RowFigure figure, Fit fit) {
    double b = fit.coefficient(ON_COMPUTE).estimate();
    double rate = fit.coefficient(ON_TIME).estimate() / b;
    double onCompute = figure.influence().get(position(fit, ON_COMPUTE));
    double onTime = figure.influence().get(position(fit, ON_TIME));
    return new Efficiency(
        model,
        capability,
        figure.residual(),
        figure.residual() / b,
        // d(g/b) = (dg - g/b db) / b, with the residual as HC3 has it
        (onTime - rate * onCompute) / b / (1 - figure.leverage()));
  }

  private static int position(Fit fit, String term) {
    return fit.coefficients().stream().map(Coefficient::term).toList().indexOf(term);
  }

  /** The models that entered, by name. */
  List<Efficiency> models() {
    return models;
  }

  int n() {
    return models.size();
  }

  /** b: capability in logits that ten times the compute buys. */
  double computeElasticity() {
    return inference.coefficient(ON_COMPUTE).estimate();
  }

  /**
   * g / b: log10 of the factor a year by which the same capability takes less compute, with its
   * intervals. Fieller's is the one to use: the delta interval is too narrow where b is uncertain.
   */
  Ratio log10Rate() {
    return Ratio.of(inference, ON_TIME, ON_COMPUTE);
  }

  /** The weakest of all models' grades. */
  Grade grade() {
    return models.stream().map(Efficiency::grade).reduce(Grade.ESTIMATED, Grade::weaker);
  }
}
