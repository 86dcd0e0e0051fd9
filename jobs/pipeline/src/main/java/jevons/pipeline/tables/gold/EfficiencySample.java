package jevons.pipeline.tables.gold;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.function.Predicate;

/** Which models a rate of efficiency gain rests on, and what of their training is counted. */
enum EfficiencySample {
  ALL("all", "no model left out"),
  CONFIDENT_COMPUTE("confident_compute", "compute of which Epoch AI is confident"),
  LANGUAGE("language", "the domain includes Language"),
  FROM_2023("from_2023", "published from 2023 on"),
  NOT_DISTILLED("not_distilled", "without models distilled by name"),
  LAST_24_MONTHS("last_24_months", "published in the 24 months before: a diagnostic, no claim"),
  TRAINING_COST("training_cost", "cost in US$ of 2023 in place of compute: few models");

  private static final LocalDate FIRST_OF_2023 = LocalDate.of(2023, 1, 1);
  private static final int MONTHS = 24;

  private final String word;
  private final String meaning;

  EfficiencySample(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
  }

  /** The sample of this word. */
  static EfficiencySample of(String word) {
    return Arrays.stream(values()).filter(s -> s.word.equals(word)).findFirst().orElseThrow();
  }

  /** As in the column {@code sample}. */
  String word() {
    return word;
  }

  /** For the data dictionary. */
  String meaning() {
    return meaning;
  }

  /** Whether a model with compute is in it, of a rate known on {@code day}. */
  Predicate<TrainedModel> on(LocalDate day) {
    return switch (this) {
      case ALL -> model -> true;
      case CONFIDENT_COMPUTE -> TrainedModel::isConfident;
      case LANGUAGE -> TrainedModel::isLanguage;
      case FROM_2023 -> model -> !model.publishedOn().isBefore(FIRST_OF_2023);
      case NOT_DISTILLED -> model -> !model.isDistilled();
      case LAST_24_MONTHS -> model -> model.publishedOn().isAfter(day.minusMonths(MONTHS));
      case TRAINING_COST -> model -> model.costUsd2023().isPresent();
    };
  }
}
