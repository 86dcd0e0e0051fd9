package jevons.pipeline.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import jevons.pipeline.table.TableReader;

/**
 * The report as one HTML file that needs nothing else: style, script and chart library are in it,
 * and its own policy forbids any request. Without JavaScript the text and all tables are there.
 */
public final class HtmlReport {
  /** Line, bar and scatter with the SVG renderer: two thirds of the whole library's size. */
  private static final String ECHARTS =
      "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.common.min.js";

  private static final String POLICY =
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:";

  /** A table of more rows scrolls within its own frame. */
  private static final int MOST_ROWS_AT_ONCE = 20;

  private final Html html = new Html();
  private final List<Chart> charts = new ArrayList<>();

  /** Headings within a part: one below the part's own, or below the page's where it has none. */
  private String level = "h4";

  private final LocalDate asOf;

  private HtmlReport(LocalDate asOf) {
    this.asOf = asOf;
  }

  /** The report of a published state; tables that are missing or empty are named in their place. */
  public static String render(TableReader reader, ReportSettings settings) {
    return render(Report.of(reader, settings));
  }

  static String render(Report report) {
    return new HtmlReport(report.asOf()).page(report);
  }

  private String page(Report report) {
    html.trusted("<!doctype html>\n").open("html", "lang", "en").line();
    head(report);
    html.open("body").line();
    html.element("a", "Skip to the answer", "class", "skip", "href", "#answer").line();
    header(report);
    html.open("main").line();
    report.sections().forEach(section -> section(section, report.sections()));
    html.close("main").line();
    html.open("script", "type", "application/json", "id", "charts");
    html.json(ChartJson.of(charts)).close("script").line();
    html.open("script").trusted(resource(ECHARTS)).close("script").line();
    html.open("script").trusted(resource("report.js")).close("script").line();
    return html.close("body").line().close("html").line().toString();
  }

  private void head(Report report) {
    html.open("head").line();
    html.open("meta", "charset", "utf-8").line();
    html.open("meta", "http-equiv", "Content-Security-Policy", "content", POLICY).line();
    html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
    html.open("meta", "name", "color-scheme", "content", "light dark").line();
    html.element("title", report.title() + ": " + report.question()).line();
    html.open("style").trusted(resource("report.css")).close("style").line();
    html.close("head").line();
  }

  private void header(Report report) {
    html.open("header").open("div", "class", "bar");
    html.element("span", report.title(), "class", "brand");
    html.element("button", "Theme: system", "id", "theme", "type", "button", "hidden", "");
    html.close("div").line();
    html.element("h1", report.question()).line();
    html.element("p", report.made(), "class", "made").line();
    html.open("noscript")
        .element(
            "p",
            "Without JavaScript the charts are not drawn. What they show is in the tables below"
                + " each of them.",
            "class",
            "notice")
        .close("noscript");
    html.close("header").line();
    html.open("nav", "aria-label", "Pages").open("ul");
    for (Section section : report.sections()) {
      html.open("li").element("a", section.page().title(), "href", anchor(section)).close("li");
    }
    html.close("ul").close("nav").line();
  }

  private void section(Section section, List<Section> all) {
    String id = section.page().id();
    html.open("section", "class", "page", "id", id, "aria-labelledby", id + "-title").line();
    html.element("h2", section.page().question(), "id", id + "-title", "tabindex", "-1").line();
    for (Section.Titled titled : section.parts()) {
      level = titled.title().isEmpty() ? "h3" : "h4";
      if (!titled.title().isEmpty()) {
        html.element("h3", titled.title(), "class", "part").line();
      }
      part(titled.part());
    }
    if (!section.cannotTell().isEmpty()) {
      html.open("div", "class", "limits").element("h3", "What this cannot tell");
      list("ul", section.cannotTell());
      html.close("div").line();
    }
    if (!section.method().isEmpty()) {
      html.open("details", "class", "method").element("summary", "How it is measured");
      html.open("dl");
      section.method().forEach(n -> html.element("dt", n.title()).element("dd", n.text()));
      html.close("dl").close("details").line();
    }
    if (!section.traces().isEmpty()) {
      traces(section.traces());
    }
    turn(section, all);
    html.close("section").line();
  }

  /** The way on to the pages before and after. */
  private void turn(Section section, List<Section> all) {
    int at = all.indexOf(section);
    html.open("p", "class", "turn");
    if (at > 0) {
      Section before = all.get(at - 1);
      html.element("a", "Back: " + before.page().title(), "href", anchor(before));
    }
    if (at < all.size() - 1) {
      Section next = all.get(at + 1);
      html.element("a", "Next: " + next.page().title(), "href", anchor(next), "class", "next");
    }
    html.close("p").line();
  }

  private static String anchor(Section section) {
    return "#" + section.page().id();
  }

  private void part(Part part) {
    if (!part.finding().isEmpty()) {
      html.element("p", part.finding(), "class", "finding").line();
    }
    part.charts().forEach(this::block);
    blocks(part.blocks());
  }

  private void traces(List<Trace> traces) {
    html.open("details", "class", "traces").element("summary", "Where the figures come from");
    html.element(
        "p",
        "Each command walks a figure back through its tables to the lines of the landing files.");
    html.open("ul");
    for (Trace trace : traces) {
      html.open("li").element("span", trace.figure() + ": ");
      command(trace);
      html.close("li");
    }
    html.close("ul").close("details").line();
  }

  private void command(Trace trace) {
    html.open("code").plain(trace.command(asOf)).close("code");
    copy("Copy the command for " + trace.figure());
  }

  /** Copies what stands before it. */
  private void copy(String name) {
    html.element(
        "button", "Copy", "type", "button", "class", "copy", "aria-label", name, "hidden", "");
  }

  private void blocks(List<Block> blocks) {
    blocks.forEach(this::block);
  }

  private void block(Block block) {
    if (block instanceof Block.Paragraph paragraph) {
      html.element("p", paragraph.text());
    } else if (block instanceof Block.Answer answer) {
      html.open("div", "class", "answer");
      html.element("p", answer.words() + ".", "class", "verdict");
      html.element("p", answer.text()).close("div");
    } else if (block instanceof Block.Notice notice) {
      html.element("p", notice.text(), "class", "notice", "role", "note");
    } else if (block instanceof Block.Bullets bullets) {
      list("ul", bullets.items());
    } else if (block instanceof Block.Numbered numbered) {
      list("ol", numbered.items());
    } else if (block instanceof Block.Sources sources) {
      sources(sources.sources());
    } else if (block instanceof Block.Folded folded) {
      html.open("details").element("summary", folded.title());
      blocks(folded.blocks());
      html.close("details");
    } else if (block instanceof Block.Group group) {
      html.element(level, group.title());
      blocks(group.blocks());
    } else if (block instanceof Block.Contents contents) {
      contents(contents);
    } else if (block instanceof Block.Origin origin) {
      html.open("p", "class", "origin").text("Where it comes from: ");
      command(origin.trace());
      html.close("p");
    } else if (block instanceof Block.Days days) {
      days(days);
    } else if (block instanceof Chart chart) {
      chart(chart);
    } else if (block instanceof DataTable table) {
      table(table);
    }
    html.line();
  }

  private void list(String tag, List<String> items) {
    html.open(tag);
    items.forEach(item -> html.element("li", item));
    html.close(tag);
  }

  private void contents(Block.Contents contents) {
    html.open("ul", "class", "contents");
    for (Block.Contents.Entry entry : contents.entries()) {
      html.open("li");
      html.element("a", entry.page().title(), "href", "#" + entry.page().id());
      html.text(": " + entry.sentence() + ".").close("li");
    }
    html.close("ul");
  }

  private void days(Block.Days days) {
    html.open("details", "class", "days", "data-chart", days.chartId(), "data-label", days.label());
    html.element("summary", days.label()).open("ol");
    for (Block.Days.Day day : days.days()) {
      html.open("li").element("span", day.sentence()).text(" ").open("code");
      html.plain(day.trace().command(day.asOf())).close("code").close("li");
    }
    html.close("ol").close("details");
  }

  private void sources(List<DataSource> sources) {
    html.open("ul");
    for (DataSource source : sources) {
      html.open("li").element("a", source.name(), "href", source.url(), "rel", "noreferrer");
      html.text(": " + source.holder() + "; " + source.licence() + ".").close("li");
    }
    html.close("ul");
  }

  private void chart(Chart chart) {
    charts.add(chart);
    html.open("figure");
    html.open("figcaption");
    html.element(level, chart.title());
    html.element("p", chart.unit(), "class", "unit").close("figcaption").line();
    boolean rows = chart.y().scale() == Chart.Scale.CATEGORY;
    html.open(
            "div",
            "class",
            rows ? "chart rows" : "chart",
            "style",
            rows ? "--rows:" + chart.y().categories().size() : "",
            "id",
            "chart-" + chart.id(),
            "role",
            "img",
            "aria-label",
            chart.summary() + " The figures are in the table below.")
        .close("div")
        .line();
    html.open("details").element("summary", "The figures as a table");
    table(chart.data());
    html.close("details").close("figure");
  }

  private void table(DataTable table) {
    html.open("div", "class", "table");
    String shape = table.rows().size() > MOST_ROWS_AT_ONCE ? "scroll long" : "scroll";
    html.open(
        "div", "class", shape, "tabindex", "0", "role", "region", "aria-label", table.caption());
    html.open("table", "id", table.id()).open("caption");
    html.element("span", table.caption()).close("caption");
    html.open("thead").open("tr");
    for (TableColumn column : table.columns()) {
      html.element("th", column.name(), "scope", "col", "class", alignment(column));
    }
    html.close("tr").close("thead").open("tbody").line();
    table.rows().forEach(row -> row(table.columns(), row));
    html.close("tbody").close("table").close("div");
    html.open("div", "class", "exports");
    save("Save as CSV", "csv", table);
    table.latex().ifPresent(latex -> latex(latex, table));
    html.close("div").close("div");
  }

  private void save(String words, String kind, DataTable table) {
    html.element(
        "button",
        words,
        "type",
        "button",
        "class",
        "save",
        "data-save",
        kind,
        "data-table",
        table.id(),
        "aria-label",
        words + ": " + table.caption(),
        "hidden",
        "");
  }

  /** Folded, as text to take away, which needs no script; the buttons come with the script. */
  private void latex(String latex, DataTable table) {
    html.open("details", "class", "latex").element("summary", "As LaTeX");
    html.open(
        "pre",
        "id",
        table.id() + "-latex",
        "tabindex",
        "0",
        "role",
        "region",
        "aria-label",
        "LaTeX of " + table.caption());
    html.plain(latex).close("pre");
    save("Save as LaTeX", "latex", table);
    copy("Copy the LaTeX of " + table.caption());
    html.close("details");
  }

  private void row(List<TableColumn> columns, List<Cell> row) {
    html.open("tr");
    for (int i = 0; i < row.size(); i++) {
      Cell cell = row.get(i);
      String alignment = alignment(columns.get(i));
      if (cell.shown().equals(cell.exported())) {
        html.element("td", cell.shown(), "class", alignment);
      } else {
        html.element("td", cell.shown(), "class", alignment, "data-value", cell.exported());
      }
    }
    html.close("tr").line();
  }

  private static String alignment(TableColumn column) {
    return switch (column.kind()) {
      case WORDS -> "w";
      case SHORT -> "d";
      case FIGURES -> "n";
    };
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
