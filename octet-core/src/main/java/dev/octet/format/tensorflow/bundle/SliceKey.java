package dev.octet.format.tensorflow.bundle;

/**
 * The key under which a slice of a tensor is stored: a 0, the key of the tensor, the number of
 * dimensions, the first index and the length for each, in a code that sorts as its values do.
 *
 * <p>Source: {@code core/util/saved_tensor_slice_util.cc}, {@code
 * core/lib/strings/ordered_code.cc}.
 */
final class SliceKey {
  private static final int BYTE = 8;
  private static final char HIGHEST = 0xFF;

  /** Bits of a number that a byte of its code holds. */
  private static final int PAYLOAD = 7;

  private final StringBuilder key = new StringBuilder();

  private SliceKey() {}

  /** Whether a key is one of a slice. */
  static boolean recognises(String key) {
    return key.startsWith("\0");
  }

  /**
   * The key of a slice.
   *
   * @param tensor the key of the whole; a character for each byte, as in the result
   */
  static String of(String tensor, Slice slice) {
    var code = new SliceKey();
    code.addCount(0);
    code.addText(tensor);
    code.addCount(slice.extents().size());
    for (Slice.Extent extent : slice.extents()) {
      code.addSigned(extent.start());
      code.addSigned(extent.length());
    }
    return code.key.toString();
  }

  private void addByte(long b) {
    key.append((char) (b & 0xFF));
  }

  /** The number of bytes, then these, the highest first. */
  private void addCount(long count) {
    int bytes = Math.ceilDiv(Long.SIZE - Long.numberOfLeadingZeros(count), BYTE);
    addByte(bytes);
    for (int i = bytes - 1; i >= 0; i--) {
      addByte(count >>> (i * BYTE));
    }
  }

  /** Its bytes, of which the lowest and the highest are followed by the other, and an end. */
  private void addText(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      key.append(c);
      switch (c) {
        case 0 -> key.append(HIGHEST);
        case HIGHEST -> key.append('\0');
        default -> {}
      }
    }
    key.append("\0\1");
  }

  /**
   * The highest bit tells the sign, as many bits as there are more bytes repeat it, then comes one
   * of the other kind; the rest is the number.
   */
  private void addSigned(long number) {
    long magnitude = number < 0 ? ~number : number;
    int bytes = 1 + (Long.SIZE - Long.numberOfLeadingZeros(magnitude)) / PAYLOAD;
    // the slices that Octet asks for fit into an integer, so the bits of the head fit into a byte
    long head = (0xFF00 >> bytes) & 0xFF;
    addByte((number >> ((bytes - 1) * BYTE)) ^ head);
    for (int i = bytes - 2; i >= 0; i--) {
      addByte(number >> (i * BYTE));
    }
  }
}
