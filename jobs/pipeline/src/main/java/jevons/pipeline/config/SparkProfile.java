package jevons.pipeline.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import jevons.pipeline.table.JevonsException;

/**
 * Spark's own settings, from the files beside the operator's: {@code spark-defaults.conf} always,
 * {@code spark-small.conf} over it when all inputs are small.
 *
 * @param small whether the profile for small data is meant
 * @param properties Spark's settings by name
 */
public record SparkProfile(boolean small, Map<String, String> properties) {
  public SparkProfile {
    properties = Map.copyOf(properties);
  }

  /** The profile for this size of data, read from the folder of the operator's file. */
  public static SparkProfile read(JevonsConfig config, boolean small) {
    Map<String, String> properties = new TreeMap<>();
    config.folder().ifPresent(folder -> add(folder.resolve("spark-defaults.conf"), properties));
    if (small) {
      config.folder().ifPresent(folder -> add(folder.resolve("spark-small.conf"), properties));
    }
    return new SparkProfile(small, properties);
  }

  private static void add(Path file, Map<String, String> into) {
    if (!Files.exists(file)) {
      return;
    }
    Properties read = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      read.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw JevonsException.usage(file + " cannot be read: " + e.getMessage() + ".");
    }
    for (String name : read.stringPropertyNames()) {
      if (!name.startsWith("spark.")) {
        throw JevonsException.usage(
            file + ": " + name + " is no setting of Spark; those begin with \"spark.\".");
      }
      into.put(name, read.getProperty(name).strip());
    }
  }
}
