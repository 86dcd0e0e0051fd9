package jevons.pipeline.table;

import java.util.Set;

/** The whole configuration, from which each step gets what it named. */
public interface SettingsSource {
  /** Only these keys; reading another one is a bug of the reader. */
  Settings restrictedTo(Set<String> keys);

  /** Digest of these keys' values, the same on every machine; 16 hexadecimal digits. */
  String digest(Set<String> keys);
}
