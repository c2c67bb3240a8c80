package dev.octet.format.tensorflow.bundle;

import dev.octet.format.protobuf.WireReader;
import dev.octet.io.MaskedCrc;
import dev.octet.model.Constant;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Tensors of texts: the length of each, a checksum of the lengths, then the texts one after
 * another.
 *
 * <p>Source: {@code WriteStringTensor} in {@code core/util/tensor_bundle/tensor_bundle.cc}.
 */
final class StringTensor {
  private static final long MOST = 1 << 20;
  private static final long MOST_SHORT = 0xFFFF_FFFFL;

  private StringTensor() {}

  /**
   * Reads texts, as views on the file.
   *
   * @param bytes all of the tensor
   * @throws dev.octet.error.OctetException {@code MALFORMED_MODEL} also for a wrong checksum
   */
  static List<MemorySegment> read(BundleEntry entry, MemorySegment bytes) {
    long count = entry.shape().elements();
    if (count > bytes.byteSize()) {
      throw Checkpoints.malformed("has %d bytes for %d texts".formatted(bytes.byteSize(), count));
    }
    if (count > MOST) {
      throw Checkpoints.tooLarge("has %d texts".formatted(count));
    }
    var reader = new WireReader(bytes, entry.offset());
    var crc = new MaskedCrc();
    long[] lengths = lengths(reader, (int) count, crc);
    if (bytes.byteSize() > 0) {
      MemorySegment ofLengths = reader.bytes(Integer.BYTES);
      checkSame(crc.value(), ofLengths.get(Constant.I32, 0));
      crc.add(ofLengths);
    }
    var texts = new ArrayList<MemorySegment>();
    for (long length : lengths) {
      texts.add(reader.bytes(length));
      crc.add(texts.getLast());
    }
    if (reader.hasMore()) {
      throw Checkpoints.malformed("has more bytes than its texts");
    }
    checkSame(crc.value(), entry.checksum());
    return texts;
  }

  private static long[] lengths(WireReader reader, int count, MaskedCrc crc) {
    var lengths = new long[count];
    for (int i = 0; i < count; i++) {
      lengths[i] = reader.varint();
      if (lengths[i] >= 0 && lengths[i] <= MOST_SHORT) {
        crc.add((int) lengths[i]);
      } else {
        crc.add(lengths[i]);
      }
    }
    return lengths;
  }

  /** Checks a checksum. */
  static void checkSame(int computed, int stored) {
    if (computed != stored) {
      throw Checkpoints.malformed(
          "its checksum is %08x, and that of its bytes %08x".formatted(stored, computed));
    }
  }
}
