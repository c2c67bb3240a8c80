package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;

/**
 * Labels out of an array whose first axis counts the samples.
 *
 * <p>Integers, {@code [N]} or {@code [N,1]}, are classes, and so is what is one-hot: {@code [N,C]}
 * of any numbers, with a single 1 among zeros in each row. All else is targets.
 */
final class ArrayLabels {
  private ArrayLabels() {}

  static Labels of(NdArray array) {
    if (array.rank() == 0) {
      throw bad("labels are " + array + ": there is no axis of samples");
    }
    if (array.dim(0) == 0) {
      throw bad("there are no labels");
    }
    boolean flat = array.rank() == 1 || (array.rank() == 2 && array.dim(1) == 1);
    if (flat && array.type().isInteger()) {
      return Labels.of(integers(array));
    }
    return array.rank() == 2 && !flat && notOneHot(array) < 0
        ? Labels.of(oneHot(array))
        : Labels.of(array);
  }

  private static int[] integers(NdArray array) {
    Reals.IntegerReader reader = Reals.integers(array.type());
    var labels = new int[Math.toIntExact(array.elements())];
    for (int i = 0; i < labels.length; i++) {
      long label = reader.at(array.data(), i);
      if (label < 0 || label > Integer.MAX_VALUE) {
        throw bad("is %d: no class number".formatted(label)).in("label " + i);
      }
      labels[i] = (int) label;
    }
    return labels;
  }

  private static int[] oneHot(NdArray array) {
    var labels = new int[Math.toIntExact(array.dim(0))];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = one(array, i);
    }
    return labels;
  }

  /** The first row that is not a single 1 among zeros; -1 if there is none. */
  static int notOneHot(NdArray array) {
    for (int i = 0; i < array.dim(0); i++) {
      if (one(array, i) < 0) {
        return i;
      }
    }
    return -1;
  }

  /** Where a row has its single 1; -1 if it is another row. */
  private static int one(NdArray array, int row) {
    Reals.Reader reader = Reals.of(array.type());
    long classes = array.dim(1);
    int found = -1;
    for (int c = 0; c < classes; c++) {
      double v = reader.at(array.data(), row * classes + c);
      if (v == 1 && found < 0) {
        found = c;
      } else if (v != 0) {
        return -1;
      }
    }
    return found;
  }

  private static OctetException bad(String what) {
    return new OctetException(ErrorCode.BAD_DATA, what);
  }
}
