package dev.octet.data;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Labels of several sources, one after the other. */
final class JoinedLabels {
  private JoinedLabels() {}

  /**
   * All in one.
   *
   * @param parts at least one
   * @return null if they are of different kinds, classes or shapes
   */
  static @Nullable Labels of(List<Labels> parts) {
    return switch (parts.getFirst()) {
      case ClassLabels first -> classes(first.names(), parts);
      case TargetLabels first -> targets(first.targets(), parts);
    };
  }

  private static @Nullable Labels classes(List<String> names, List<Labels> parts) {
    if (!parts.stream().allMatch(p -> p instanceof ClassLabels c && c.names().equals(names))) {
      return null;
    }
    return Labels.of(
        parts.stream().flatMapToInt(p -> Arrays.stream(p.requireClasses())).toArray(), names);
  }

  private static @Nullable Labels targets(NdArray first, List<Labels> parts) {
    long size = parts.stream().mapToLong(Labels::size).sum();
    long[] shape = first.shape();
    shape[0] = size;
    var all = MemorySegment.ofArray(new byte[Math.toIntExact(bytes(first, shape))]);
    long at = 0;
    for (Labels part : parts) {
      if (!(part instanceof TargetLabels t) || !alike(t.targets(), first)) {
        return null;
      }
      MemorySegment data = t.targets().data();
      MemorySegment.copy(data, 0, all, at, data.byteSize());
      at += data.byteSize();
    }
    return Labels.of(new NdArray(first.type(), shape, all));
  }

  private static long bytes(NdArray of, long[] shape) {
    return of.type().bytes(NdArray.elements(shape));
  }

  private static boolean alike(NdArray a, NdArray b) {
    return a.type() == b.type()
        && a.rank() == b.rank()
        && Arrays.equals(a.shape(), 1, a.rank(), b.shape(), 1, b.rank());
  }
}
