package jevons.pipeline.tables.gold.claims;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import jevons.pipeline.table.claim.Measurement;
import jevons.pipeline.table.claim.Parameter;

/**
 * What is to be measured, and what the measurement is told.
 *
 * @param of whom or what it is about
 * @param against what it is compared with
 * @param day the day it is about
 */
record Subject(
    Measurement measurement,
    Optional<String> of,
    Optional<String> against,
    Optional<LocalDate> day) {

  /** From a record of the configuration, which has been checked. */
  static Subject of(Map<String, Object> fields) {
    return new Subject(
        Measurement.find((String) fields.get("measured-by")).orElseThrow(),
        Optional.ofNullable((String) fields.get(Parameter.OF.key())),
        Optional.ofNullable((String) fields.get(Parameter.AGAINST.key())),
        Optional.ofNullable((String) fields.get(Parameter.DAY.key())).map(LocalDate::parse));
  }

  /** What it must be told is there: the configuration was checked for it. */
  String who() {
    return of.orElseThrow();
  }

  String other() {
    return against.orElseThrow();
  }

  LocalDate on() {
    return day.orElseThrow();
  }
}
