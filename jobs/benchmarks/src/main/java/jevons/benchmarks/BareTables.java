package jevons.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jevons.pipeline.lake.LakeSession;
import jevons.pipeline.lake.SessionSettings;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * The baseline of a night: starts Spark with the night's settings and writes Delta tables of one
 * row, two at a time. Arguments: a folder and the number of tables.
 */
public final class BareTables {
  private BareTables() {}

  /** Runs the baseline. */
  public static void main(String[] arguments) throws Exception {
    String folder = arguments[0];
    int tables = Integer.parseInt(arguments[1]);
    SparkSession spark = LakeSession.start(new SessionSettings("local[2]", true, Map.of()));
    ExecutorService two = Executors.newFixedThreadPool(2);
    List<Future<?>> written = new ArrayList<>();
    for (int i = 0; i < tables; i++) {
      String path = folder + "/table_" + i;
      written.add(
          two.submit(
              () ->
                  spark
                      .range(1)
                      .select(functions.lit("one row").as("word"))
                      .write()
                      .format("delta")
                      .mode(SaveMode.Overwrite)
                      .save(path)));
    }
    for (Future<?> one : written) {
      one.get();
    }
    two.shutdown();
    spark.stop();
  }
}
