package dev.octet.cli;

import dev.octet.format.metadata.ModelCard;
import dev.octet.format.tflite.FileParts;
import dev.octet.model.Model;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What comes with a model, for people: what it tells of itself, its metadata, files packed with it.
 */
record FileText(Model model, FileParts parts) {
  private static final int WIDTH = 100;

  /** Adds a row for each thing there is. */
  void addTo(Table table) {
    if (parts.outsideBuffers() > 0) {
      table.row(
          "outside",
          "%s in %d buffers behind the FlatBuffer"
              .formatted(Numbers.bytes(parts.outsideBytes()), parts.outsideBuffers()));
    }
    ModelCard.of(model).ifPresent(card -> addTo(table, card));
    String metadata =
        model.metadata().stream()
            .map(m -> "%s %s".formatted(m.name(), Numbers.bytes(m.data().byteSize())))
            .collect(Collectors.joining(", "));
    if (!metadata.isEmpty()) {
      table.row("metadata", Shorter.text(metadata, WIDTH));
    }
    String files =
        parts.files().stream()
            .map(f -> "%s %s".formatted(f.name(), Numbers.bytes(f.bytes())))
            .collect(Collectors.joining(", "));
    if (!files.isEmpty()) {
      table.row("files", Shorter.text(files, WIDTH));
    }
  }

  private static void addTo(Table table, ModelCard card) {
    String title =
        Stream.of(card.name(), card.version(), by(card.author()), card.license())
            .filter(s -> !s.isEmpty())
            .collect(Collectors.joining(", "));
    if (!title.isEmpty()) {
      table.row("card", Shorter.text(title, WIDTH));
    }
    if (!card.description().isEmpty()) {
      table.row("", Shorter.text(card.description(), WIDTH));
    }
  }

  private static String by(String author) {
    return author.isEmpty() ? "" : "by " + author;
  }
}
