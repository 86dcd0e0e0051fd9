package jevons.pipeline.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jevons.pipeline.table.Closest;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.SparkWords;
import jevons.pipeline.table.TableName;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.AliasIdentifier;
import org.apache.spark.sql.catalyst.analysis.CTESubstitution$;
import org.apache.spark.sql.catalyst.analysis.RelationTimeTravel;
import org.apache.spark.sql.catalyst.analysis.UnresolvedExecuteImmediate;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.expressions.CallMethodViaReflection;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.InsertIntoDir;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.plans.logical.ScriptTransformation;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.CommandExecutionMode$;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractPartialFunction;

/**
 * A SELECT over the published tables by their names.
 *
 * <p>Spark's catalog knows one database of temporary views and no version of a Delta table, so
 * nothing is registered: the parsed statement's {@code gold.claim} is replaced by the published
 * rows, also within common table expressions and subqueries, and Spark resolves the rest. Only
 * tables that are named are opened.
 */
final class SelectStatement {
  /**
   * Classes of the SQL states that a statement causes, and no defect of Spark's or ours: several
   * rows where one is asked for, a wrong value (division by zero, not a number), an error that the
   * statement itself raises.
   */
  private static final Set<String> STATEMENTS_OWN = Set.of("21", "22", "P0");

  /** Advice of Spark's that a user of {@code query} cannot follow. */
  private static final String NO_SETTING_OF_OURS =
      "\\s*If necessary set .* to bypass this error\\.";

  private final SparkSession spark;
  private final PublishedTables tables;

  SelectStatement(org.apache.spark.sql.SparkSession spark, PublishedTables tables) {
    this.spark = (SparkSession) spark;
    this.tables = tables;
  }

  /**
   * The statement's rows.
   *
   * @throws JevonsException USAGE: not a SELECT, or it names a table or column that is not there
   */
  Dataset<Row> rows(String sql) {
    try {
      LogicalPlan parsed = spark.sessionState().sqlParser().parsePlan(withoutSemicolon(sql));
      readsOnly(parsed);
      LogicalPlan bound =
          CTESubstitution$.MODULE$.apply(parsed).transformWithSubqueries(new PublishedRows());
      // Resolved without being run: some statements turn out to be commands only here, and a
      // Dataset runs its command at once.
      LogicalPlan analyzed =
          spark.sessionState().executePlan(bound, CommandExecutionMode$.MODULE$.SKIP()).analyzed();
      readsOnly(analyzed);
      callsNoJava(analyzed);
      return org.apache.spark.sql.classic.Dataset$.MODULE$.ofRows(spark, analyzed);
    } catch (Exception e) {
      // Scala throws checked exceptions that Java cannot name in a catch clause.
      throw namesNoTable(e) ? noSelect(e) : translated(e);
    }
  }

  /** Tables that a SELECT reads have been replaced before, so another statement named this one. */
  private static boolean namesNoTable(Exception failure) {
    return failure instanceof AnalysisException wrong
        && SparkWords.isNamed(wrong, Set.of("TABLE_OR_VIEW_NOT_FOUND"));
  }

  private static JevonsException noSelect(Exception failure) {
    return exception(
        "query reads only: a SELECT, whose tables stand behind FROM or JOIN. The columns of a"
            + " table: jevons tables gold.claim.",
        failure);
  }

  /** A mistake in the statement, or in the values it meets, as what the user can mend. */
  static RuntimeException translated(Exception failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof AnalysisException wrong) {
        boolean ofTheLake = SparkWords.isNamed(wrong, Set.of("DELTA_"));
        return ofTheLake ? new IllegalStateException(failure) : usage(wrong);
      }
      if (at instanceof SparkThrowable spark && isStatementsOwn(spark.getSqlState())) {
        return exception(plain(at), failure);
      }
    }
    return failure instanceof RuntimeException bug ? bug : new IllegalStateException(failure);
  }

  private static boolean isStatementsOwn(String sqlState) {
    return sqlState != null
        && sqlState.length() > 2
        && STATEMENTS_OWN.contains(sqlState.substring(0, 2));
  }

  /**
   * The message for a user of one of Spark's about a statement: without error class, state and
   * plan, with the closest column.
   */
  static JevonsException usage(AnalysisException wrong) {
    if (wrong instanceof ParseException parse) {
      String position =
          parse.line().isDefined() && parse.startPosition().isDefined()
              ? " (line %s, position %s)".formatted(parse.line().get(), parse.startPosition().get())
              : "";
      return exception("the SQL cannot be read" + position + ": " + plain(wrong), wrong);
    }
    String name = wrong.getMessageParameters().getOrDefault("objectName", "").replace("`", "");
    if (SparkWords.isNamed(wrong, Set.of("UNRESOLVED_COLUMN"))) {
      String last = name.substring(name.lastIndexOf('.') + 1);
      List<String> columns = proposals(wrong);
      String there =
          columns.isEmpty() ? "" : " Columns near by: " + String.join(", ", columns) + ".";
      return exception(
          "no column %s in the tables named.%s%s"
              .formatted(name, Closest.hint(last, columns), there),
          wrong);
    }
    return exception(plain(wrong), wrong);
  }

  private static List<String> proposals(AnalysisException wrong) {
    String proposal = wrong.getMessageParameters().getOrDefault("proposal", "");
    return Arrays.stream(proposal.split(","))
        .map(p -> p.replace("`", "").strip())
        .map(p -> p.substring(p.lastIndexOf('.') + 1))
        .filter(p -> !p.isEmpty())
        .distinct()
        .toList();
  }

  /** Spark's words without its advice to change settings. */
  private static String plain(Throwable wrong) {
    return SparkWords.of(wrong).replaceAll(NO_SETTING_OF_OURS, "").strip();
  }

  private static JevonsException exception(String message, Throwable cause) {
    return new JevonsException(ExitCode.USAGE, message, cause);
  }

  private static String withoutSemicolon(String sql) {
    String stripped = sql.strip();
    return stripped.endsWith(";") ? stripped.substring(0, stripped.length() - 1) : stripped;
  }

  private static void readsOnly(LogicalPlan plan) {
    // A WITH holds its statement as a child, so the root alone does not tell.
    for (LogicalPlan part : withSubqueries(plan)) {
      scala.Option<LogicalPlan> writes = part.find(SelectStatement::isNoQuery);
      if (writes.isDefined()) {
        throw JevonsException.usage(
            "query reads only: a SELECT, not %s. The columns of a table: jevons tables gold.claim."
                .formatted(writes.get().nodeName()));
      }
    }
  }

  private static boolean isNoQuery(LogicalPlan node) {
    return node instanceof Command
        || node instanceof ParsedStatement
        || node instanceof InsertIntoDir
        // Runs a text as a statement of any kind while it is analyzed, before it could be judged.
        || node instanceof UnresolvedExecuteImmediate
        // SELECT TRANSFORM(...) USING 'program'
        || node instanceof ScriptTransformation;
  }

  /** A call of any static method of Java, such as one that ends the process or deletes a file. */
  private static void callsNoJava(LogicalPlan analyzed) {
    if (withSubqueries(analyzed).stream().anyMatch(p -> p.exists(SelectStatement::callsJava))) {
      throw JevonsException.usage(
          "query reads only: java_method, reflect and try_reflect run a program and are not allowed.");
    }
  }

  private static boolean callsJava(LogicalPlan node) {
    return node.expressions().exists(e -> e.exists(at -> at instanceof CallMethodViaReflection));
  }

  private static List<LogicalPlan> withSubqueries(LogicalPlan plan) {
    List<LogicalPlan> all = new ArrayList<>(List.of(plan));
    all.addAll(CollectionConverters.asJava(plan.subqueriesAll()));
    return all;
  }

  private static JevonsException otherVersion() {
    return JevonsException.usage(
        "query reads the published version of a table, and no other by VERSION AS OF or TIMESTAMP"
            + " AS OF. Another day of gold: --as-of DAY, or gold_history.x; what changed between"
            + " runs: jevons diff.");
  }

  private Dataset<Row> find(List<String> name) {
    String shown = String.join(".", name);
    if (name.size() == 2) {
      boolean history = name.get(0).equalsIgnoreCase(TableHint.HISTORY);
      Optional<TableName> table = findTable(history ? "gold" : name.get(0), name.get(1));
      if (table.isPresent()) {
        return history ? tables.readHistory(table.get()) : tables.read(table.get());
      }
    }
    throw JevonsException.usage("no table " + shown + "." + TableHint.of(shown, tables.names()));
  }

  private Optional<TableName> findTable(String schema, String table) {
    return tables.names().stream()
        .filter(t -> t.layer().schema().equalsIgnoreCase(schema))
        .filter(t -> t.table().equalsIgnoreCase(table))
        .findFirst();
  }

  /** Replaces each name of a table by its rows, which can still be called by that name. */
  private final class PublishedRows extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean isDefinedAt(LogicalPlan plan) {
      return plan instanceof UnresolvedRelation || plan instanceof RelationTimeTravel;
    }

    @Override
    public <A extends LogicalPlan, B> B applyOrElse(A plan, scala.Function1<A, B> otherwise) {
      if (plan instanceof RelationTimeTravel) {
        throw otherVersion();
      }
      if (!(plan instanceof UnresolvedRelation relation)) {
        return otherwise.apply(plan);
      }
      List<String> name = CollectionConverters.asJava(relation.multipartIdentifier());
      Dataset<Row> rows = find(name);
      LogicalPlan analyzed =
          ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().analyzed();
      AliasIdentifier alias =
          AliasIdentifier.apply(
              name.get(1), CollectionConverters.asScala(List.of(name.get(0))).toSeq());
      @SuppressWarnings("unchecked")
      B replaced = (B) new SubqueryAlias(alias, analyzed);
      return replaced;
    }
  }
}
