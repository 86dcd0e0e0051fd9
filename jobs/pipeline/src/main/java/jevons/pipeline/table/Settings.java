package jevons.pipeline.table;

import java.util.List;
import java.util.Map;

/**
 * Configuration values by key, already validated. Only keys that the reader named beforehand can be
 * read, so a fingerprint covers all that a result depends on.
 */
public interface Settings {
  /** The value as text, {@code jevons.market.ticker}. */
  String text(String key);

  /** The value as a whole number. */
  long count(String key);

  /** The value as a real number. */
  double number(String key);

  /** A list of texts. */
  List<String> texts(String key);

  /** A list of objects, each as its keys and values; lists within come as {@code List<String>}. */
  List<Map<String, Object>> records(String key);
}
