package jevons.pipeline.studies;

import jevons.econometrics.Covariance;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.Settings;

/** The setting {@code covariance-lags} of a study: a number of periods, or {@code auto}. */
final class Lags {
  private final String setting;

  private Lags(String setting) {
    this.setting = setting;
  }

  /**
   * Reads the setting.
   *
   * @throws JevonsException when it is neither auto nor 0 or more
   */
  static Lags read(Settings settings, String key) {
    String text = settings.text(key);
    if (!text.equals("auto") && !text.matches("\\d{1,4}")) {
      throw JevonsException.usage(
          key + " = " + text + ": expected auto, or a number of periods from 0 to 9999.");
    }
    return new Lags(text);
  }

  /** {@code nw} or {@code dk} with these lags; auto leaves them to the estimator's rule. */
  Covariance with(String name) {
    return Covariance.parse(setting.equals("auto") ? name : name + "(" + setting + ")");
  }
}
