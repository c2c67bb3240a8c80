package dev.octet.calibrate;

import dev.octet.io.NativeMemory;
import dev.octet.kernel.Gram;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * How the inputs of weights vary together: the mean of {@code x xᵀ} over patches x, and of x alone,
 * of each group of channels. Large patches are cut into blocks; what varies together across blocks
 * is not kept.
 */
public final class PatchMoments {
  /** The largest block. */
  static final int BLOCK = 2304;

  private static final ValueLayout.OfDouble F64 =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final int[] bounds;
  private final int groups;
  private final List<List<MemorySegment>> triangles = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();

  /** What one node contributes: the sum of its patches, and their number. */
  static final class Source {
    final double[] sums;
    long count;

    Source(int inputs) {
      sums = new double[inputs];
    }
  }

  PatchMoments(WeightLayout layout) {
    bounds = bounds(layout.patch());
    groups = layout.groups();
    for (int g = 0; g < groups; g++) {
      var ofGroup = new ArrayList<MemorySegment>();
      for (int b = 0; b < blocks(); b++) {
        ofGroup.add(NativeMemory.allocate(Gram.elements(size(b)) * Double.BYTES, Double.BYTES));
      }
      triangles.add(ofGroup);
    }
  }

  private static int[] bounds(int patch) {
    int blocks = Math.ceilDiv(patch, BLOCK);
    var bounds = new int[blocks + 1];
    for (int b = 0; b <= blocks; b++) {
      bounds[b] = (int) ((long) patch * b / blocks);
    }
    return bounds;
  }

  /** The memory that those of such weights take. */
  static long bytes(WeightLayout layout) {
    int[] bounds = bounds(layout.patch());
    long elements = 0;
    for (int b = 1; b < bounds.length; b++) {
      elements += Gram.elements(bounds[b] - bounds[b - 1]);
    }
    return elements * layout.groups() * Double.BYTES;
  }

  /** A further node with the same weights. */
  Source source() {
    var source = new Source(groups * bounds[bounds.length - 1]);
    sources.add(source);
    return source;
  }

  /** The sum of {@code x xᵀ}, of a block of a group: a lower triangle of doubles, row by row. */
  MemorySegment triangle(int group, int block) {
    return triangles.get(group).get(block);
  }

  /** How many blocks a patch is cut into. */
  public int blocks() {
    return bounds.length - 1;
  }

  /** Where a block begins in the patch. */
  public int start(int block) {
    return bounds[block];
  }

  /** How many inputs a block has. */
  public int size(int block) {
    return bounds[block + 1] - bounds[block];
  }

  /** How many patches were seen. */
  public long count() {
    return sources.stream().mapToLong(s -> s.count).sum();
  }

  /**
   * The mean of {@code x xᵀ}, a lower triangle row by row.
   *
   * @param centred whether each node's mean patch is taken off first
   */
  public double[] of(int group, int block, boolean centred) {
    int size = size(block);
    MemorySegment sums = triangle(group, block);
    var moments = new double[Math.toIntExact(Gram.elements(size))];
    double count = Math.max(1, count());
    for (int i = 0; i < moments.length; i++) {
      moments[i] = sums.getAtIndex(F64, i) / count;
    }
    if (centred) {
      sources.forEach(s -> takeOff(s, group, block, count, moments));
    }
    return moments;
  }

  private void takeOff(Source source, int group, int block, double count, double[] moments) {
    int from = group * bounds[bounds.length - 1] + start(block);
    double factor = 1 / (Math.max(1, source.count) * count);
    int at = 0;
    for (int i = 0; i < size(block); i++) {
      double row = source.sums[from + i] * factor;
      for (int j = 0; j <= i; j++) {
        moments[at++] -= row * source.sums[from + j];
      }
    }
  }
}
