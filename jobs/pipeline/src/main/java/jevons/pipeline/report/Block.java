package jevons.pipeline.report;

import java.time.LocalDate;
import java.util.List;

/**
 * A piece of the report, as what it says; {@link HtmlReport} and {@link MarkdownReport} write it.
 */
sealed interface Block
    permits Block.Paragraph,
        Block.Answer,
        Block.Notice,
        Block.Bullets,
        Block.Numbered,
        Block.Sources,
        Block.Folded,
        Block.Group,
        Block.Days,
        Block.Contents,
        Block.Origin,
        Chart,
        DataTable {

  record Paragraph(String text) implements Block {}

  /** The answer in a few words, and in a paragraph. */
  record Answer(String words, String text) implements Block {}

  /** Something the reader must know before trusting what follows. */
  record Notice(String text) implements Block {}

  record Bullets(List<String> items) implements Block {
    public Bullets {
      items = List.copyOf(items);
    }
  }

  record Numbered(List<String> items) implements Block {
    public Numbered {
      items = List.copyOf(items);
    }
  }

  record Sources(List<DataSource> sources) implements Block {
    public Sources {
      sources = List.copyOf(sources);
    }
  }

  /** Shown on demand. */
  record Folded(String title, List<Block> blocks) implements Block {
    public Folded {
      blocks = List.copyOf(blocks);
    }
  }

  /**
   * What was known as of each of several days: a slider, or without JavaScript a list.
   *
   * @param chartId the chart whose points, one a day, are pointed at as the slider moves
   * @param days the earliest first
   */
  record Days(String label, String chartId, List<Day> days) implements Block {
    public Days {
      days = List.copyOf(days);
    }

    /** What was known as of {@code asOf}, and the way back from its figure. */
    record Day(LocalDate asOf, String sentence, Trace trace) {}
  }

  /** What the pages say, a sentence each, with the way there. */
  record Contents(List<Entry> entries) implements Block {
    public Contents {
      entries = List.copyOf(entries);
    }

    record Entry(Page page, String sentence) {}
  }

  /** The command that leads from the figure above back to file and line. */
  record Origin(Trace trace) implements Block {}

  /** Blocks under a heading of their own. */
  record Group(String title, List<Block> blocks) implements Block {
    public Group {
      blocks = List.copyOf(blocks);
    }
  }
}
