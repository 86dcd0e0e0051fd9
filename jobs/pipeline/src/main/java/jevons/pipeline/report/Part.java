package jevons.pipeline.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a page, in the order in which it is read: what was found, its charts, then tables and
 * words. Its limits are always visible at the page's end; its method and the way back to the files
 * are folded there.
 *
 * @param finding the answer to the part's question in one or two sentences, with its uncertainty;
 *     empty where a chart's title says it
 * @param charts each with its table
 * @param blocks tables, and what must be said of them
 * @param method how the figures are made: a title and a paragraph each
 * @param cannotTell what no reader may take from the part, a full sentence each
 * @param traces commands that lead from a figure back to file and line
 * @param inShort what of it stands on the first page, a sentence each
 */
record Part(
    String finding,
    List<Chart> charts,
    List<Block> blocks,
    List<Note> method,
    List<String> cannotTell,
    List<Trace> traces,
    List<String> inShort) {
  Part {
    charts = List.copyOf(charts);
    blocks = List.copyOf(blocks);
    method = List.copyOf(method);
    cannotTell = List.copyOf(cannotTell);
    traces = List.copyOf(traces);
    inShort = List.copyOf(inShort);
  }

  /** A paragraph of a method, with its title. */
  record Note(String title, String text) {}

  boolean isEmpty() {
    return finding.isEmpty()
        && charts.isEmpty()
        && blocks.isEmpty()
        && method.isEmpty()
        && cannotTell.isEmpty();
  }

  /** A part that is put together piece by piece. */
  static Builder of() {
    return new Builder();
  }

  /** Collects a part's pieces; the order of calls is the order on the page. */
  static final class Builder {
    private String finding = "";
    private final List<Chart> charts = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private final List<Note> method = new ArrayList<>();
    private final List<String> cannotTell = new ArrayList<>();
    private final List<Trace> traces = new ArrayList<>();
    private final List<String> inShort = new ArrayList<>();

    private Builder() {}

    /** The answer in one or two sentences. */
    Builder finding(String sentence) {
      finding = sentence;
      return this;
    }

    Builder chart(Chart chart) {
      charts.add(chart);
      return this;
    }

    /** A table, or words; charts go by {@link #chart}. */
    Builder add(Block block) {
      blocks.add(block);
      return this;
    }

    Builder text(String paragraph) {
      return add(new Block.Paragraph(paragraph));
    }

    Builder notice(String warning) {
      return add(new Block.Notice(warning));
    }

    /** How a figure is made; folded. */
    Builder method(String title, String text) {
      method.add(new Note(title, text));
      return this;
    }

    /** What the part cannot tell; always visible. */
    Builder cannotTell(String... sentences) {
      cannotTell.addAll(List.of(sentences));
      return this;
    }

    /** The way back from a figure: {@code trace("the rate", "gold.x", "estimate", "key=value")}. */
    Builder trace(String figure, String table, String column, String... key) {
      traces.add(new Trace(figure, table, List.of(key), column));
      return this;
    }

    /** What of it stands on the first page, without a full stop. */
    Builder inShort(String sentence) {
      inShort.add(sentence);
      return this;
    }

    Part build() {
      return new Part(finding, charts, blocks, method, cannotTell, traces, inShort);
    }
  }
}
