package jevons.econometrics.eventstudy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What one event did to one firm.
 *
 * @param dayZero first trading day on or after the event's date
 * @param dayZeroPlace its place among the trading days, from 0
 * @param coefficients constant first, then the factors in the model's order; none when nothing is
 *     estimated
 * @param sigma standard deviation of a day's abnormal return in the estimation window, a share
 * @param observations returns in the estimation window
 * @param df of {@code sigma}: observations less estimated coefficients
 * @param days of the event windows, each once, ascending
 * @param cumulative by window, in the study's order; a window that is not all there is left out
 */
public record FirmResult(
    FirmEvent event,
    LocalDate dayZero,
    int dayZeroPlace,
    List<Loading> coefficients,
    double sigma,
    int observations,
    int df,
    List<AbnormalReturn> days,
    List<Cumulative> cumulative,
    Residuals residuals) {

  /** A coefficient of the model of normal returns, {@code "(Intercept)"} or a factor. */
  public record Loading(String term, double estimate) {}

  public FirmResult {
    coefficients = List.copyOf(coefficients);
    days = List.copyOf(days);
    cumulative = List.copyOf(cumulative);
  }

  /** The abnormal returns over this window, if it is all there. */
  public Optional<Cumulative> find(Window window) {
    return cumulative.stream().filter(c -> c.window().equals(window)).findFirst();
  }
}
