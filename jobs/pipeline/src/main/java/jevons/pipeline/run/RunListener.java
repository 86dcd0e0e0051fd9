package jevons.pipeline.run;

/** Is told how a run goes, for progress on a terminal. Called from several threads. */
public interface RunListener {
  /** A run with this many tables to look at begins. */
  void begins(String runId, int tables);

  /** One table is done. */
  void ended(StepResult result);

  /** Hears nothing. */
  RunListener SILENT =
      new RunListener() {
        @Override
        public void begins(String runId, int tables) {}

        @Override
        public void ended(StepResult result) {}
      };
}
