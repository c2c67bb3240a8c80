package dev.octet.format.tensorflow.fold;

import dev.octet.lower.Array;
import dev.octet.model.Shape;
import java.util.List;

/** How large a constant may be that is computed while a model is read. */
final class Bounds {
  private static final long MOST = 1L << 24;
  private static final long SMALL = 1L << 18;

  private Bounds() {}

  /** Whether several arrays together are huge. */
  static boolean exceeds(List<Array> parts) {
    return parts.stream().mapToLong(p -> p.shape().elements()).sum() > MOST;
  }

  /**
   * Whether a result is left to the graph: it is huge, or large and far larger than what it is made
   * of, so that the file would grow.
   */
  static boolean exceeds(Shape result, Array... from) {
    long elements = result.elements();
    long most = 0;
    for (Array array : from) {
      most = Math.max(most, array.shape().elements());
    }
    return elements > MOST || (elements > SMALL && elements > 2 * most);
  }
}
