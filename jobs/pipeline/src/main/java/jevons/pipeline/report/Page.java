package jevons.pipeline.report;

import java.util.Locale;

/** The pages of the report, in their order: the answer, one per study, and how it was made. */
enum Page {
  ANSWER("The answer", "Which of the two holds, and how sure is that?"),
  EFFICIENCY("Efficiency", "How fast does training get cheaper?"),
  INVESTMENT("Investment", "Do the hyperscalers spend more when training gets cheaper?"),
  VALUATION("Nvidia's value", "What is it worth to Nvidia?"),
  EVENTS("Events", "What did the market make of it?"),
  CLAIMS("Claims", "What was claimed in January 2025, and what do the data say?"),
  STUDIES("Further studies", "What else was asked of the tables?"),
  OWN("Studies of your own", "What did your own studies find?"),
  METHOD("Method and data", "How is it measured, and from whose data?");

  private final String title;
  private final String question;

  Page(String title, String question) {
    this.title = title;
    this.question = question;
  }

  /** Its anchor. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its name in the navigation. */
  String title() {
    return title;
  }

  /** What it answers; its heading. */
  String question() {
    return question;
  }
}
