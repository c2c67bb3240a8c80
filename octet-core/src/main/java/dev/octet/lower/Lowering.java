package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Quantization;
import dev.octet.model.Shape;
import dev.octet.model.Signature;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A LiteRT graph that grows node by node, and the graphs that its loops run. What the tensors of a
 * layer are called starts with the scope that is set, the layer's path.
 */
public final class Lowering {
  private final List<Graph> bodies;
  private final List<Tensor> inputs = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Tensor, String> names = new HashMap<>();
  private final Map<Tensor, Array> dequantized = new HashMap<>();
  private final Map<String, Integer> uses;
  private String scope = "";

  /** An empty graph. */
  public Lowering() {
    this(new ArrayList<>(), new HashMap<>());
  }

  private Lowering(List<Graph> bodies, Map<String, Integer> uses) {
    this.bodies = bodies;
    this.uses = uses;
  }

  /** What the names of new tensors start with, such as {@code block1/conv}; empty for nothing. */
  public void scope(String path) {
    scope = path;
  }

  /** The scope that is set. */
  public String scope() {
    return scope;
  }

  /** Adds an input, after those that there are. */
  public Tensor input(String name, ElementType type, Shape shape) {
    Tensor input = Tensor.of(name, type, shape);
    inputs.add(input);
    return input;
  }

  /** The inputs so far, in order. */
  public List<Tensor> inputs() {
    return List.copyOf(inputs);
  }

  /** The nodes so far, each after those that make its inputs. */
  public List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /** The node that makes a tensor; empty for inputs, constants, and tensors of other graphs. */
  public Optional<Node> maker(Tensor made) {
    return nodes.stream().filter(n -> n.outputs().contains(made)).findFirst();
  }

  /**
   * A constant, or, of integers that stand for floats, the floats made of one.
   *
   * @param name within the scope; empty for the scope's own
   */
  public Tensor constant(String name, Array values) {
    Tensor stored = Tensor.of(unique(name), values.type(), values.shape(), values.data());
    Quantization quantization = values.quantization();
    if (quantization == null) {
      return stored;
    }
    Tensor integers = stored.withType(values.type(), quantization);
    Tensor reals = add("DEQUANTIZE", null, ElementType.FLOAT32, values.shape(), integers);
    dequantized.put(reals, values);
    return reals;
  }

  /** The values of a tensor that {@link #constant} gave, or of any other constant. */
  public Optional<Array> values(Tensor tensor) {
    Constant data = tensor.data();
    return data == null
        ? Optional.ofNullable(dequantized.get(tensor))
        : Optional.of(new Array(tensor.type(), tensor.shape(), data, tensor.quantization()));
  }

  /** A constant of a few numbers: a shape, axes, paddings. */
  public Tensor integers(int... values) {
    return constant("const", Array.integers(values));
  }

  /** A single float. */
  public Tensor scalar(double value) {
    return constant("const", Array.scalar(value));
  }

  /** A single number of a type. */
  public Tensor scalar(ElementType type, double value) {
    return constant("const", Array.numbers(type, new double[] {value}));
  }

  /** Adds a node with one result, and gives that. */
  public Tensor add(
      String op, @Nullable Attributes options, ElementType type, Shape shape, Tensor... in) {
    return add(
            op, options, List.of(in), Tensor.of(unique(op.toLowerCase(Locale.ROOT)), type, shape))
        .getFirst();
  }

  /** Adds a node with one result of the type of its first input. */
  public Tensor add(String op, @Nullable Attributes options, Shape shape, Tensor... in) {
    return add(op, options, in[0].type(), shape, in);
  }

  /**
   * Adds a node.
   *
   * @param in null where an optional input is absent
   * @param results tensors like those it makes; their names are taken as they are
   * @return the results
   */
  public List<Tensor> add(
      String op, @Nullable Attributes options, List<@Nullable Tensor> in, Tensor... results) {
    Operation operation = Operation.builtin(op, options);
    var node = new Node(operation, in, List.of(results));
    nodes.add(new Node(operation.withVersion(OpVersions.of(node)), in, List.of(results)));
    return List.of(results);
  }

  /** Adds a node of an op that is not LiteRT's own. */
  public List<Tensor> add(Operation custom, List<@Nullable Tensor> in, List<Tensor> results) {
    nodes.add(new Node(custom, in, results));
    return List.copyOf(results);
  }

  /** A tensor to be made by {@link #add(String, Attributes, List, Tensor...)}. */
  public Tensor result(String name, ElementType type, Shape shape) {
    return Tensor.of(unique(name), type, shape);
  }

  /** Gives what a node of this graph makes the name of the layer that it is the result of. */
  public void name(Tensor made, String name) {
    names.put(made, name);
  }

  /** An empty graph for a loop or a branch to run. */
  public Lowering body() {
    var body = new Lowering(bodies, uses);
    body.scope = scope;
    return body;
  }

  /** An empty graph that is made to learn something, and forgotten with all its bodies. */
  public Lowering trial() {
    var trial = new Lowering(new ArrayList<>(bodies), new HashMap<>(uses));
    trial.scope = scope;
    return trial;
  }

  /**
   * Adds a body that is complete, and gives the number that the op refers to it by. Its name gets
   * the scope before it and is unique, so that messages tell which one they mean.
   */
  public int addBody(String name, Lowering body, List<Tensor> outputs) {
    bodies.add(body.graph(unique(name), outputs));
    return bodies.size();
  }

  /** An empty graph that a signature of the same model runs, beside this one. */
  public Lowering sibling() {
    return new Lowering(bodies, new HashMap<>());
  }

  /**
   * The model: this graph with the bodies and one signature {@code serving_default}.
   *
   * @param outputs by the names that users know, in order
   */
  public Model model(String name, Map<String, Tensor> outputs) {
    List<String> ports = inputs.stream().map(Tensor::name).toList();
    return model(List.of(new Entry("serving_default", name, this, ports, outputs)));
  }

  /**
   * What a signature runs.
   *
   * @param signature the name of the signature
   * @param name of the graph
   * @param graph complete
   * @param ports what the signature calls the inputs of the graph, in their order
   * @param outputs by the names that the signature gives them, in order
   */
  public record Entry(
      String signature,
      String name,
      Lowering graph,
      List<String> ports,
      Map<String, Tensor> outputs) {}

  /**
   * The model of several signatures, whose graphs are siblings of the first; it goes first, then
   * the bodies, then the others.
   */
  public static Model model(List<Entry> entries) {
    var graphs = new ArrayList<Graph>();
    var signatures = new ArrayList<Signature>();
    for (Entry e : entries) {
      List<Tensor> results = e.graph.results(List.copyOf(e.outputs.values()));
      signatures.add(
          new Signature(e.signature, graphs.size(), ports(e.ports), ports(e.outputs.keySet())));
      graphs.add(e.graph.graph(e.name, results));
      if (graphs.size() == 1) {
        graphs.addAll(e.graph.bodies);
      }
    }
    return new Model("", graphs, signatures, List.of());
  }

  private static List<Signature.Port> ports(Collection<String> names) {
    var ports = new ArrayList<Signature.Port>();
    names.forEach(n -> ports.add(new Signature.Port(n, ports.size())));
    return ports;
  }

  /** An output that is an input, a constant or another output is a copy of it. */
  private List<Tensor> results(List<Tensor> outputs) {
    var results = new ArrayList<Tensor>();
    for (Tensor t : outputs) {
      boolean plain = !t.isConstant() && !inputs.contains(t) && !results.contains(t);
      results.add(plain ? t : Layout.copy(this, t));
    }
    return results;
  }

  private Graph graph(String name, List<Tensor> outputs) {
    var renamed = new HashMap<Tensor, Tensor>();
    names.forEach((tensor, to) -> renamed.put(tensor, tensor.withName(to)));
    inputs.forEach(renamed::remove);
    var done = nodes.stream().map(n -> renamed(n, renamed)).toList();
    return new Graph(
        name, inputs, outputs.stream().map(t -> renamed.getOrDefault(t, t)).toList(), done);
  }

  private static Node renamed(Node node, Map<Tensor, Tensor> renamed) {
    return new Node(
        node.operation(),
        node.mapInputs(t -> renamed.getOrDefault(t, t)),
        node.outputs().stream().map(t -> renamed.getOrDefault(t, t)).toList());
  }

  private String unique(String name) {
    String between = scope.isEmpty() || name.isEmpty() ? "" : "/";
    String full = scope + between + name;
    int use = uses.merge(full, 1, Integer::sum);
    return use == 1 ? full : full + "_" + (use - 1);
  }
}
