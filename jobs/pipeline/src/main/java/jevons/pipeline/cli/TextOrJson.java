package jevons.pipeline.cli;

/** For people or for scripts. */
enum TextOrJson {
  table,
  json
}
