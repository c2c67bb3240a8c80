package dev.octet.format.tensorflow.bundle;

import dev.octet.format.protobuf.Message;
import dev.octet.model.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A part of a tensor: {@code TensorSliceProto}, and the text that RestoreV2 is given ({@code
 * core/framework/tensor_slice.cc}).
 *
 * @param extents what it takes of each dimension
 */
public record Slice(List<Extent> extents) {
  private static final long ALL = -1;

  /** Copies the list. */
  public Slice {
    extents = List.copyOf(extents);
  }

  /**
   * What a slice takes of a dimension.
   *
   * @param start the first index
   * @param length how many; −1 for the whole dimension, which then starts at 0
   */
  record Extent(long start, long length) {
    boolean isAll() {
      return length == ALL;
    }

    @Override
    public String toString() {
      return isAll() ? "-" : start + "," + length;
    }
  }

  /** Reads a {@code TensorSliceProto}. */
  static Slice of(Message proto) {
    var extents = new ArrayList<Extent>();
    for (Message extent : proto.messages(1)) {
      boolean hasLength = extent.has(2);
      extents.add(new Extent(extent.integer(1), hasLength ? extent.integer(2) : ALL));
    }
    return new Slice(extents);
  }

  /** Reads a text such as {@code 0,5:-}. */
  static Slice of(String text) {
    var extents = new ArrayList<Extent>();
    for (String part : text.split(":", -1)) {
      extents.add(part.equals("-") ? new Extent(0, ALL) : extent(part));
    }
    return new Slice(extents);
  }

  private static Extent extent(String text) {
    int comma = text.indexOf(',');
    if (comma < 0) {
      throw Checkpoints.malformed("'%s' is no part of a dimension".formatted(text));
    }
    return new Extent(number(text.substring(0, comma)), number(text.substring(comma + 1)));
  }

  static long number(String text) {
    if (!text.matches("\\d{1,9}")) {
      throw Checkpoints.malformed("'%s' is no size".formatted(text));
    }
    return Long.parseLong(text);
  }

  /**
   * Where it is in a tensor of a shape.
   *
   * @throws dev.octet.error.OctetException if it is not in it
   */
  Region in(Shape shape) {
    if (extents.size() != shape.rank()) {
      throw Checkpoints.malformed("%s is no slice of shape %s".formatted(this, shape));
    }
    var starts = new int[shape.rank()];
    int[] sizes = shape.dims();
    for (int i = 0; i < sizes.length; i++) {
      Extent extent = extents.get(i);
      if (!extent.isAll()) {
        if (extent.start < 0 || extent.length < 0 || extent.length > sizes[i] - extent.start) {
          throw Checkpoints.malformed("%s is no slice of shape %s".formatted(this, shape));
        }
        starts[i] = (int) extent.start;
        sizes[i] = (int) extent.length;
      }
    }
    return new Region(starts, sizes);
  }

  @Override
  public String toString() {
    return extents.stream().map(Extent::toString).collect(Collectors.joining(":"));
  }
}
