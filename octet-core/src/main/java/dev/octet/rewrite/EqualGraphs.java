package dev.octet.rewrite;

import dev.octet.model.Constant;
import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether two graphs do the same with the same values, op by op. */
final class EqualGraphs {
  private final Graph a;
  private final Graph b;
  private final EqualBytes bytes;

  /** The tensors of the second graph, by those of the first. */
  private final Map<Tensor, Tensor> same = new HashMap<>();

  EqualGraphs(Graph a, Graph b, EqualBytes bytes) {
    this.a = a;
    this.b = b;
    this.bytes = bytes;
  }

  boolean areEqual() {
    if (a.nodes().size() != b.nodes().size() || !made(a.inputs(), b.inputs())) {
      return false;
    }
    for (int i = 0; i < a.nodes().size(); i++) {
      Node x = a.nodes().get(i);
      Node y = b.nodes().get(i);
      boolean equal =
          x.operation().equals(y.operation())
              && x.intermediates().isEmpty()
              && y.intermediates().isEmpty()
              && read(x.inputs(), y.inputs())
              && made(x.outputs(), y.outputs());
      if (!equal) {
        return false;
      }
    }
    return read(a.outputs(), b.outputs());
  }

  private boolean made(List<Tensor> xs, List<Tensor> ys) {
    if (xs.size() != ys.size()) {
      return false;
    }
    for (int i = 0; i < xs.size(); i++) {
      if (!alike(xs.get(i), ys.get(i)) || same.put(xs.get(i), ys.get(i)) != null) {
        return false;
      }
    }
    return true;
  }

  private boolean read(List<? extends @Nullable Tensor> xs, List<? extends @Nullable Tensor> ys) {
    if (xs.size() != ys.size()) {
      return false;
    }
    for (int i = 0; i < xs.size(); i++) {
      if (!areSame(xs.get(i), ys.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean areSame(@Nullable Tensor x, @Nullable Tensor y) {
    if (x == null || y == null) {
      return x == y;
    }
    Constant data = x.data();
    Constant other = y.data();
    return data == null || other == null
        ? same.get(x) == y
        : alike(x, y) && bytes.first(data).equals(bytes.first(other));
  }

  private static boolean alike(Tensor x, Tensor y) {
    return x.type() == y.type()
        && x.shape().equals(y.shape())
        && Objects.equals(x.quantization(), y.quantization())
        && Objects.equals(x.extras(), y.extras())
        && !x.isVariable()
        && !y.isVariable();
  }
}
