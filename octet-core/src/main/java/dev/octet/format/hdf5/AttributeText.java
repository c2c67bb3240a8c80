package dev.octet.format.hdf5;

import io.jhdf.Utils;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.StringData.StringPaddingHandler;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.AttributeMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The texts of an attribute: of fixed length in the attribute itself, of any length in a heap. */
final class AttributeText {
  private static final int LENGTH_BYTES = 4;
  private static final int INDEX_BYTES = 4;

  private AttributeText() {}

  /** The elements in order; an empty list, which h5py writes as one of floats, holds none. */
  static List<String> read(Storage storage, AttributeMessage attribute) {
    long count = attribute.getDataSpace().getTotalLength();
    if (count == 0) {
      return List.of();
    }
    DataType type = attribute.getDataType();
    ByteBuffer data = attribute.getDataBuffer().order(ByteOrder.LITTLE_ENDIAN);
    int width = type.getSize();
    if (width == 0 || count * width != data.remaining()) {
      throw Hdf5Errors.malformed("its size does not fit its shape");
    }
    var texts = new ArrayList<String>();
    for (int at = 0; at < data.limit(); at += width) {
      ByteBuffer element = data.slice(at, width).order(ByteOrder.LITTLE_ENDIAN);
      texts.add(
          switch (type) {
            case StringData fixed -> text(element, fixed.getStringPaddingHandler());
            case VariableLength any when any.isVariableLengthString() -> text(storage, element);
            default -> throw Hdf5Errors.unsupported("is no text");
          });
    }
    return List.copyOf(texts);
  }

  private static String text(ByteBuffer bytes, StringPaddingHandler padding) {
    padding.setBufferLimit(bytes);
    return decode(bytes);
  }

  private static String text(Storage storage, ByteBuffer reference) {
    if (reference.remaining() != LENGTH_BYTES + storage.getSizeOfOffsets() + INDEX_BYTES) {
      throw Hdf5Errors.malformed("a text's reference has a wrong size");
    }
    int length = reference.getInt();
    long heap = Utils.readBytesAsUnsignedLong(reference, storage.getSizeOfOffsets());
    int index = reference.getInt();
    if (length == 0) {
      return "";
    }
    ByteBuffer bytes = storage.globalHeap(heap).getObjectData(index);
    if (length < 0 || length > bytes.remaining()) {
      throw Hdf5Errors.malformed("a text is longer than its room");
    }
    storage.unpack(length);
    ByteBuffer text = bytes.slice(0, length);
    while (text.hasRemaining() && text.get() != 0) {
      // to the end, which the length may count or not
    }
    boolean terminated = text.position() > 0 && text.get(text.position() - 1) == 0;
    return decode(text.flip().slice(0, text.limit() - (terminated ? 1 : 0)));
  }

  private static String decode(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }
}
