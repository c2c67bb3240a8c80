package dev.octet.debug;

import dev.octet.model.Node;
import dev.octet.model.Shape;

/** Which shapes may turn out to be the same. */
final class Shapes {
  private Shapes() {}

  /** Whether two tensors can have one shape in a run. */
  static boolean agree(Shape one, Shape other) {
    if (!one.isRanked() || !other.isRanked()) {
      return true;
    }
    if (one.rank() != other.rank()) {
      return false;
    }
    for (int i = 0; i < one.rank(); i++) {
      if (one.dim(i) != other.dim(i) && !one.isDynamic(i) && !other.isDynamic(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether two nodes can have outputs of the same shapes. */
  static boolean agree(Node one, Node other) {
    if (one.outputs().size() != other.outputs().size()) {
      return false;
    }
    for (int i = 0; i < one.outputs().size(); i++) {
      if (!agree(one.output(i).shape(), other.output(i).shape())) {
        return false;
      }
    }
    return true;
  }
}
