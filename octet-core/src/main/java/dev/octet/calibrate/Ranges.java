package dev.octet.calibrate;

import dev.octet.existing.Existing;
import dev.octet.existing.Grid;
import dev.octet.kernel.Kernels;
import dev.octet.kernel.MinMax;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.op.Constraint;
import dev.octet.op.OpTable;
import dev.octet.plan.RangeMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The ranges of a model's activations: the observed ones, and those that follow from them because
 * an op only moves values about.
 */
public final class Ranges {
  private final Model model;
  private final OpTable table;
  private final Map<Tensor, Range> observed;
  private final Map<Tensor, RangeMethod> methods = new HashMap<>();
  private final Map<Tensor, Range> all;
  private final long samples;
  private final List<String> notes;
  private final Existing existing;

  /**
   * Ranges of a model.
   *
   * @param observed of its activations, by tensor
   * @param methods how each of those was found
   * @param samples how many samples were observed
   * @param notes what the user should know, a line each
   */
  Ranges(
      Model model,
      OpTable table,
      Map<Tensor, Range> observed,
      Function<Tensor, RangeMethod> methods,
      long samples,
      List<String> notes) {
    this(model, table, observed, methods, samples, notes, Existing.none());
  }

  private Ranges(
      Model model,
      OpTable table,
      Map<Tensor, Range> observed,
      Function<Tensor, RangeMethod> methods,
      long samples,
      List<String> notes,
      Existing existing) {
    this.existing = existing;
    this.table = table;
    this.model = model;
    this.observed = Map.copyOf(observed);
    observed.keySet().forEach(t -> this.methods.put(t, methods.apply(t)));
    this.samples = samples;
    this.notes = List.copyOf(notes);
    this.all = new HashMap<>(observed);
    all.values().removeIf(r -> !r.isQuantizable());
    for (Graph graph : model.graphs()) {
      for (Node node : graph.nodes()) {
        if (movesValues(table, node)) {
          of(source(table, node)).ifPresent(r -> node.outputs().forEach(o -> all.put(o, r)));
        }
      }
    }
  }

  /** The ranges of a model before anything was observed. */
  public static Ranges none(Model model, OpTable table) {
    return new Ranges(model, table, Map.of(), _ -> new RangeMethod.MinMax(), 0, List.of());
  }

  /**
   * The range of an activation if it is known, or of a float constant if all its values are finite
   * and none is absurdly large.
   */
  public Optional<Range> of(Tensor tensor) {
    return tensor.data() != null && tensor.type() == ElementType.FLOAT32
        ? ofConstant(tensor.data())
        : existing
            .grid(tensor)
            .map(Ranges::ofGrid)
            .or(() -> Optional.ofNullable(all.get(tensor)))
            .or(() -> existing.implied(tensor).map(Ranges::ofGrid));
  }

  private static Range ofGrid(Grid grid) {
    return new Range(grid.min(), grid.max());
  }

  /**
   * The parameters that the model itself gives an activation or a constant of this type; empty
   * where the range decides.
   */
  public Optional<PerTensor> parameters(Tensor tensor, ElementType type) {
    return existing
        .grid(tensor)
        .or(() -> all.containsKey(tensor) ? Optional.empty() : existing.implied(tensor))
        .flatMap(g -> g.parameters(type));
  }

  /** This and what the model's own quantization says, which comes first. */
  public Ranges with(Existing newExisting) {
    return new Ranges(
        model, table, observed, t -> method(t).orElseThrow(), samples, notes, newExisting);
  }

  private static Optional<Range> ofConstant(Constant data) {
    var values = new MinMax();
    Kernels.minMax(data.bytes(), values);
    return values.isFinite() && !values.isEmpty()
        ? Optional.of(new Range(values.min(), values.max())).filter(Range::isQuantizable)
        : Optional.empty();
  }

  /** From the smallest value, or 0, to the largest, or 0, if the range is known. */
  public OptionalDouble width(Tensor tensor) {
    return of(tensor)
        .map(r -> OptionalDouble.of(Math.max((double) r.max(), 0) - Math.min((double) r.min(), 0)))
        .orElse(OptionalDouble.empty());
  }

  /** The model whose activations these are. */
  public Model model() {
    return model;
  }

  /** How many samples were observed. */
  public long samples() {
    return samples;
  }

  /** What the user should know, a line each. */
  public List<String> notes() {
    return notes;
  }

  /** How the range of an activation was found, if it was observed itself. */
  public Optional<RangeMethod> method(Tensor tensor) {
    return Optional.ofNullable(methods.get(tensor));
  }

  Map<Tensor, Range> observed() {
    return observed;
  }

  /** Whether the outputs of a node hold nothing but values of its input. */
  static boolean movesValues(OpTable table, Node node) {
    return table
        .find(node)
        .filter(r -> r.constraint() == Constraint.OUTPUT_LIKE_INPUT)
        .filter(r -> r.activationInputs(node).findFirst().isPresent())
        .isPresent();
  }

  private static Tensor source(OpTable table, Node node) {
    int input = table.find(node).orElseThrow().activationInputs(node).findFirst().orElseThrow();
    return Objects.requireNonNull(node.input(input));
  }
}
