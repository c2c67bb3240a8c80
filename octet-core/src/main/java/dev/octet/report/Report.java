package dev.octet.report;

import java.util.List;

/**
 * What a command found out.
 *
 * @param title such as {@code int8.tflite against float.tflite}
 * @param verdict the summary, in words
 * @param sections in the order they are read; no two with one id
 * @param provenance how all this was made
 */
public record Report(String title, Verdict verdict, List<Section> sections, Provenance provenance) {
  /** Copies the list and checks the ids. */
  public Report {
    sections = List.copyOf(sections);
    if (sections.stream().map(Section::id).distinct().count() < sections.size()) {
      throw new IllegalArgumentException("two sections have one id");
    }
  }
}
