package dev.octet.calibrate;

import dev.octet.kernel.Gram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds up the inputs of one constant's weights, over all nodes that have it. Mutable. */
final class LayerSums {
  /** Patches that are kept until they are multiplied together. */
  private static final int KEPT = 128;

  /** Elements that may be kept. */
  private static final int KEPT_ELEMENTS = 1 << 24;

  /** How many patches tell enough of how inputs vary together: so many, … */
  private static final int LEAST = 2048;

  /** … and so many for each input of a patch. */
  private static final int FOR_EACH = 8;

  /** Places patches evenly: samples begin at other places of their activations each. */
  private static final double GOLDEN = 0.6180339887498949;

  private final WeightLayout layout;
  private final @Nullable PatchMoments moments;
  private final List<Of> nodes = new ArrayList<>();
  private final int room;
  private float[] kept = new float[0];
  private int count;

  /** What is summed of one node. */
  private static final class Of {
    final double[] sums;
    long count;
    final PatchMoments.@Nullable Source source;

    Of(WeightLayout layout, @Nullable PatchMoments moments) {
      sums = new double[layout.inputs()];
      source = moments == null ? null : moments.source();
    }
  }

  LayerSums(WeightLayout layout, @Nullable PatchMoments moments) {
    this.layout = layout;
    this.moments = moments;
    this.room = Math.clamp(KEPT_ELEMENTS / layout.inputs(), 1, KEPT);
  }

  /** Makes room for a node; returns its number. */
  int addNode() {
    nodes.add(new Of(layout, moments));
    return nodes.size() - 1;
  }

  /**
   * Adds what a node reads in one sample.
   *
   * @param values the activation, finite
   * @param sample its number
   * @param samples how many there will be
   */
  void add(int node, PatchReader reader, float[] values, long sample, long samples) {
    Of of = nodes.get(node);
    int positions = reader.positions();
    reader.addAll(values, of.sums);
    of.count += positions;
    PatchMoments.Source source = of.source;
    if (source == null || positions == 0) {
      return;
    }
    long wanted = LEAST + (long) FOR_EACH * layout.patch();
    int taken = (int) Math.min(positions, Math.ceilDiv(wanted, Math.max(1, samples)));
    double offset = sample * GOLDEN % 1;
    for (int i = 0; i < taken; i++) {
      int position = (int) Math.min(positions - 1, (i + offset) * positions / taken);
      keep(reader, values, position, source);
    }
  }

  private void keep(PatchReader reader, float[] values, int position, PatchMoments.Source source) {
    if (kept.length == 0) {
      kept = new float[room * layout.inputs()];
    }
    int patch = layout.patch();
    reader.copy(values, position, kept, count * patch, room * patch);
    for (int g = 0; g < layout.groups(); g++) {
      for (int p = 0; p < patch; p++) {
        source.sums[g * patch + p] += kept[(g * room + count) * patch + p];
      }
    }
    source.count++;
    if (++count == room) {
      flush();
    }
  }

  private void flush() {
    if (moments == null || count == 0) {
      return;
    }
    for (int g = 0; g < layout.groups(); g++) {
      for (int b = 0; b < moments.blocks(); b++) {
        int from = g * room * layout.patch() + moments.start(b);
        Gram.add(kept, from, layout.patch(), moments.size(b), count, moments.triangle(g, b));
      }
    }
    Arrays.fill(kept, 0);
    count = 0;
  }

  /** The mean patch of a node, group by group; empty when nothing was seen. */
  double[] mean(int node) {
    Of of = nodes.get(node);
    return of.count == 0
        ? new double[0]
        : Arrays.stream(of.sums).map(sum -> sum / of.count).toArray();
  }

  /** How the inputs vary together, if that was asked for and anything was seen. */
  @Nullable PatchMoments moments() {
    flush();
    kept = new float[0];
    return moments == null || moments.count() == 0 ? null : moments;
  }
}
