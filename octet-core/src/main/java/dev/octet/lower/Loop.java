package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A cell that runs through time in a WHILE, whose graphs do not grow with the number of steps.
 *
 * <p>The loop carries the place in time as {@code [0, i, 0]}, which slices take as it is; so all
 * that belongs to one step is {@code [batch, 1, …]}.
 */
final class Loop {
  private static final int[] STEP = {0, 1, 0};

  private final Lowering g;
  private final Cell cell;
  private final List<Tensor> projected;
  private final boolean sequences;

  /**
   * A loop.
   *
   * @param projected {@code [batch, time, n]} each
   * @param sequences whether the outputs of all steps are wanted
   */
  Loop(Lowering g, Cell cell, List<Tensor> projected, boolean sequences) {
    this.g = g;
    this.cell = cell;
    this.projected = projected;
    this.sequences = sequences;
  }

  /**
   * Runs it.
   *
   * @param initial {@code [batch, units]} each; empty for zeros
   */
  Steps run(List<Tensor> initial) {
    List<Tensor> states = initial.isEmpty() ? zeros() : steps(initial);
    var carried = new ArrayList<Tensor>();
    carried.add(g.constant("time", Array.integers(0, 0, 0)));
    carried.addAll(projected);
    carried.addAll(states);
    if (sequences) {
      carried.add(Zeros.like(g, projected.getFirst(), steps(), cell.units()));
    }
    Attributes options =
        Attributes.of("WhileOptions")
            .with("cond_subgraph_index", condition(carried))
            .with("body_subgraph_index", body(carried));
    Tensor[] results =
        carried.stream().map(t -> g.result("while", t.type(), t.shape())).toArray(Tensor[]::new);
    List<Tensor> made = g.add("WHILE", options, List.copyOf(carried), results);
    int first = 1 + projected.size();
    var last = new ArrayList<Tensor>();
    for (Tensor state : made.subList(first, first + states.size())) {
      last.add(Layout.squeeze(g, state, 1));
    }
    return new Steps(sequences ? made.getLast() : last.getFirst(), last);
  }

  private List<Tensor> steps(List<Tensor> states) {
    return states.stream().map(s -> Layout.expand(g, s, 1)).toList();
  }

  private List<Tensor> zeros() {
    Tensor zeros = Zeros.like(g, projected.getFirst(), 1, cell.units());
    return Collections.nCopies(cell.states(), zeros);
  }

  private int steps() {
    return projected.getFirst().shape().dim(1);
  }

  private int condition(List<Tensor> carried) {
    Lowering graph = g.body();
    Tensor time = inputs(graph, carried).getFirst();
    Tensor one = graph.constant("const", Array.integers(1).reshaped());
    Tensor place = graph.add("GATHER", Attributes.of("GatherOptions"), Shape.of(), time, one);
    Tensor steps = graph.constant("const", Array.integers(steps()).reshaped());
    Tensor more = Comparison.less(graph, place, steps);
    return g.addBody("while_condition", graph, List.of(more));
  }

  private int body(List<Tensor> carried) {
    Lowering graph = g.body();
    List<Tensor> in = inputs(graph, carried);
    Tensor time = in.getFirst();
    var now = new ArrayList<Tensor>();
    for (int i = 1; i <= projected.size(); i++) {
      now.add(at(graph, in.get(i), time));
    }
    int first = 1 + projected.size();
    var next = cell.in(graph).next(now, in.subList(first, first + cell.states()));
    var out = new ArrayList<Tensor>();
    out.add(Arithmetic.add(graph, time, graph.integers(STEP)));
    out.addAll(in.subList(1, first));
    out.addAll(next);
    if (sequences) {
      Tensor all = in.getLast();
      out.add(Stack.update(graph, all, next.getFirst(), time));
    }
    return g.addBody("while_body", graph, out);
  }

  private static Tensor at(Lowering graph, Tensor x, Tensor time) {
    int[] sizes = {-1, 1, -1};
    Attributes options = Attributes.of("SliceOptions");
    Shape shape = Dims.with(x.shape(), 1, 1);
    return graph.add("SLICE", options, shape, x, time, graph.integers(sizes));
  }

  private static List<Tensor> inputs(Lowering graph, List<Tensor> carried) {
    var inputs = new ArrayList<Tensor>();
    for (Tensor t : carried) {
      String name = t.type() == ElementType.INT32 ? "time" : "carried_" + inputs.size();
      inputs.add(graph.input(name, t.type(), t.shape()));
    }
    return inputs;
  }
}
