package dev.octet.rewrite;

import dev.octet.model.Graph;
import dev.octet.model.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The channels of a graph's float activations, and which of them are one channel. A slot is a place
 * in the last dimension of a tensor; slots are tied where an op only passes a channel on, so that
 * scaling it before the op is scaling it behind. A channel that must keep its scale is pinned.
 */
final class ChannelSlots {
  /** A last dimension that is longer than any layer's is none of channels. */
  private static final int LONGEST = 1 << 20;

  private final Map<Tensor, Integer> first = new HashMap<>();
  private final int[] parents;
  private final @Nullable String[] pins;

  ChannelSlots(Graph graph) {
    int slots = 0;
    for (Tensor tensor : graph.tensors()) {
      int width = lastDim(tensor);
      if (width > 0 && slots <= Integer.MAX_VALUE / 2 - width) {
        first.put(tensor, slots);
        slots += width;
      }
    }
    parents = IntStream.range(0, slots).toArray();
    pins = new @Nullable String[slots];
  }

  private static int lastDim(Tensor tensor) {
    boolean has =
        Values.isFloat(tensor)
            && !tensor.isConstant()
            && tensor.shape().isRanked()
            && tensor.shape().rank() > 0
            && !tensor.shape().isDynamic(tensor.shape().rank() - 1)
            && tensor.shape().dim(-1) <= LONGEST;
    return has ? tensor.shape().dim(-1) : 0;
  }

  /** How many slots a tensor has; 0 if it has no channels. */
  int width(@Nullable Tensor tensor) {
    return tensor == null || !first.containsKey(tensor) ? 0 : tensor.shape().dim(-1);
  }

  /** How many slots there are. */
  int count() {
    return parents.length;
  }

  /** The number of the channel that is in a slot of a tensor. */
  int channel(Tensor tensor, int slot) {
    return root(first.getOrDefault(tensor, 0) + slot);
  }

  private int root(int slot) {
    int root = slot;
    while (parents[root] != root) {
      parents[root] = parents[parents[root]];
      root = parents[root];
    }
    return root;
  }

  /** Two slots hold the same channel. */
  void tie(Tensor a, int slotOfA, Tensor b, int slotOfB) {
    int one = channel(a, slotOfA);
    int other = channel(b, slotOfB);
    if (one != other) {
      parents[other] = one;
      String pin = pins[one];
      pins[one] = pin == null ? pins[other] : pin;
    }
  }

  /** The channels of a tensor keep their scale. */
  void pin(@Nullable Tensor tensor, String why) {
    for (int i = 0; i < width(tensor) && tensor != null; i++) {
      pin(tensor, i, why);
    }
  }

  /** A channel keeps its scale. */
  void pin(Tensor tensor, int slot, String why) {
    int channel = channel(tensor, slot);
    if (pins[channel] == null) {
      pins[channel] = why;
    }
  }

  /** Why a channel keeps its scale; null if it need not. */
  @Nullable String pinned(int channel) {
    return pins[channel];
  }
}
