package dev.octet.report;

import java.util.List;

/** Paragraphs of plain text. */
public record Prose(List<String> paragraphs) implements Block {
  /** Copies the list. */
  public Prose {
    paragraphs = List.copyOf(paragraphs);
  }
}
