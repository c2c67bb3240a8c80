package dev.octet.debug;

import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The float twins of a quantized graph's ops, to be put behind its nodes.
 *
 * <pre>{@code
 * %y = CONV_2D(%x, %w8)              %y = CONV_2D(%x, %w8)
 *                                →   %xf = DEQUANTIZE(%x)
 *                                    %yf = CONV_2D(%xf, %w32)
 * }</pre>
 */
final class TwinNodes {
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Tensor, Tensor> dequantized = new HashMap<>();
  private final List<Compared> compared = new ArrayList<>();

  /** The nodes so far. */
  List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /** What is compared, in the order of the pairs. */
  List<Compared> compared() {
    return List.copyOf(compared);
  }

  /** Whether a pair has a twin that can be run and looked at. */
  static boolean takes(Pair pair) {
    return pair.floats().stream().allMatch(Region::isPure)
        && outputs(pair).findAny().isPresent()
        && pair.fed().entrySet().stream().allMatch(e -> canBe(e.getValue(), e.getKey()))
        && isComplete(pair);
  }

  /** Whether everything that the twin reads is there. */
  private static boolean isComplete(Pair pair) {
    var known = new HashSet<>(pair.fed().keySet());
    for (Node node : pair.floats()) {
      for (Tensor input : node.inputs()) {
        if (input != null && !input.isConstant() && !input.isVariable() && !known.contains(input)) {
          return false;
        }
      }
      known.addAll(node.outputs());
    }
    return true;
  }

  private static boolean canBe(Tensor tensor, Tensor wanted) {
    return tensor.type() == wanted.type()
        ? Objects.equals(tensor.quantization(), wanted.quantization())
            || tensor.type() == ElementType.FLOAT32
            || tensor.quantization() == null
        : wanted.type() == ElementType.FLOAT32
            && (tensor.type() == ElementType.FLOAT16
                || (tensor.quantization() != null && Reals.canRead(tensor.type())));
  }

  private static IntStream outputs(Pair pair) {
    return IntStream.range(0, pair.original().outputs().size()).filter(pair::isComparable);
  }

  /** Adds a twin. */
  void add(Pair pair) {
    var twins = new HashMap<Tensor, Tensor>();
    pair.fed().forEach((wanted, fed) -> twins.put(wanted, real(fed, wanted)));
    for (Node node : pair.floats()) {
      node.outputs().forEach(o -> twins.put(o, twin(o)));
      nodes.add(
          new Node(
              node.operation(),
              node.mapInputs(t -> twins.computeIfAbsent(t, TwinNodes::own)),
              node.outputs().stream().map(o -> Objects.requireNonNull(twins.get(o))).toList(),
              node.intermediates()));
    }
    outputs(pair)
        .forEach(
            o -> {
              Tensor reference = Objects.requireNonNull(twins.get(pair.original().output(o)));
              compared.add(new Compared(pair, o, reference, pair.quantized().output(o)));
            });
  }

  /** What is called like a tensor, and is another one. */
  static Tensor twin(Tensor tensor) {
    return tensor.withName(tensor.name() + "/float");
  }

  /** A constant is shared; state is not. */
  static Tensor own(Tensor tensor) {
    return tensor.isVariable() ? twin(tensor) : tensor;
  }

  /** The values of a tensor as floats, where the twin wants floats. */
  private Tensor real(Tensor tensor, Tensor wanted) {
    if (tensor.type() == wanted.type()) {
      return tensor;
    }
    return dequantized.computeIfAbsent(
        tensor,
        t -> {
          Tensor real = Tensor.of(t.name() + "/real", ElementType.FLOAT32, t.shape());
          nodes.add(new Node(Operation.builtin("DEQUANTIZE", null), List.of(t), List.of(real)));
          return real;
        });
  }
}
