package dev.octet.calibrate;

import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.ControlFlow;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Quantization;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Numbers what graphs compute: two nodes have the same number when they do the same with the same
 * constants and with inputs of the same number. One input of a graph stands for any other of its
 * type and rank, so that the number tells the function and not what it is applied to.
 */
final class Computations {
  private static final int ABSENT = -1;
  private static final int HASHED = 256;

  private final Map<Object, Integer> numbers = new HashMap<>();
  private final Map<Tensor, Integer> tensors = new HashMap<>();
  private final Map<Node, Integer> nodes = new HashMap<>();

  private record Given(ElementType type, int rank) {}

  private record Fixed(
      ElementType type, Shape shape, @Nullable Quantization quantization, Content data) {}

  /** A constant by its bytes; most are told apart by the first few. */
  private static final class Content {
    private final Constant data;
    private final int hash;

    Content(Constant data) {
      var start = new byte[(int) Math.min(HASHED, data.byteSize())];
      data.read(0, MemorySegment.ofArray(start));
      this.data = data;
      this.hash = Arrays.hashCode(start);
    }

    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Content c
          && hash == c.hash
          && (data.equals(c.data) || data.bytes().mismatch(c.data.bytes()) < 0);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private record Call(String op, @Nullable Attributes options, List<Integer> inputs) {}

  private record Result(int call, int output) {}

  /** Numbers the nodes of a graph that users run. */
  void add(Graph graph) {
    for (Tensor input : graph.inputs()) {
      int rank = input.shape().isRanked() ? input.shape().rank() : -1;
      tensors.put(input, intern(new Given(input.type(), rank)));
    }
    for (Node node : graph.nodes()) {
      int call = isFunction(node) ? intern(call(node)) : intern(node);
      nodes.put(node, call);
      for (int o = 0; o < node.outputs().size(); o++) {
        tensors.put(node.output(o), intern(new Result(call, o)));
      }
    }
  }

  /** The number of a node that was added. */
  int of(Node node) {
    return Objects.requireNonNull(nodes.get(node));
  }

  private int intern(Object computation) {
    return numbers.computeIfAbsent(computation, _ -> numbers.size());
  }

  private Call call(Node node) {
    return new Call(
        node.op(),
        node.operation().options(),
        node.inputs().stream().map(t -> t == null ? ABSENT : of(t)).toList());
  }

  private int of(Tensor tensor) {
    Integer known = tensors.get(tensor);
    if (known == null) {
      Constant data = tensor.data();
      known =
          intern(
              data == null
                  ? tensor
                  : new Fixed(
                      tensor.type(), tensor.shape(), tensor.quantization(), new Content(data)));
      tensors.put(tensor, known);
    }
    return known;
  }

  /** Whether its outputs follow from its inputs alone, as far as can be told. */
  private static boolean isFunction(Node node) {
    return !node.operation().custom()
        && ControlFlow.graphs(node).isEmpty()
        && node.inputs().stream().noneMatch(t -> t != null && t.isVariable());
  }
}
