package dev.octet.report;

import java.util.List;

/**
 * A part of a report.
 *
 * @param id for links to it: lower-case letters, digits and hyphens
 * @param title its heading
 * @param intro what is to be seen here and how to read it, or empty
 * @param blocks in order
 */
public record Section(String id, String title, String intro, List<Block> blocks) {
  /** Copies the list and checks the id. */
  public Section {
    blocks = List.copyOf(blocks);
    if (!id.matches("[a-z0-9-]+")) {
      throw new IllegalArgumentException("no id: " + id);
    }
  }
}
