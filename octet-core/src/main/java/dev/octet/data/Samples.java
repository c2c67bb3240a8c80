package dev.octet.data;

import dev.octet.error.OctetException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Samples for one way into a model, by index: any thread may take any sample, none is kept.
 *
 * <p>An own source of samples implements this.
 */
public interface Samples {
  /** What the model wants, in the order of its inputs. */
  List<InputSpec> inputs();

  /** The number of samples. */
  long size();

  /**
   * The dimensions that a sample gives an input: those of the model but where these are dynamic.
   *
   * @param sample from 0
   * @param input the position of the input
   */
  int[] dims(long sample, int input);

  /**
   * Writes a sample for an input, converted to the input's type.
   *
   * @param target little-endian room for exactly the elements of {@link #dims}
   * @throws OctetException {@code BAD_DATA}, naming array and sample, for a value that the input
   *     cannot take: NaN or an infinity, an integer out of range
   */
  void read(long sample, int input, MemorySegment target);

  /** A sample for an input as an array. */
  default NdArray array(long sample, int input) {
    int[] dims = dims(sample, input);
    var shape = new long[dims.length];
    long elements = 1;
    for (int i = 0; i < dims.length; i++) {
      shape[i] = dims[i];
      elements = Math.multiplyExact(elements, (long) dims[i]);
    }
    var type = inputs().get(input).type();
    var bytes = MemorySegment.ofArray(new byte[Math.toIntExact(type.bytes(elements))]);
    read(sample, input, bytes);
    return new NdArray(type, shape, bytes);
  }
}
