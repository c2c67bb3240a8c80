package dev.octet.report;

import dev.octet.model.Model;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A figure, or a word, for nodes of a model: what Model Explorer lays over its graph.
 *
 * @param id short, for names of files: lower-case letters, digits and hyphens
 * @param title what it is
 * @param model whose nodes they are
 * @param values of some nodes; numbers that are none are left out
 * @param gradient colours for numbers from the least to the most; none for words
 */
public record NodeOverlay(
    String id, String title, Model model, Map<Spot, Value> values, List<String> gradient) {
  /** From little to much of what is bad. */
  public static final List<String> HARM = List.of("#ffffff", "#fde0a8", "#f08030", "#b01030");

  /** From little to much of what is good. */
  public static final List<String> GAIN = List.of("#ffffff", "#b8e0c0", "#208050");

  /** Copies, and checks the id. */
  public NodeOverlay {
    if (!id.matches("[a-z0-9-]+")) {
      throw new IllegalArgumentException("no id: " + id);
    }
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    gradient = List.copyOf(gradient);
  }

  /** A node by the place of its graph in the model, and its own in the graph. */
  public record Spot(int graph, int node) {}

  /** What is known of a node. */
  public sealed interface Value {
    /** A figure; its colour comes from the gradient. */
    record Amount(double value) implements Value {}

    /** A word with a colour of its own, such as {@code #208050}. */
    record Word(String text, String colour) implements Value {}
  }
}
