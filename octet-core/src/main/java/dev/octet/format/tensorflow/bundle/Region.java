package dev.octet.format.tensorflow.bundle;

import dev.octet.model.Shape;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** A part of a tensor: some neighbouring indices of each dimension. */
final class Region {
  private final int[] starts;
  private final int[] sizes;

  /** As many dimensions in both; the arrays are its own from then on. */
  Region(int[] starts, int[] sizes) {
    this.starts = starts;
    this.sizes = sizes;
  }

  /** All of a tensor. */
  static Region all(Shape shape) {
    return new Region(new int[shape.rank()], shape.dims());
  }

  /** Its shape. */
  Shape shape() {
    return Shape.of(sizes);
  }

  long elements() {
    return shape().elements();
  }

  /** What is in both; empty if nothing is. */
  Optional<Region> common(Region other) {
    var from = new int[starts.length];
    var size = new int[starts.length];
    for (int i = 0; i < starts.length; i++) {
      from[i] = Math.max(starts[i], other.starts[i]);
      int to = Math.min(starts[i] + sizes[i], other.starts[i] + other.sizes[i]);
      size[i] = to - from[i];
      if (size[i] <= 0) {
        return Optional.empty();
      }
    }
    return Optional.of(new Region(from, size));
  }

  /**
   * Copies this part from the bytes of one region to those of another, both of which hold it.
   *
   * @param width bytes of an element
   */
  void copy(MemorySegment from, Region source, MemorySegment to, Region target, long width) {
    int whole = wholeFrom(source, target);
    long run = width;
    for (int i = whole; i < sizes.length; i++) {
      run *= sizes[i];
    }
    var at = new int[whole];
    long rows = elements() * width / run;
    for (long row = 0; row < rows; row++) {
      MemorySegment.copy(from, place(at, source) * width, to, place(at, target) * width, run);
      for (int axis = whole - 1; axis >= 0 && ++at[axis] == sizes[axis]; axis--) {
        at[axis] = 0;
      }
    }
  }

  /** How many dimensions it takes to count the stretches that lie in a row in both. */
  private int wholeFrom(Region source, Region target) {
    int axis = sizes.length;
    while (axis > 0) {
      axis--;
      if (sizes[axis] != source.sizes[axis] || sizes[axis] != target.sizes[axis]) {
        return axis;
      }
    }
    return axis;
  }

  /** Which element of the other this is; indices that are not given are the first. */
  private long place(int[] at, Region other) {
    long place = 0;
    for (int i = 0; i < sizes.length; i++) {
      int index = starts[i] - other.starts[i] + (i < at.length ? at[i] : 0);
      place = place * other.sizes[i] + index;
    }
    return place;
  }

  /** Whether all of the other is in this. */
  boolean holds(Region other) {
    for (int i = 0; i < starts.length; i++) {
      if (other.starts[i] < starts[i] || other.starts[i] + other.sizes[i] > starts[i] + sizes[i]) {
        return false;
      }
    }
    return true;
  }

  /** The bytes in a row that it is of those of another; empty if it is scattered. */
  Optional<MemorySegment> view(MemorySegment bytes, Region of, long width) {
    int whole = wholeFrom(of, of);
    for (int i = 0; i < whole; i++) {
      if (sizes[i] != 1) {
        return Optional.empty();
      }
    }
    return Optional.of(bytes.asSlice(place(new int[0], of) * width, elements() * width));
  }
}
