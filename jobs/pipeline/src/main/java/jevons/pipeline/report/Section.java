package jevons.pipeline.report;

import java.util.List;

/**
 * A section of the report.
 *
 * @param id its anchor
 * @param title its heading
 */
record Section(String id, String title, List<Block> blocks) {
  Section {
    blocks = List.copyOf(blocks);
  }
}
