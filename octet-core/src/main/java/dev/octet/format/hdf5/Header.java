package dev.octet.format.hdf5;

import io.jhdf.object.message.Message;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * The header of a group or dataset: messages, each of which jHDF decodes when it is asked for, so
 * that those which nobody needs may be of any kind.
 *
 * @param address where it is in the file
 * @param messages all of them, in order
 */
record Header(Storage storage, long address, List<Raw> messages) {
  /** The number of the message that says that the elements are in other files. */
  static final int EXTERNAL_FILES = 7;

  private static final int DATA_TYPE = 3;
  private static final int OPAQUE = 5;
  private static final int SHARED = 2;

  /** What the bytes of a message look like. */
  enum Framing {
    OLD,
    YOUNG,
    /** With two bytes for its place in the order of creation. */
    YOUNG_ORDERED
  }

  /**
   * A message that is not decoded yet.
   *
   * @param type its number
   * @param flags its bits
   * @param framing how it starts
   * @param whole all of it
   * @param body without its start
   */
  record Raw(int type, int flags, Framing framing, ByteBuffer whole, ByteBuffer body) {
    Message decode(Storage storage) {
      if ((flags & SHARED) != 0) {
        throw Hdf5Errors.unsupported("shares a part of its description with other objects");
      }
      ByteBuffer bytes = whole.duplicate().order(ByteOrder.LITTLE_ENDIAN);
      return switch (framing) {
        case OLD -> Message.readObjectHeaderV1Message(bytes, storage);
        case YOUNG -> Message.readObjectHeaderV2Message(bytes, storage, false);
        case YOUNG_ORDERED -> Message.readObjectHeaderV2Message(bytes, storage, true);
      };
    }
  }

  /** Whether there is a message of a type. */
  boolean has(int type) {
    return messages.stream().anyMatch(m -> m.type == type);
  }

  /** All messages of a type. */
  <T extends Message> List<T> all(int type, Class<T> kind) {
    return messages.stream()
        .filter(m -> m.type == type)
        .map(m -> kind.cast(m.decode(storage)))
        .toList();
  }

  /** A message of which there is one at most. */
  <T extends Message> Optional<T> optional(int type, Class<T> kind) {
    List<T> all = all(type, kind);
    if (all.size() > 1) {
      throw Hdf5Errors.malformed("describes itself twice");
    }
    return all.stream().findFirst();
  }

  /** A message of which there is one. */
  <T extends Message> T one(int type, Class<T> kind) {
    return optional(type, kind)
        .orElseThrow(() -> Hdf5Errors.malformed("lacks a part of its description"));
  }

  /** The size of elements that are mere bytes, 0 for others. jHDF does not take those of h5py. */
  int opaqueBytes() {
    return messages.stream()
        .filter(m -> m.type == DATA_TYPE && (m.body.get(0) & 0xF) == OPAQUE)
        .mapToInt(m -> m.body.getInt(4))
        .findFirst()
        .orElse(0);
  }
}
