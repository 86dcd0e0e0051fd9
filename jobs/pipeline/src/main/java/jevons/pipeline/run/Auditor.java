package jevons.pipeline.run;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.xxhash64;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jevons.pipeline.lake.LocalRows;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Evaluates a table's checks on rows that are kept but not yet committed. All rules about single
 * rows, the content digest and the known days come from one pass; uniqueness of the key from a
 * second.
 */
final class Auditor {
  /** What differs between runs that make the same content; left out of digests. */
  private static final Set<String> NOT_CONTENT =
      Set.of(AsOf.FIELD.name(), Landed.RUN_ID.name(), Landed.VINTAGE.name());

  private final Function<Class<? extends Table>, Dataset<Row>> referenced;

  /** {@code referenced} gives the rows of a table that a foreign key points to. */
  Auditor(Function<Class<? extends Table>, Dataset<Row>> referenced) {
    this.referenced = referenced;
  }

  /** Looks at {@code rows}, which should be persisted: they are read two times or more. */
  Audited audit(Table table, Dataset<Row> rows) {
    return audit(table, rows, table.checks(), false);
  }

  /** The same for the lines of a first intake, which saw to it that the key is unique. */
  Audited auditLines(Landed table, Dataset<Row> lines) {
    return audit(table, lines, table.checks(), true);
  }

  /** The same for what changed in a table: how many rows the whole has is not asked. */
  Audited auditChanges(Landed table, Dataset<Row> changes) {
    List<Check> ofRows =
        table.checks().stream().filter(c -> !(c instanceof Check.AtLeast)).toList();
    return audit(table, changes, ofRows, true);
  }

  /**
   * The same for a part of a table: rules about single rows and the key are asked of the part,
   * whose keys no other row has. A rule that some rows may break is asked of the whole, unless it
   * held before and goes on to hold: no row of the part breaks it, and the rows are no fewer.
   *
   * @param rest what the other rows come to
   * @param whole all rows, asked for only where a rule needs them
   * @param before what is published of the table
   */
  Audited auditPart(
      Table table,
      Dataset<Row> part,
      ContentDigest rest,
      Supplier<Dataset<Row>> whole,
      PublishedSet.Entry before) {
    List<Check> ofRows =
        table.checks().stream().filter(c -> !(c instanceof Check.AtLeast)).toList();
    Audited ofPart = audit(table, part, ofRows, false);
    ContentDigest all = rest.plus(ContentDigest.parse(ofPart.digest()).orElseThrow());
    List<Finding> findings = new ArrayList<>(ofPart.findings());
    Set<String> holdOn = new HashSet<>();
    if (all.rows() >= before.rows()) {
      findings.stream()
          .filter(found -> found.stops() && found.badRows() == 0)
          .forEach(found -> holdOn.add(found.check()));
    }
    List<RowRule> open =
        rowRules(table, table.checks()).stream()
            .filter(rule -> rule.allowed() > 0 && !holdOn.contains(rule.name()))
            .toList();
    if (!open.isEmpty()) {
      Map<RowRule, Long> bad = counted(whole.get(), open);
      for (RowRule rule : open) {
        findings.removeIf(found -> found.check().equals(rule.name()));
        findings.add(finding(table, whole.get(), rule, bad.get(rule), all.rows()));
      }
    }
    for (Check check : table.checks()) {
      if (check instanceof Check.AtLeast c) {
        findings.add(atLeast(c, all.rows()));
      }
    }
    LocalDate newest =
        Stream.of(ofPart.maxKnownOn(), before.maxKnownOn())
            .filter(Objects::nonNull)
            .max(LocalDate::compareTo)
            .orElse(null);
    return new Audited(all.rows(), all.text(), newest, findings);
  }

  private Audited audit(Table table, Dataset<Row> rows, List<Check> checks, boolean keyIsUnique) {
    List<RowRule> rules = rowRules(table, checks);
    List<RowRule> tolerant = rules.stream().filter(r -> r.allowed() > 0).toList();
    List<Column> marks = marks(table, rules, tolerant);
    if (!keyIsUnique) {
      marks.add(keyHash(table));
    }
    Judged judged = Judged.of(rows.select(marks.toArray(Column[]::new)), tolerant.size());

    long total = judged.rows();
    Map<RowRule, Long> bad = new HashMap<>();
    for (int i = 0; i < tolerant.size(); i++) {
      bad.put(tolerant.get(i), judged.bad().get(i));
    }
    if (judged.breaking() > 0) {
      bad.putAll(counted(rows, rules.stream().filter(r -> r.allowed() == 0).toList()));
    }
    List<Finding> findings = new ArrayList<>();
    for (RowRule rule : rules) {
      findings.add(finding(table, rows, rule, bad.getOrDefault(rule, 0L), total));
    }
    findings.add(
        keyIsUnique
            ? new Finding(uniqueKeyName(table), true, true, total, 0, null)
            : uniqueKey(table, rows, total, judged.keys()));
    for (Check check : checks) {
      if (check instanceof Check.AtLeast c) {
        findings.add(atLeast(c, total));
      } else if (check instanceof Check.References c) {
        findings.add(references(table, rows, c, total));
      }
    }
    return new Audited(total, digest(table, judged).text(), judged.newest(), findings);
  }

  private static Finding atLeast(Check.AtLeast check, long total) {
    boolean enough = total >= check.rows();
    return new Finding(check.name(), enough, check.stops(), total, enough ? 0 : 1, null);
  }

  /** Each row as one hash and a few marks, so that the sums over them are few. */
  private static List<Column> marks(Table table, List<RowRule> rules, List<RowRule> tolerant) {
    Column breaks = lit(false);
    for (RowRule rule : rules) {
      if (rule.allowed() == 0) {
        breaks = breaks.or(rule.bad());
      }
    }
    List<Column> columns = new ArrayList<>();
    columns.add(contentHash(table));
    columns.add(table.knownOn().map(Field::col).orElse(lit(null).cast("date")).as(Judged.KNOWN_ON));
    columns.add(breaks.as(Judged.BREAKS_A_RULE));
    for (int i = 0; i < tolerant.size(); i++) {
      columns.add(tolerant.get(i).bad().as(Judged.BREAKS_A_RULE + i));
    }
    return columns;
  }

  /** Bad rows of each rule; asked only when some row is bad. */
  private static Map<RowRule, Long> counted(Dataset<Row> rows, List<RowRule> rules) {
    Column[] counts = rules.stream().map(r -> count_if(r.bad())).toArray(Column[]::new);
    Row found = rows.agg(count(lit(1)), counts).head();
    Map<RowRule, Long> counted = new HashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      counted.put(rules.get(i), found.getLong(1 + i));
    }
    return counted;
  }

  private static Finding finding(
      Table table, Dataset<Row> rows, RowRule rule, long bad, long total) {
    boolean holds = bad <= rule.allowed() * total;
    String example = holds ? null : example(table, rows.where(rule.bad()), rule.bad());
    return new Finding(rule.name(), holds, rule.stops(), total, bad, example);
  }

  /** Digest of rows alone, for instance those known by a day. */
  static String digest(Table table, Dataset<Row> rows) {
    return content(table, rows).text();
  }

  /** What rows alone come to. */
  static ContentDigest content(Table table, Dataset<Row> rows) {
    Column[] marks = marks(table, List.of(), List.of()).toArray(Column[]::new);
    return digest(table, Judged.of(rows.select(marks), 0));
  }

  private static Column contentHash(Table table) {
    List<Column> values = new ArrayList<>();
    for (Field field : table.fields()) {
      if (!NOT_CONTENT.contains(field.name())) {
        if (!field.required()) {
          // Spark's hash passes nulls over, so "null, a" and "a, null" need a mark to differ.
          values.add(field.col().isNull());
        }
        values.add(field.col());
      }
    }
    return xxhash64(values.toArray(Column[]::new)).as(Judged.HASH);
  }

  private static ContentDigest digest(Table table, Judged judged) {
    String schema =
        table.fields().stream()
            .map(f -> f.name() + ":" + f.type())
            .collect(Collectors.joining(","));
    return new ContentDigest(Digest.of(schema), judged.rows(), judged.hash(), judged.secondHash());
  }

  /** A rule about single rows: {@code allowed} is the share of bad rows that is still right. */
  private record RowRule(String name, Column bad, double allowed, boolean stops) {}

  private static List<RowRule> rowRules(Table table, List<Check> checks) {
    List<RowRule> rules = new ArrayList<>();
    for (Field field : table.fields()) {
      if (field.required()) {
        rules.add(new RowRule(field.name() + " is there", field.col().isNull(), 0, true));
      }
    }
    for (Check check : checks) {
      if (check instanceof Check.EveryRow c) {
        rules.add(new RowRule(c.name(), not(coalesce(c.holds(), lit(false))), 0, c.stops()));
      } else if (check instanceof Check.AtMost c) {
        String name = String.format(Locale.ROOT, "at most %.1f %%: %s", 100 * c.share(), c.name());
        rules.add(new RowRule(name, coalesce(c.bad(), lit(false)), c.share(), c.stops()));
      }
    }
    return rules;
  }

  private static String uniqueKeyName(Table table) {
    return "one row per " + names(table.key());
  }

  private static Finding uniqueKey(
      Table table, Dataset<Row> rows, long total, OptionalLong counted) {
    String name = uniqueKeyName(table);
    long keys = counted.orElseGet(() -> distinctKeys(table, rows, total));
    if (keys == total) {
      return new Finding(name, true, true, total, 0, null);
    }
    Column[] columns = table.key().stream().map(Field::col).toArray(Column[]::new);
    Dataset<Row> twice =
        rows.groupBy(columns).agg(count(lit(1)).as("rows_of_key")).where(col("rows_of_key").gt(1));
    List<Row> first = twice.orderBy(columns).limit(1).collectAsList();
    return first.isEmpty()
        ? new Finding(name, true, true, total, 0, null)
        : new Finding(name, false, true, total, total - keys, text(first.get(0)));
  }

  /** How many keys {@code total} rows have; a few are looked at here, many where they are. */
  static long distinctKeys(Table table, Dataset<Row> rows, long total) {
    Dataset<Row> hashes = rows.select(keyHash(table));
    if (total > KeptRows.FEW) {
      return hashes.distinct().count();
    }
    return LocalRows.of(hashes)
        .map(here -> here.stream().mapToLong(row -> row.getLong(0)).distinct().count())
        .orElseGet(() -> hashes.as(Encoders.LONG()).collectAsList().stream().distinct().count());
  }

  private static Column keyHash(Table table) {
    List<Column> key = new ArrayList<>();
    table.key().forEach(f -> key.addAll(List.of(f.col().isNull(), f.col())));
    return xxhash64(key.toArray(Column[]::new)).as("key_hash");
  }

  private Finding references(Table table, Dataset<Row> rows, Check.References check, long total) {
    Dataset<Row> target = referenced.apply(check.table());
    Column same = lit(true);
    Column there = lit(true);
    for (int i = 0; i < check.columns().size(); i++) {
      Column here = rows.col(check.columns().get(i).name());
      same = same.and(here.equalTo(target.col(check.target().get(i).name())));
      there = there.and(here.isNotNull());
    }
    Dataset<Row> orphans = rows.where(there).join(target, same, "left_anti");
    long bad = orphans.count();
    String example = bad == 0 ? null : example(table, orphans, same);
    return new Finding(check.name(), bad == 0, check.stops(), total, bad, example);
  }

  /** Key and the columns that the rule names, of the first bad row in the order of the key. */
  private static String example(Table table, Dataset<Row> bad, Column rule) {
    String words = rule.toString();
    List<Field> shown = new ArrayList<>(table.key());
    for (Field field : table.fields()) {
      boolean named = Pattern.compile("\\b" + field.name() + "\\b").matcher(words).find();
      if (named && !shown.contains(field)) {
        shown.add(field);
      }
    }
    Column[] columns = shown.stream().map(Field::col).toArray(Column[]::new);
    Column[] order = table.key().stream().map(Field::col).toArray(Column[]::new);
    List<Row> first = bad.orderBy(order).select(columns).limit(1).collectAsList();
    return first.isEmpty() ? null : text(first.get(0));
  }

  private static String text(Row row) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      out.append(i == 0 ? "" : " ")
          .append(row.schema().fieldNames()[i])
          .append('=')
          .append(row.get(i));
    }
    return out.toString();
  }

  private static String names(List<Field> fields) {
    return fields.stream().map(Field::name).collect(Collectors.joining(", "));
  }
}
