package dev.octet.format.keras;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.lower.Array;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables of a layer, by the names that Keras gives them. */
record Variables(Map<String, Array> arrays, String path) {
  /** Whether the layer has it. */
  boolean has(String name) {
    return arrays.containsKey(name);
  }

  /**
   * A variable as floats.
   *
   * @param dims the shape it must have; −1 for any size
   * @throws OctetException {@code MALFORMED_MODEL} for another shape
   */
  Array get(String name, int... dims) {
    Array array = any(name);
    boolean fits = array.rank() == dims.length;
    for (int i = 0; fits && i < dims.length; i++) {
      fits = dims[i] == -1 || array.dim(i) == dims[i];
    }
    if (!fits) {
      throw new OctetException(
              ErrorCode.MALFORMED_MODEL,
              "weight %s has shape %s, not %s"
                  .formatted(name, array.shape(), java.util.Arrays.toString(dims)))
          .in(path)
          .advise("the weights are not those of this model");
    }
    return array;
  }

  /** A variable of any shape as floats. */
  Array any(String name) {
    Array array = arrays.get(name);
    if (array == null) {
      throw Unread.missing(path, name);
    }
    return array.asFloats();
  }

  /** A variable of a certain shape, or null where the layer does not have it. */
  @Nullable Array find(String name, int... dims) {
    return has(name) ? get(name, dims) : null;
  }
}
