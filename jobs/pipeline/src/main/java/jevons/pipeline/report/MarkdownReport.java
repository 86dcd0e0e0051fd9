package jevons.pipeline.report;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import jevons.pipeline.table.TableReader;

/** The report in short as Markdown, for terminals and build logs: findings and small tables. */
public final class MarkdownReport {
  /** Longer tables are left to the HTML report and named. */
  private static final int MOST_ROWS = 16;

  private final StringBuilder out = new StringBuilder();

  private final LocalDate asOf;

  private MarkdownReport(LocalDate asOf) {
    this.asOf = asOf;
  }

  /** The report of a published state; tables that are missing or empty are named in their place. */
  public static String render(TableReader reader, ReportSettings settings) {
    return render(Report.of(reader, settings));
  }

  static String render(Report report) {
    return new MarkdownReport(report.asOf()).page(report);
  }

  private String page(Report report) {
    out.append("# ").append(report.title()).append("\n\n");
    out.append(escape(report.question())).append("\n\n");
    out.append(escape(report.made())).append("\n");
    report.sections().forEach(this::section);
    return out.toString();
  }

  private void section(Section section) {
    out.append("\n## ").append(section.page().question()).append("\n");
    for (Section.Titled titled : section.parts()) {
      if (!titled.title().isEmpty()) {
        out.append("\n### ").append(escape(titled.title())).append("\n");
      }
      Part part = titled.part();
      if (!part.finding().isEmpty()) {
        out.append('\n');
        line("**" + escape(part.finding()) + "**");
      }
      part.charts().forEach(this::block);
      blocks(part.blocks());
    }
    if (!section.cannotTell().isEmpty()) {
      out.append("\n### What this cannot tell\n");
      block(new Block.Bullets(section.cannotTell()));
    }
    if (!section.method().isEmpty()) {
      out.append("\n### How it is measured\n\n");
      section.method().forEach(n -> line("- **" + escape(n.title()) + ".** " + escape(n.text())));
    }
    if (!section.traces().isEmpty()) {
      out.append("\n### Where the figures come from\n\n");
      section
          .traces()
          .forEach(t -> line("- " + escape(t.figure()) + ": `" + t.command(asOf) + "`"));
    }
  }

  private void blocks(List<Block> blocks) {
    blocks.forEach(this::block);
  }

  private void block(Block block) {
    out.append('\n');
    if (block instanceof Block.Paragraph paragraph) {
      line(escape(paragraph.text()));
    } else if (block instanceof Block.Answer answer) {
      line("**" + escape(answer.words()) + ".** " + escape(answer.text()));
    } else if (block instanceof Block.Notice notice) {
      line("> " + escape(notice.text()));
    } else if (block instanceof Block.Bullets bullets) {
      bullets.items().forEach(item -> line("- " + escape(item)));
    } else if (block instanceof Block.Numbered numbered) {
      numbered.items().forEach(item -> line("1. " + escape(item)));
    } else if (block instanceof Block.Sources sources) {
      sources.sources().forEach(this::source);
    } else if (block instanceof Block.Folded folded) {
      line("**" + escape(folded.title()) + "**");
      blocks(folded.blocks());
    } else if (block instanceof Block.Group group) {
      line("#### " + escape(group.title()));
      blocks(group.blocks());
    } else if (block instanceof Block.Contents contents) {
      contents
          .entries()
          .forEach(e -> line("- " + escape(e.page().title()) + ": " + escape(e.sentence()) + "."));
    } else if (block instanceof Block.Origin origin) {
      line("Where it comes from: `" + origin.trace().command(asOf) + "`");
    } else if (block instanceof Block.Days days) {
      day(days.days().get(0));
      day(days.days().get(days.days().size() - 1));
    } else if (block instanceof Chart chart) {
      line("#### " + escape(chart.title()));
      out.append('\n');
      line(escape(chart.unit()) + ".");
      block(chart.data());
    } else if (block instanceof DataTable table) {
      table(table);
    }
  }

  private void day(Block.Days.Day day) {
    line("- " + escape(day.sentence()) + " `" + day.trace().command(day.asOf()) + "`");
  }

  private void source(DataSource source) {
    line(
        "- ["
            + escape(source.name())
            + "]("
            + source.url()
            + "): "
            + escape(source.holder())
            + "; "
            + escape(source.licence()));
  }

  private void table(DataTable table) {
    List<List<Cell>> rows = table.rows();
    line(row(table.columns().stream().map(TableColumn::name).toList()));
    line(
        table.columns().stream()
            .map(c -> c.kind() == TableColumn.Kind.FIGURES ? "--:" : "---")
            .collect(Collectors.joining(" | ", "| ", " |")));
    for (List<Cell> row : rows.subList(0, Math.min(MOST_ROWS, rows.size()))) {
      line(row(row.stream().map(Cell::shown).toList()));
    }
    if (rows.size() > MOST_ROWS) {
      out.append('\n');
      line("The first " + MOST_ROWS + " of " + rows.size() + " rows; all are in the HTML report.");
    }
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(MarkdownReport::escape)
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private static String escape(String text) {
    return text.replaceAll("([\\\\`*_|<>\\[\\]])", "\\\\$1").replace('\n', ' ');
  }
}
