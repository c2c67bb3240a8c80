package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.Arrays;

/**
 * An array with the words for it.
 *
 * @param label says where it comes from, such as {@code calib.npz: array 'x'}
 */
public record LabelledArray(String label, NdArray array) {
  /**
   * Reads an array from a file.
   *
   * @throws OctetException {@code BAD_DATA} if there is none of that name or it is malformed
   */
  public static LabelledArray read(NumpyFile file, String name) {
    return new LabelledArray(file.path() + ": array '" + name + "'", file.read(name));
  }

  /** Whether the whole array can be the value of an input. */
  boolean fits(InputSpec input) {
    return fits(input, array.shape());
  }

  /** Checks that the array is the value of an input, or several along a first axis. */
  void checkFitsSomehow(InputSpec input) {
    long[] shape = array.shape();
    if (!fits(input, shape)
        && (shape.length == 0 || !fits(input, Arrays.copyOfRange(shape, 1, shape.length)))) {
      throw new OctetException(ErrorCode.BAD_DATA, "is %s, input %s is not".formatted(array, input))
          .in(label)
          .advise("give the input's shape, or several such with one more axis in front");
    }
  }

  private static boolean fits(InputSpec input, long[] shape) {
    return Arrays.stream(shape).allMatch(d -> d <= Integer.MAX_VALUE)
        && ShapeFit.fit(input.shape(), Arrays.stream(shape).mapToInt(d -> (int) d).toArray())
            .isPresent();
  }

  /** The same with an axis in front that counts one sample. */
  LabelledArray asOneSample() {
    var shape = new long[array.rank() + 1];
    shape[0] = 1;
    System.arraycopy(array.shape(), 0, shape, 1, array.rank());
    return new LabelledArray(label, array.reshaped(shape));
  }
}
