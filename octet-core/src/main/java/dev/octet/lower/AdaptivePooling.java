package dev.octet.lower;

import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pools whose windows follow from how many results there shall be: result {@code i} of {@code n} is
 * of the elements from {@code ⌊i · size / n⌋} up to, without, {@code ⌈(i + 1) · size / n⌉}.
 */
public final class AdaptivePooling {
  private AdaptivePooling() {}

  /**
   * The windows along a dimension.
   *
   * @param starts where each starts
   * @param sizes how many elements each has
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Windows(int[] starts, int[] sizes) {
    static Windows of(int size, int results) {
      if (results < 1 || results > size) {
        throw new IllegalArgumentException("%d windows of %d elements".formatted(results, size));
      }
      int[] starts =
          IntStream.range(0, results).map(i -> (int) ((long) i * size / results)).toArray();
      int[] sizes =
          IntStream.range(0, results)
              .map(i -> (int) Math.ceilDiv((i + 1L) * size, results) - starts[i])
              .toArray();
      return new Windows(starts, sizes);
    }

    int stride() {
      return starts.length == 1 ? sizes[0] : starts[1];
    }

    boolean areRegular() {
      return IntStream.range(0, starts.length)
          .allMatch(i -> starts[i] == i * stride() && sizes[i] == sizes[0]);
    }
  }

  /**
   * The means or the largest values.
   *
   * @param x {@code [n, ..., channels]} with one to three dimensions between
   * @param results how many there shall be along each of these
   */
  public static Tensor pool(Lowering g, Pooling.Kind kind, Tensor x, int[] results) {
    int n = results.length;
    var size = new int[n];
    var strides = new int[n];
    Tensor y = x;
    for (int i = 0; i < n; i++) {
      Windows windows = Windows.of(x.shape().dim(1 + i), results[i]);
      boolean regular = windows.areRegular();
      size[i] = regular ? windows.sizes()[0] : 1;
      strides[i] = regular ? windows.stride() : 1;
      y = regular ? y : irregular(g, kind, y, i, n, windows);
    }
    return Pooling.pool(g, kind, y, size, valid(strides));
  }

  /** At every place a window of each size there is, and of these the right ones. */
  private static Tensor irregular(
      Lowering g, Pooling.Kind kind, Tensor x, int axis, int n, Windows windows) {
    int[] sizes = Arrays.stream(windows.sizes()).sorted().distinct().toArray();
    List<Tensor> pools =
        Arrays.stream(sizes)
            .mapToObj(s -> Pooling.pool(g, kind, x, along(axis, n, s), valid(along(axis, n, 1))))
            .toList();
    var indices = new int[windows.starts().length];
    for (int i = 0; i < indices.length; i++) {
      int before = 0;
      for (int j = 0; sizes[j] != windows.sizes()[i]; j++) {
        before += pools.get(j).shape().dim(1 + axis);
      }
      indices[i] = before + windows.starts()[i];
    }
    Tensor all = Layout.concat(g, pools, 1 + axis);
    return Selection.gather(g, all, indices, 1 + axis);
  }

  private static int[] along(int axis, int n, int value) {
    var values = new int[n];
    Arrays.fill(values, 1);
    values[axis] = value;
    return values;
  }

  private static Window valid(int[] strides) {
    var dilations = new int[strides.length];
    Arrays.fill(dilations, 1);
    return new Window(strides, dilations, Window.Padding.VALID);
  }
}
