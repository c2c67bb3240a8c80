package dev.octet.existing;

import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.op.Constraint;
import dev.octet.op.OpRow;
import dev.octet.op.OpTable;
import dev.octet.op.OutputBounds;
import dev.octet.op.OutputBounds.Reach;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From the grids that a model states to those that follow: where an op only moves values the same
 * grid holds on both sides; where it cannot reach further than its input, the input's range is
 * enough. The former are as good as stated, the latter second to what calibration observes.
 */
final class Spread {
  private final OpTable table;
  private final Map<Tensor, Grid> grids;
  private final Map<Tensor, Grid> implied = new HashMap<>();

  Spread(OpTable table, Map<Tensor, Grid> stated) {
    this.table = table;
    this.grids = new HashMap<>(stated);
  }

  Map<Tensor, Grid> grids() {
    return grids;
  }

  Map<Tensor, Grid> implied() {
    return implied;
  }

  void over(Model model) {
    if (grids.isEmpty()) {
      return;
    }
    for (Graph graph : model.graphs()) {
      moves(graph);
      new Implied(graph).follow();
    }
  }

  private void moves(Graph graph) {
    int before;
    do {
      before = grids.size();
      graph.nodes().forEach(this::forwards);
      graph.nodes().reversed().forEach(this::backwards);
    } while (grids.size() > before);
  }

  private void forwards(Node node) {
    Tensor source = movedBy(node);
    if (source != null && grids.containsKey(source)) {
      Grid grid = Objects.requireNonNull(grids.get(source));
      node.outputs().stream()
          .filter(Spread::isFloat)
          .forEach(output -> grids.putIfAbsent(output, grid));
    }
  }

  private void backwards(Node node) {
    Tensor source = movedBy(node);
    if (source != null && !source.isConstant()) {
      node.outputs().stream()
          .map(grids::get)
          .filter(Objects::nonNull)
          .reduce(Grid::wider)
          .ifPresent(g -> grids.putIfAbsent(source, g));
    }
  }

  /** The activation whose values a node moves. */
  private @Nullable Tensor movedBy(Node node) {
    return table
        .find(node)
        .filter(r -> r.constraint() == Constraint.OUTPUT_LIKE_INPUT)
        .flatMap(r -> r.activationInputs(node).boxed().findFirst())
        .map(node::input)
        .orElse(null);
  }

  private static boolean isFloat(Tensor tensor) {
    return tensor.type() == ElementType.FLOAT32;
  }

  /** What follows within one graph. */
  private final class Implied {
    private final Graph graph;
    private final Map<Tensor, List<Node>> consumers;

    Implied(Graph graph) {
      this.graph = graph;
      this.consumers = graph.consumers();
    }

    void follow() {
      int before;
      do {
        before = implied.size();
        graph.nodes().forEach(this::outputs);
        graph.nodes().reversed().forEach(this::inputs);
      } while (implied.size() > before);
    }

    private Optional<Grid> of(Tensor tensor) {
      Grid grid = grids.get(tensor);
      return Optional.ofNullable(grid == null ? implied.get(tensor) : grid);
    }

    private void imply(Tensor tensor, Grid grid) {
      if (isFloat(tensor) && !tensor.isConstant() && !grids.containsKey(tensor)) {
        implied.putIfAbsent(tensor, grid);
      }
    }

    private void outputs(Node node) {
      table.find(node).flatMap(r -> output(r, node)).ifPresent(g -> implyAll(node.outputs(), g));
    }

    private void implyAll(List<Tensor> tensors, Grid grid) {
      tensors.forEach(t -> imply(t, grid));
    }

    private Optional<Grid> output(OpRow row, Node node) {
      List<Tensor> sources =
          row.activationInputs(node).mapToObj(i -> Objects.requireNonNull(node.input(i))).toList();
      if (sources.isEmpty()) {
        return Optional.empty();
      }
      return switch (row.constraint()) {
        case FIXED_OUTPUT -> fixed(Objects.requireNonNull(row.fixed8()));
        case OUTPUT_LIKE_INPUT -> of(sources.getFirst());
        case INPUTS_LIKE_OUTPUT ->
            sources.stream().map(this::of).reduce((a, b) -> a.flatMap(x -> b.map(x::union))).get();
        case FREE ->
            of(sources.getFirst())
                .flatMap(g -> OutputBounds.of(node, new Reach(g.min(), g.max())))
                .flatMap(r -> Grid.ofRange(r.min(), r.max()));
      };
    }

    private static Optional<Grid> fixed(PerTensor parameters) {
      return Grid.of(ElementType.INT8, parameters).flatMap(g -> Grid.ofRange(g.min(), g.max()));
    }

    private void inputs(Node node) {
      OpRow row = table.find(node).orElse(null);
      if (row == null || node.outputs().isEmpty()) {
        return;
      }
      of(node.output(0))
          .ifPresent(
              grid -> {
                switch (row.constraint()) {
                  case OUTPUT_LIKE_INPUT, INPUTS_LIKE_OUTPUT ->
                      row.activationInputs(node).forEach(i -> imply(input(node, i), grid));
                  case FREE -> {
                    if (OutputBounds.isClamp(node) && isReadBy(node, input(node, 0))) {
                      imply(input(node, 0), grid);
                    }
                  }
                  case FIXED_OUTPUT -> {} // says nothing of its input
                }
              });
    }

    private static Tensor input(Node node, int index) {
      return Objects.requireNonNull(node.input(index));
    }

    private boolean isReadBy(Node only, Tensor tensor) {
      return consumers.getOrDefault(tensor, List.of()).equals(List.of(only))
          && !graph.outputs().contains(tensor);
    }
  }
}
