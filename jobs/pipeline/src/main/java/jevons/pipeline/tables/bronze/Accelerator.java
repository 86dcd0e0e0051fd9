package jevons.pipeline.tables.bronze;

import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.bronze;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.BYTES;
import static jevons.pipeline.table.Unit.FLOP_PER_S;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.USD;
import static jevons.pipeline.table.Unit.WATTS;

import java.util.List;
import jevons.pipeline.source.Rule;
import jevons.pipeline.source.Word;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.SourceFormat;
import jevons.pipeline.table.TableName;

/** Accelerators that AI models are trained on, by Epoch AI. */
public final class Accelerator implements Landed {
  public static final Field NAME = required("name", TEXT, NONE, "Epoch's name of the accelerator");
  public static final Field MANUFACTURER = optional("manufacturer", TEXT, NONE, "Who designs it");
  public static final Field TYPE = optional("type", TEXT, NONE, "GPU, TPU, CPU or Other");
  public static final Field RELEASE_DATE =
      optional("release_date", TEXT, NONE, "Day it was released");
  public static final Field RELEASE_PRICE =
      optional("release_price_usd", TEXT, USD, "Price of one at release");
  public static final Field FP64 =
      optional("fp64_flop_per_s", TEXT, FLOP_PER_S, "Dense, double precision");
  public static final Field FP32 =
      optional("fp32_flop_per_s", TEXT, FLOP_PER_S, "Dense, single precision");
  public static final Field TF32 =
      optional("tf32_flop_per_s", TEXT, FLOP_PER_S, "Dense, TensorFloat-32");
  public static final Field FP16 =
      optional("fp16_flop_per_s", TEXT, FLOP_PER_S, "Dense, half precision");
  public static final Field TENSOR_FP16 =
      optional("tensor_fp16_bf16_flop_per_s", TEXT, FLOP_PER_S, "Dense, 16 bits on tensor cores");
  public static final Field FP8 = optional("fp8_flop_per_s", TEXT, FLOP_PER_S, "Dense, 8 bits");
  public static final Field FP4 = optional("fp4_flop_per_s", TEXT, FLOP_PER_S, "Dense, 4 bits");
  public static final Field INT8 =
      optional("int8_op_per_s", TEXT, NONE, "Whole-number operations of 8 bits in a second");
  public static final Field MEMORY = optional("memory_bytes", TEXT, BYTES, "Memory on the device");
  public static final Field MEMORY_BANDWIDTH =
      optional(
          "memory_bandwidth_byte_s", TEXT, BYTES, "Read from or written to memory in a second");
  public static final Field INTRANODE_BANDWIDTH =
      optional(
          "intranode_bandwidth_byte_s", TEXT, BYTES, "Between devices of one machine in a second");
  public static final Field TDP = optional("tdp_w", TEXT, WATTS, "Thermal design power");
  public static final Field PROCESS =
      optional("process_nm", TEXT, NONE, "Name of the manufacturing process, nanometres");
  public static final Field TRANSISTORS =
      optional("transistors_millions", TEXT, NONE, "Transistors, in millions");

  private static final List<Field> WORDS =
      List.of(
          NAME,
          MANUFACTURER,
          TYPE,
          RELEASE_DATE,
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
          TDP,
          PROCESS,
          TRANSISTORS);

  @Override
  public TableName name() {
    return bronze("accelerator");
  }

  @Override
  public String grain() {
    return "one row per accelerator";
  }

  @Override
  public List<Field> words() {
    return WORDS;
  }

  @Override
  public List<Field> key() {
    return List.of(NAME);
  }

  @Override
  public List<String> landing() {
    return List.of("epoch/ml_hardware.csv");
  }

  @Override
  public SourceFormat format() {
    return new Layout(WORDS)
        .with(NAME, Word.required("Hardware name", Rule.TEXT))
        .with(MANUFACTURER, Word.optional("Manufacturer", Rule.TEXT))
        .with(TYPE, Word.optional("Type", Rule.TEXT))
        .with(RELEASE_DATE, Word.optional("Release date", Rule.DAY))
        .with(RELEASE_PRICE, Word.optional("Release price (USD)", Rule.POSITIVE))
        .with(FP64, Word.optional("FP64 (double precision) performance (FLOP/s)", Rule.POSITIVE))
        .with(FP32, Word.optional("FP32 (single precision) performance (FLOP/s)", Rule.POSITIVE))
        .with(TF32, Word.optional("TF32 (TensorFloat-32) performance (FLOP/s)", Rule.POSITIVE))
        .with(FP16, Word.optional("FP16 (half precision) performance (FLOP/s)", Rule.POSITIVE))
        .with(TENSOR_FP16, Word.optional("Tensor-FP16/BF16 performance (FLOP/s)", Rule.POSITIVE))
        .with(FP8, Word.optional("FP8 performance (FLOP/s)", Rule.POSITIVE))
        .with(FP4, Word.optional("FP4 performance (FLOP/s)", Rule.POSITIVE))
        .with(INT8, Word.optional("INT8 performance (OP/s)", Rule.POSITIVE))
        .with(MEMORY, Word.optional("Memory (bytes)", Rule.POSITIVE))
        .with(MEMORY_BANDWIDTH, Word.optional("Memory bandwidth (byte/s)", Rule.POSITIVE))
        .with(INTRANODE_BANDWIDTH, Word.optional("Intranode bandwidth (byte/s)", Rule.POSITIVE))
        .with(TDP, Word.optional("TDP (W)", Rule.POSITIVE))
        .with(PROCESS, Word.optional("Process size (nm)", Rule.POSITIVE))
        .with(TRANSISTORS, Word.optional("Transistors (millions)", Rule.POSITIVE))
        .format();
  }
}
