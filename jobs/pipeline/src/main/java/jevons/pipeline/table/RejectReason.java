package jevons.pipeline.table;

/** Why a line was set aside. */
public enum RejectReason {
  NOT_A_NUMBER,
  NOT_A_DAY,
  MISSING_VALUE,
  OUT_OF_RANGE,
  WRONG_COLUMN_COUNT,
  INCONSISTENT,
  DUPLICATE_KEY,
  /** A price that moved as by a split which nothing else knows of. */
  SPLIT_JUMP
}
