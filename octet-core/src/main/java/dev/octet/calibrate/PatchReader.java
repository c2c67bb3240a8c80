package dev.octet.calibrate;

import dev.octet.model.Attributes;
import dev.octet.op.InputPatches;
import java.util.Arrays;

/**
 * The patches of one activation as a weighted op sees them, padding as zeros. In the order of the
 * weights of a channel; the inputs of a group's patch lie together.
 */
final class PatchReader {
  private final WindowAxis[] axes;
  private final int[] sizes;
  private final int batch;
  private final int depth;
  private final int perGroup;
  private final int taps;

  /**
   * A reader for activations of one size.
   *
   * @param in the sizes of the activation
   * @param out the sizes of what the node computes
   */
  PatchReader(WeightedNode node, int[] in, int[] out) {
    WeightLayout layout = node.layout();
    axes = axes(node, in, out);
    sizes = new int[axes.length];
    depth = axes.length == 0 ? layout.patch() : in[in.length - 1];
    int spatial = 1;
    for (int a = 0; a < axes.length; a++) {
      sizes[a] = in[1 + a];
      spatial *= sizes[a];
    }
    int elements = Arrays.stream(in).reduce(1, Math::multiplyExact);
    batch = elements == 0 ? 0 : elements / spatial / depth;
    perGroup = depth / layout.groups();
    taps = layout.patch() / perGroup;
  }

  /** Whether activations of that size are what the layout was made for. */
  static boolean fits(WeightedNode node, int[] in) {
    WeightLayout layout = node.layout();
    int rank =
        switch (node.patches()) {
          case NONE -> 0;
          case ROWS, MATRIX_ROWS -> in.length;
          case WINDOWS, CHANNEL_WINDOWS, SPREAD_WINDOWS -> 4;
          case VOLUME_WINDOWS -> 5;
        };
    boolean rows =
        node.patches() == InputPatches.ROWS || node.patches() == InputPatches.MATRIX_ROWS;
    return in.length == rank
        && (rows
            ? Arrays.stream(in).asLongStream().reduce(1, (a, b) -> a * b) % layout.patch() == 0
            : in[rank - 1] == node.data().shape().dim(-1));
  }

  private static WindowAxis[] axes(WeightedNode node, int[] in, int[] out) {
    Attributes options = node.node().operation().options();
    Attributes o = options == null ? Attributes.of("") : options;
    boolean same = o.name("padding", "SAME").equals("SAME");
    int[] w = node.weights().shape().dims();
    return switch (node.patches()) {
      case NONE, ROWS, MATRIX_ROWS -> new WindowAxis[0];
      case WINDOWS, CHANNEL_WINDOWS ->
          new WindowAxis[] {sliding(in[1], w[1], o, "h", same), sliding(in[2], w[2], o, "w", same)};
      case VOLUME_WINDOWS ->
          new WindowAxis[] {
            sliding(in[1], w[0], o, "d", same),
            sliding(in[2], w[1], o, "h", same),
            sliding(in[3], w[2], o, "w", same)
          };
      case SPREAD_WINDOWS ->
          new WindowAxis[] {
            WindowAxis.spread(in[1], w[1], stride(o, "h"), out[1], same),
            WindowAxis.spread(in[2], w[2], stride(o, "w"), out[2], same)
          };
    };
  }

  private static WindowAxis sliding(int size, int taps, Attributes o, String axis, boolean same) {
    int dilation = (int) Math.max(1, o.integer("dilation_" + axis + "_factor", 1));
    return WindowAxis.sliding(size, taps, stride(o, axis), dilation, same);
  }

  private static int stride(Attributes options, String axis) {
    return (int) Math.max(1, options.integer("stride_" + axis, 1));
  }

  /** How many patches an activation has. */
  int positions() {
    int positions = batch;
    for (WindowAxis axis : axes) {
      positions = Math.multiplyExact(positions, axis.outputs());
    }
    return positions;
  }

  /** Told where each tap of a patch begins, unless that is in the padding. */
  @FunctionalInterface
  private interface Tap {
    void at(int tap, int source);
  }

  /** Goes through the taps of one patch. */
  private void taps(int position, Tap visit) {
    var places = new int[axes.length];
    int rest = position;
    for (int a = axes.length - 1; a >= 0; a--) {
      places[a] = rest % axes[a].outputs();
      rest /= axes[a].outputs();
    }
    for (int t = 0; t < taps; t++) {
      int source = source(t, places, rest);
      if (source >= 0) {
        visit.at(t, source * depth);
      }
    }
  }

  /** The place of the input, in pixels, or −1. */
  private int source(int tap, int[] places, int sample) {
    int rest = tap;
    int scale = 1;
    int source = 0;
    for (int a = axes.length - 1; a >= 0; a--) {
      int at = axes[a].source(places[a], rest % axes[a].taps());
      if (at < 0) {
        return -1;
      }
      source += at * scale;
      scale *= sizes[a];
      rest /= axes[a].taps();
    }
    return sample * scale + source;
  }

  /** Copies a patch: that of group g to {@code at + g × stride}. The target is zeros. */
  void copy(float[] values, int position, float[] target, int at, int stride) {
    taps(
        position,
        (tap, source) -> {
          int to = at + tap * perGroup;
          for (int c = 0; c < depth; c += perGroup) {
            System.arraycopy(values, source + c, target, to, perGroup);
            to += stride;
          }
        });
  }

  /** Adds all patches up, those of a group behind those of the one before. */
  void addAll(float[] values, double[] sums) {
    var byTap = new double[taps * depth];
    int positions = positions();
    for (int p = 0; p < positions; p++) {
      taps(p, (tap, source) -> add(values, source, depth, byTap, tap * depth));
    }
    for (int i = 0; i < byTap.length; i++) {
      int channel = i % depth;
      int patch = i / depth * perGroup + channel % perGroup;
      sums[channel / perGroup * taps * perGroup + patch] += byTap[i];
    }
  }

  private static void add(float[] values, int from, int count, double[] sums, int at) {
    for (int i = 0; i < count; i++) {
      sums[at + i] += values[from + i];
    }
  }
}
