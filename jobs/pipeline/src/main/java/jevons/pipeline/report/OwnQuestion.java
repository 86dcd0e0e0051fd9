package jevons.pipeline.report;

/**
 * A study that a user wrote.
 *
 * @param study its name in the tables
 * @param title heading
 * @param question what it asks, in one line
 */
public record OwnQuestion(String study, String title, String question) {}
