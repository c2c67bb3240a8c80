package dev.octet.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A graph of ops, laid out from top to bottom; can be moved and zoomed.
 *
 * @param colourings what its colours can show; the first is shown first; without any, ops are grey
 */
public record Network(Caption caption, List<Op> ops, List<Edge> edges, List<Colouring> colourings)
    implements Chart {
  /** Copies the lists and checks that the edges' ends are there. */
  public Network {
    ops = List.copyOf(ops);
    edges = List.copyOf(edges);
    colourings = List.copyOf(colourings);
    Set<String> ids = ops.stream().map(Op::id).collect(Collectors.toSet());
    if (ids.size() < ops.size()) {
      throw new IllegalArgumentException("two ops have one id");
    }
    if (!edges.stream().allMatch(e -> ids.contains(e.from()) && ids.contains(e.to()))) {
      throw new IllegalArgumentException("an edge without an op at its end");
    }
  }

  /**
   * An op, or an input or output of the graph.
   *
   * @param id no two ops have one
   * @param label its name
   * @param kind such as {@code CONV_2D}
   * @param details name and value, shown when it is chosen
   * @param link an anchor in this page; empty for none
   */
  public record Op(String id, String label, String kind, List<Detail> details, String link) {
    /** Copies the list. */
    public Op {
      details = List.copyOf(details);
    }
  }

  /** What flows from one op to another; the label is the tensor's type and shape. */
  public record Edge(String from, String to, String label) {}

  /** A line of details. */
  public record Detail(String name, String value) {}

  /** What the colours of a graph show: a group for each op, or a number. */
  public sealed interface Colouring permits ByGroup, ByNumber {
    /** Its name. */
    String title();
  }

  /** Ops of one group have one colour; those without are grey. */
  public record ByGroup(String title, Map<String, String> groups) implements Colouring {
    /** Copies the map. */
    public ByGroup {
      groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    }
  }

  /** From pale to strong by a number of each op. */
  public record ByNumber(String title, Map<String, Double> numbers) implements Colouring {
    /** Copies the map. */
    public ByNumber {
      numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    }
  }
}
