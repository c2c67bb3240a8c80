package dev.octet.format.tensorflow.fold;

import dev.octet.format.tensorflow.graph.Attrs;
import dev.octet.lower.StridedSlice.Index;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bits by which a StridedSlice says what its numbers mean, one for each of them. An ellipsis
 * comes first, then a new axis, then a single element, which needs its beginning.
 */
public record SliceMasks(int begin, int end, int ellipsis, int newAxis, int shrink) {
  /** The masks of a node. */
  public static SliceMasks of(Attrs attrs) {
    return new SliceMasks(
        attrs.integer("begin_mask", 0),
        attrs.integer("end_mask", 0),
        attrs.integer("ellipsis_mask", 0),
        attrs.integer("new_axis_mask", 0),
        attrs.integer("shrink_axis_mask", 0));
  }

  /** What stands between the brackets. */
  public List<Index> indices(int[] from, int[] to, int[] strides) {
    if (from.length != to.length || from.length != strides.length) {
      throw new IllegalArgumentException(
          "%d begins, %d ends, %d strides".formatted(from.length, to.length, strides.length));
    }
    var indices = new ArrayList<Index>();
    for (int i = 0; i < from.length; i++) {
      indices.add(index(i, from[i], to[i], strides[i]));
    }
    return indices;
  }

  private Index index(int i, int from, int to, int stride) {
    if (has(ellipsis, i)) {
      return new Index.Ellipsis();
    } else if (has(newAxis, i)) {
      return new Index.NewAxis();
    } else if (has(shrink, i)) {
      return new Index.At(from);
    }
    return new Index.Range(open(begin, i, from), open(end, i, to), stride);
  }

  private static @Nullable Integer open(int mask, int i, int value) {
    return has(mask, i) ? null : (Integer) value;
  }

  /** This with another mask of open ends. */
  public SliceMasks withEnd(int mask) {
    return new SliceMasks(begin, mask, ellipsis, newAxis, shrink);
  }

  /** Whether the beginning at a place says nothing. */
  public boolean ignoresBegin(int i) {
    return has(ellipsis | newAxis, i) || (has(begin, i) && !has(shrink, i));
  }

  /** Whether the end at a place says nothing. */
  public boolean ignoresEnd(int i) {
    return has(ellipsis | newAxis | shrink | end, i);
  }

  /** How many of the first places are for an axis each. */
  public int axes(int places) {
    int axes = 0;
    for (int i = 0; i < places; i++) {
      axes += has(ellipsis | newAxis, i) ? 0 : 1;
    }
    return axes;
  }

  /** The axis that a place is for; negative behind an ellipsis, where this does not say it. */
  public int axis(int place) {
    return ellipsis != 0 && Integer.numberOfTrailingZeros(ellipsis) < place ? -1 : axes(place);
  }

  /** Whether a mask has the bit of a place. */
  public static boolean has(int mask, int i) {
    return i < Integer.SIZE && (mask & 1 << i) != 0;
  }
}
