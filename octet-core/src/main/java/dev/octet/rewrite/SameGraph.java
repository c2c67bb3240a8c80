package dev.octet.rewrite;

import dev.octet.model.ControlFlow;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether two graphs of a model compute the same by the same nodes, whatever the names in them. */
final class SameGraph {
  private final Model model;
  private final EqualBytes bytes;

  SameGraph(Model model, EqualBytes bytes) {
    this.model = model;
    this.bytes = bytes;
  }

  /** Compares the graphs of these numbers. */
  boolean same(int first, int second) {
    return first == second || same(model.graphs().get(first), model.graphs().get(second));
  }

  private boolean same(Graph a, Graph b) {
    var twins = new HashMap<Tensor, Tensor>();
    if (a.nodes().size() != b.nodes().size() || !pair(a.inputs(), b.inputs(), twins)) {
      return false;
    }
    for (int i = 0; i < a.nodes().size(); i++) {
      if (!same(a.nodes().get(i), b.nodes().get(i), twins)) {
        return false;
      }
    }
    return same(a.outputs(), b.outputs(), twins);
  }

  private boolean same(Node a, Node b, Map<Tensor, Tensor> twins) {
    return same(a.operation(), b.operation(), ControlFlow.graphs(a), ControlFlow.graphs(b))
        && same(a.inputs(), b.inputs(), twins)
        && pair(a.outputs(), b.outputs(), twins);
  }

  private boolean same(Operation a, Operation b, List<Integer> bodiesA, List<Integer> bodiesB) {
    if (bodiesA.isEmpty() || bodiesA.size() != bodiesB.size()) {
      return a.equals(b);
    }
    for (int i = 0; i < bodiesA.size(); i++) {
      if (!same(bodiesA.get(i), bodiesB.get(i))) {
        return false;
      }
    }
    return a.name().equals(b.name());
  }

  private boolean same(
      List<? extends @Nullable Tensor> a,
      List<? extends @Nullable Tensor> b,
      Map<Tensor, Tensor> twins) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!same(a.get(i), b.get(i), twins)) {
        return false;
      }
    }
    return true;
  }

  private boolean same(@Nullable Tensor a, @Nullable Tensor b, Map<Tensor, Tensor> twins) {
    if (a == null || b == null) {
      return a == b;
    }
    if (twins.containsKey(a)) {
      return twins.get(a) == b;
    }
    if (a.isVariable() && alike(a, b)) {
      twins.put(a, b);
      return true;
    }
    return a.data() != null
        && b.data() != null
        && alike(a, b)
        && bytes.first(a.data()).equals(bytes.first(b.data()));
  }

  /** Makes tensors twins, if they are alike. */
  private static boolean pair(List<Tensor> a, List<Tensor> b, Map<Tensor, Tensor> twins) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!alike(a.get(i), b.get(i)) || a.get(i).isConstant() || b.get(i).isConstant()) {
        return false;
      }
      twins.put(a.get(i), b.get(i));
    }
    return true;
  }

  private static boolean alike(Tensor a, Tensor b) {
    return a.type() == b.type()
        && a.shape().equals(b.shape())
        && a.isVariable() == b.isVariable()
        && Objects.equals(a.quantization(), b.quantization())
        && Objects.equals(a.extras(), b.extras());
  }
}
