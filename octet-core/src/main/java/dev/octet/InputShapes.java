package dev.octet;

import dev.octet.data.InputSpec;
import dev.octet.data.ModelInputs;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Shape;
import dev.octet.model.Signature;
import dev.octet.model.Tensor;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.KernelSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fixes dynamic dimensions of inputs. The runtime then says which shapes follow from them for the
 * other tensors of the graph; tensors whose shape is decided in each run keep theirs, and so do
 * those of loops and branches, which take the shapes of whatever is passed to them.
 */
final class InputShapes {
  private final Model model;
  private final Map<String, int[]> shapes;
  private final Set<String> unknown;

  /**
   * Shapes by input.
   *
   * @param shapes sizes by the name of the input, its own or a signature's; the empty name stands
   *     for the only one
   */
  InputShapes(Model model, Map<String, int[]> shapes) {
    this.model = model;
    this.shapes = shapes;
    this.unknown = new LinkedHashSet<>(shapes.keySet());
  }

  /**
   * The model with these shapes.
   *
   * @throws OctetException {@code USAGE} for an input that does not exist or whose dimensions are
   *     others, {@code RUNTIME} if the graph does not take the shapes
   */
  Model fixed() {
    var graphs = new ArrayList<>(model.graphs());
    ModelInputs inputs = ModelInputs.of(model);
    for (int g : model.entries()) {
      String signature = signature(g);
      List<InputSpec> specs =
          g == 0 ? inputs.main() : inputs.signatures().getOrDefault(signature, List.of());
      Map<Tensor, Tensor> fixed = inputs(graphs.get(g), specs);
      if (!fixed.isEmpty()) {
        graphs.set(g, renewed(graphs.get(g), t -> fixed.getOrDefault(t, t)));
        graphs.set(g, inferred(model.withGraphs(graphs), g, g == 0 ? null : signature));
      }
    }
    if (!unknown.isEmpty()) {
      throw new OctetException(ErrorCode.USAGE, nobody(unknown.iterator().next(), inputs));
    }
    return model.withGraphs(graphs);
  }

  private String signature(int graph) {
    return model.signatures().stream()
        .filter(s -> s.graph() == graph)
        .map(Signature::key)
        .findFirst()
        .orElse("");
  }

  private static String nobody(String name, ModelInputs inputs) {
    var names = new LinkedHashSet<String>();
    inputs.main().forEach(i -> names.add(i.toString()));
    inputs.signatures().values().forEach(list -> list.forEach(i -> names.add(i.toString())));
    String all = String.join(", ", names);
    return name.isEmpty()
        ? "--input-shape must name its input: there are " + all
        : "the model has no input '%s', but %s".formatted(name, all);
  }

  private Map<Tensor, Tensor> inputs(Graph graph, List<InputSpec> specs) {
    var fixed = new LinkedHashMap<Tensor, Tensor>();
    for (int i = 0; i < specs.size(); i++) {
      InputSpec spec = specs.get(i);
      boolean only = specs.size() == 1 && model.entries().size() == 1;
      for (String name : shapes.keySet()) {
        if (spec.names().contains(name) || (name.isEmpty() && only)) {
          unknown.remove(name);
          int[] dims = checked(spec, shapes.getOrDefault(name, new int[0]));
          Tensor input = graph.inputs().get(i);
          fixed.put(input, input.withShape(Shape.of(dims)));
        }
      }
    }
    return fixed;
  }

  private static int[] checked(InputSpec spec, int[] dims) {
    Shape shape = spec.shape();
    boolean fits = !shape.isRanked() || shape.rank() == dims.length;
    for (int d = 0; fits && d < shape.rank(); d++) {
      fits = shape.isDynamic(d) ? dims[d] > 0 : dims[d] == shape.dim(d);
    }
    if (!fits) {
      throw new OctetException(
              ErrorCode.USAGE,
              "input %s cannot be %s"
                  .formatted(
                      spec,
                      Arrays.stream(dims)
                          .mapToObj(String::valueOf)
                          .collect(Collectors.joining(",", "[", "]"))))
          .advise("only the dimensions with a question mark are free");
    }
    return dims;
  }

  /** The graph with the shapes that the runtime infers from its inputs. */
  private static Graph inferred(Model model, int index, @Nullable String signature) {
    Graph graph = model.graphs().get(index);
    EngineOptions options =
        EngineOptions.standard()
            .withKernels(KernelSet.PLAIN)
            .withTaps(true)
            .withSignature(signature);
    var shapes = new HashMap<Tensor, Tensor>();
    try (Engine engine = Engine.open(Tflite.bytes(model), options)) {
      engine.prepare();
      List<Tensor> tensors = graph.tensors();
      for (int i = 0; i < tensors.size(); i++) {
        Tensor tensor = tensors.get(i);
        boolean known = !tensor.isConstant() && engine.tap(i) != null;
        if (known && tensor.shape().isDynamic()) {
          shapes.put(tensor, tensor.withShape(Shape.of(engine.tensor(i).shape().dims())));
        }
      }
    }
    return renewed(graph, t -> shapes.getOrDefault(t, t));
  }

  private static Graph renewed(Graph graph, UnaryOperator<Tensor> with) {
    List<Node> nodes =
        graph.nodes().stream()
            .map(
                n ->
                    new Node(
                        n.operation(),
                        n.inputs().stream()
                            .<@Nullable Tensor>map(t -> t == null ? null : with.apply(t))
                            .toList(),
                        n.outputs().stream().map(with).toList(),
                        n.intermediates().stream().map(with).toList()))
            .toList();
    return new Graph(
        graph.name(),
        graph.inputs().stream().map(with).toList(),
        graph.outputs().stream().map(with).toList(),
        nodes);
  }
}
