package dev.octet.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Keeps a page small enough to be opened and sent: the largest tables and charts make way until the
 * rest fits, and a sentence says so in their place.
 */
final class Fitting {
  /** A block, with where it stands. */
  private record Part(JsonArray blocks, int index, long bytes) {}

  private Fitting() {}

  /** Changes the data of a report so that it takes no more than this as JSON. */
  static void fit(JsonObject report, long limit) {
    long total = bytes(report);
    if (total <= limit) {
      return;
    }
    List<Part> parts = parts(report);
    parts.sort(Comparator.comparingLong(Part::bytes).reversed());
    for (Part part : parts) {
      if (total > limit) {
        JsonObject sentence = sentence(part);
        part.blocks().set(part.index(), sentence);
        total -= part.bytes() - bytes(sentence);
      }
    }
  }

  private static List<Part> parts(JsonObject report) {
    var parts = new ArrayList<Part>();
    for (JsonElement section : report.getAsJsonArray("sections")) {
      JsonArray blocks = section.getAsJsonObject().getAsJsonArray("blocks");
      for (int i = 0; i < blocks.size(); i++) {
        parts.add(new Part(blocks, i, bytes(blocks.get(i))));
      }
    }
    return parts;
  }

  private static JsonObject sentence(Part part) {
    JsonObject block = part.blocks().get(part.index()).getAsJsonObject();
    JsonElement title = block.has("caption") ? block.get("caption") : block.get("title");
    String text =
        String.format(
            Locale.ROOT,
            "%s is left out: with %.1f MB it is more than a page should hold. --json has all of"
                + " it.",
            title == null ? "This" : title.getAsString(),
            part.bytes() / 1e6);
    JsonObject sentence = Values.block("prose");
    sentence.add("paragraphs", Values.strings(List.of(text)));
    return sentence;
  }

  private static long bytes(JsonElement json) {
    return ReportPage.json(json).getBytes(StandardCharsets.UTF_8).length;
  }
}
