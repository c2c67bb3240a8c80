package dev.octet.advise;

import dev.octet.model.ControlFlow;
import dev.octet.model.ElementType;
import dev.octet.model.Footprint;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.OpTable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What about a model matters to how it is best quantized.
 *
 * @param bytes of the model as it would be converted
 * @param content what it holds already
 * @param ops how many there are
 * @param customOps their codes, each once
 * @param loops how many WHILE and IF there are
 * @param recurrentOps how many keep state
 * @param weightBytes of all constants
 * @param tableBytes of those that ops look rows up in (embeddings)
 * @param largestWeight the elements of the largest constant of floats
 * @param peakActivations bytes of the activations that live at one time in the main graph
 * @param openInputs the inputs with open sizes, and their shapes
 * @param oddTypes types of activations that no quantization has a use for, such as {@code f64}
 */
public record Facts(
    long bytes,
    Content content,
    int ops,
    List<String> customOps,
    int loops,
    int recurrentOps,
    long weightBytes,
    long tableBytes,
    long largestWeight,
    long peakActivations,
    List<OpenInput> openInputs,
    List<String> oddTypes) {
  private static final Set<String> TABLES = Set.of("GATHER", "EMBEDDING_LOOKUP");
  private static final Set<String> RECURRENT =
      Set.of("LSTM", "RNN", "SVDF", "BIDIRECTIONAL_SEQUENCE_LSTM", "BIDIRECTIONAL_SEQUENCE_RNN");
  private static final Set<ElementType> ODD =
      EnumSet.of(
          ElementType.FLOAT64,
          ElementType.BFLOAT16,
          ElementType.COMPLEX64,
          ElementType.COMPLEX128,
          ElementType.STRING,
          ElementType.RESOURCE,
          ElementType.VARIANT);

  /** Copies the lists. */
  public Facts {
    customOps = List.copyOf(customOps);
    openInputs = List.copyOf(openInputs);
    oddTypes = List.copyOf(oddTypes);
  }

  /**
   * An input with open sizes.
   *
   * @param name its name
   * @param shape such as {@code [1?,28,28,3]}
   * @param onlyBatch whether only the first size is open
   */
  public record OpenInput(String name, String shape, boolean onlyBatch) {}

  /** What of it is quantized before anything is done. */
  public enum Content {
    /** Nothing. */
    FLOAT,
    /** Constants are float16. */
    FLOAT16,
    /** Weights are integers, activations floats. */
    WEIGHTS,
    /** Some activations are integers. */
    MIXED,
    /** All activations that can be are integers. */
    INTEGER;

    /** The name in JSON. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The facts about a model. */
  static Facts of(Model model, long bytes, OpTable table) {
    List<Node> nodes = model.graphs().stream().flatMap(g -> g.nodes().stream()).toList();
    return new Facts(
        bytes,
        content(nodes),
        nodes.size(),
        nodes.stream().filter(n -> n.operation().custom()).map(Node::op).distinct().toList(),
        count(nodes, n -> ControlFlow.isWhile(n) || ControlFlow.isIf(n)),
        count(nodes, n -> isRecurrent(n, table)),
        Footprint.constants(model).stream().mapToLong(Footprint::bytes).sum(),
        tables(nodes),
        Footprint.constants(model).stream()
            .filter(t -> Demands.isFloat(t.type()))
            .mapToLong(t -> t.shape().elements())
            .max()
            .orElse(0),
        Footprint.peakActivations(model.main()),
        openInputs(model),
        oddTypes(nodes));
  }

  private static int count(List<Node> nodes, Predicate<Node> what) {
    return (int) nodes.stream().filter(what).count();
  }

  private static boolean isRecurrent(Node node, OpTable table) {
    return RECURRENT.contains(node.op())
        || table.find(node).filter(r -> r.recurrent() != null).isPresent();
  }

  private static long tables(List<Node> nodes) {
    var seen = new HashSet<Tensor>();
    return nodes.stream()
        .filter(n -> TABLES.contains(n.op()))
        .flatMap(n -> n.inputs().stream().flatMap(Stream::ofNullable))
        .filter(t -> t.isConstant() && Demands.isFloat(t.type()) && seen.add(t))
        .mapToLong(Footprint::bytes)
        .sum();
  }

  private static List<OpenInput> openInputs(Model model) {
    var open = new ArrayList<OpenInput>();
    for (int entry : model.entries()) {
      Graph graph = model.graphs().get(entry);
      for (Tensor input : graph.inputs()) {
        if (input.shape().isDynamic()) {
          boolean onlyBatch =
              input.shape().isRanked()
                  && IntStream.range(1, input.shape().rank()).noneMatch(input.shape()::isDynamic);
          open.add(new OpenInput(input.name(), input.shape().toString(), onlyBatch));
        }
      }
    }
    return open;
  }

  private static List<String> oddTypes(List<Node> nodes) {
    return nodes.stream()
        .flatMap(n -> n.outputs().stream())
        .map(Tensor::type)
        .filter(ODD::contains)
        .distinct()
        .sorted()
        .map(ElementType::text)
        .toList();
  }

  private static Content content(List<Node> nodes) {
    boolean halves =
        nodes.stream()
            .anyMatch(n -> n.inputs().stream().flatMap(Stream::ofNullable).anyMatch(Facts::isHalf));
    boolean weights =
        nodes.stream()
            .anyMatch(
                n -> n.inputs().stream().flatMap(Stream::ofNullable).anyMatch(Facts::isWeight));
    List<Tensor> results =
        nodes.stream()
            .filter(n -> !n.operation().is("QUANTIZE") && !n.operation().is("DEQUANTIZE"))
            .flatMap(n -> n.outputs().stream())
            .toList();
    boolean integers = results.stream().anyMatch(Facts::isQuantized);
    boolean floats = results.stream().anyMatch(t -> Demands.isFloat(t.type()));
    if (integers) {
      return floats ? Content.MIXED : Content.INTEGER;
    }
    return weights ? Content.WEIGHTS : halves ? Content.FLOAT16 : Content.FLOAT;
  }

  private static boolean isHalf(Tensor tensor) {
    return tensor.isConstant() && tensor.type() == ElementType.FLOAT16;
  }

  private static boolean isWeight(Tensor tensor) {
    return tensor.isConstant() && isQuantized(tensor);
  }

  private static boolean isQuantized(Tensor tensor) {
    return tensor.type().isInteger() && tensor.quantization() != null;
  }
}
