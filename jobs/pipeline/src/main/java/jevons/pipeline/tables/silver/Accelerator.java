package jevons.pipeline.tables.silver;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.silver;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.MONEY;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.BYTES;
import static jevons.pipeline.table.Unit.BYTES_PER_S;
import static jevons.pipeline.table.Unit.FLOP_PER_S;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.USD;
import static jevons.pipeline.table.Unit.WATTS;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A chip that models are trained on, as its maker states it. Speeds are of dense matrices. */
public final class Accelerator implements Derived {
  public static final Field NAME = required("name", TEXT, NONE, "Name as Epoch AI has it");
  public static final Field MANUFACTURER = optional("manufacturer", TEXT, NONE, "Who makes it");
  public static final Field KIND = optional("type", TEXT, NONE, "GPU, TPU, other");
  public static final Field RELEASED_ON =
      optional("released_on", DAY, NONE, "Day it came out; null where unknown");
  public static final Field RELEASE_PRICE =
      optional("release_price_usd", MONEY, USD, "Price when it came out, of those days");
  public static final Field FP64 = speed("fp64", "64-bit numbers");
  public static final Field FP32 = speed("fp32", "32-bit numbers");
  public static final Field TF32 = speed("tf32", "TensorFloat-32");
  public static final Field FP16 = speed("fp16", "16-bit numbers, outside tensor cores");
  public static final Field TENSOR_FP16 =
      speed("tensor_fp16_bf16", "16-bit numbers in tensor cores; what training mostly uses");
  public static final Field FP8 = speed("fp8", "8-bit numbers");
  public static final Field FP4 = speed("fp4", "4-bit numbers");
  public static final Field INT8 =
      optional("int8_op_per_s", NUMBER, NONE, "Operations a second on 8-bit whole numbers");
  public static final Field MEMORY = optional("memory_bytes", NUMBER, BYTES, "Its own memory");
  public static final Field MEMORY_BANDWIDTH =
      optional("memory_bandwidth_byte_per_s", NUMBER, BYTES_PER_S, "To its own memory");
  public static final Field INTRANODE_BANDWIDTH =
      optional("intranode_bandwidth_byte_per_s", NUMBER, BYTES_PER_S, "To chips beside it");
  public static final Field POWER = optional("tdp_w", NUMBER, WATTS, "Thermal design power");
  public static final Field KNOWN_ON =
      required("known_on", DAY, NONE, "released_on, else the day the file was exported");

  private static Field speed(String format, String of) {
    return optional(format + "_flop_per_s", NUMBER, FLOP_PER_S, "Peak on " + of);
  }

  @Override
  public TableName name() {
    return silver("accelerator");
  }

  @Override
  public String grain() {
    return "one row per accelerator";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        NAME,
        MANUFACTURER,
        KIND,
        RELEASED_ON,
        RELEASE_PRICE,
        FP64,
        FP32,
        TF32,
        FP16,
        TENSOR_FP16,
        FP8,
        FP4,
        INT8,
        MEMORY,
        MEMORY_BANDWIDTH,
        INTRANODE_BANDWIDTH,
        POWER,
        KNOWN_ON);
  }

  @Override
  public List<Field> key() {
    return List.of(NAME);
  }

  @Override
  public Optional<Field> knownOn() {
    return Optional.of(KNOWN_ON);
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(jevons.pipeline.tables.bronze.Accelerator.class);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow(
            "speed in tensor cores is positive",
            TENSOR_FP16.col().isNull().or(TENSOR_FP16.col().gt(0))),
        everyRow(
            "the price is positive", RELEASE_PRICE.col().isNull().or(RELEASE_PRICE.col().gt(0))));
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    return in.read(jevons.pipeline.tables.bronze.Accelerator.class)
        .select(
            NAME.is(col("name")),
            MANUFACTURER.is(col("manufacturer")),
            KIND.is(col("type")),
            RELEASED_ON.is(col("release_date")),
            RELEASE_PRICE.is(col("release_price_usd")),
            FP64.is(col("fp64_flop_per_s")),
            FP32.is(col("fp32_flop_per_s")),
            TF32.is(col("tf32_flop_per_s")),
            FP16.is(col("fp16_flop_per_s")),
            TENSOR_FP16.is(col("tensor_fp16_bf16_flop_per_s")),
            FP8.is(col("fp8_flop_per_s")),
            FP4.is(col("fp4_flop_per_s")),
            INT8.is(col("int8_op_per_s")),
            MEMORY.is(col("memory_bytes")),
            MEMORY_BANDWIDTH.is(col("memory_bandwidth_byte_s")),
            INTRANODE_BANDWIDTH.is(col("intranode_bandwidth_byte_s")),
            POWER.is(col("tdp_w")),
            KNOWN_ON.is(coalesce(col("release_date").cast("date"), Landed.EXPORTED_ON.col())));
  }
}
