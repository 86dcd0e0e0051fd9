package jevons.pipeline.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects what a chapter says: the finding first, its limits always visible, its method folded.
 */
final class ChapterBlocks {
  private final List<Block> blocks = new ArrayList<>();
  private final List<Block> method = new ArrayList<>();
  private final List<String> cannotTell = new ArrayList<>();

  private ChapterBlocks() {}

  /** Nothing yet. */
  static ChapterBlocks of() {
    return new ChapterBlocks();
  }

  /** The answer in one or two sentences; none where it is empty. */
  ChapterBlocks finding(String sentence) {
    if (!sentence.isEmpty()) {
      blocks.add(new Block.Paragraph(sentence));
    }
    return this;
  }

  ChapterBlocks chart(Chart chart) {
    return add(chart);
  }

  ChapterBlocks add(Block block) {
    blocks.add(block);
    return this;
  }

  /** Something the reader must know first. */
  ChapterBlocks notice(String warning) {
    return add(new Block.Notice(warning));
  }

  /** How a figure is made. */
  ChapterBlocks method(String title, String text) {
    method.add(new Block.Group(title, List.of(new Block.Paragraph(text))));
    return this;
  }

  /** What no reader may take from the chapter. */
  ChapterBlocks cannotTell(String... sentences) {
    cannotTell.addAll(List.of(sentences));
    return this;
  }

  /** All of them. */
  List<Block> build() {
    List<Block> all = new ArrayList<>(blocks);
    all.add(new Block.Group("What this cannot tell", List.of(new Block.Bullets(cannotTell))));
    all.add(new Block.Folded("How it is measured", method));
    return List.copyOf(all);
  }
}
