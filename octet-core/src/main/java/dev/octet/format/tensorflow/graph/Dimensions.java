package dev.octet.format.tensorflow.graph;

import dev.octet.format.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A shape as TensorFlow says it: {@code tensor_shape.proto}.
 *
 * @param ranked whether the number of dimensions is known
 * @param sizes −1 where a size is open
 */
public record Dimensions(boolean ranked, List<Integer> sizes) {
  /** A shape of which nothing is known. */
  public static final Dimensions UNKNOWN = new Dimensions(false, List.of());

  /** Copies the list. */
  public Dimensions {
    sizes = List.copyOf(sizes);
  }

  /**
   * Reads a {@code TensorShapeProto}.
   *
   * @throws dev.octet.error.OctetException for sizes that no tensor has
   */
  public static Dimensions of(Message proto) {
    if (proto.flag(3)) {
      return UNKNOWN;
    }
    var sizes = new ArrayList<Integer>();
    proto
        .all(2)
        .forEach(
            f -> {
              long size = f.message().integer(1);
              if (size < -1 || size > Integer.MAX_VALUE) {
                throw proto.malformed("a dimension has size " + size);
              }
              sizes.add((int) size);
            });
    return new Dimensions(true, sizes);
  }

  /** Whether all sizes are known. */
  public boolean isStatic() {
    return ranked && !sizes.contains(-1);
  }

  /** The sizes, −1 where open. */
  public int[] toArray() {
    return sizes.stream().mapToInt(s -> s).toArray();
  }

  @Override
  public String toString() {
    return ranked
        ? sizes.stream()
            .map(s -> s < 0 ? "?" : s.toString())
            .collect(Collectors.joining(", ", "(", ")"))
        : "(of unknown rank)";
  }
}
