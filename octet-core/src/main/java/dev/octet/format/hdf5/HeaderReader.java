package dev.octet.format.hdf5;

import dev.octet.format.hdf5.Header.Framing;
import dev.octet.format.hdf5.Header.Raw;
import io.jhdf.Utils;
import io.jhdf.checksum.ChecksumUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * Finds the messages of a header. They fill blocks; a block may name further ones, which jHDF would
 * follow in circles.
 */
final class HeaderReader {
  private static final int CONTINUATION = 16;
  private static final int LAST_KNOWN = 23;
  private static final int REFUSE_UNKNOWN = 0x80;
  private static final int SIGNATURE_BYTES = 4;
  private static final int CHECKSUM_BYTES = 4;

  private final Storage storage;
  private final List<Raw> messages = new ArrayList<>();
  private final Queue<ByteBuffer> blocks = new ArrayDeque<>();
  private final Set<Long> seen = new HashSet<>();

  private HeaderReader(Storage storage) {
    this.storage = storage;
  }

  static Header read(Storage storage, long address) {
    var reader = new HeaderReader(storage);
    if (storage.readBufferFromAddress(address, 1).get() == 1) {
      reader.old(address);
    } else {
      reader.young(address);
    }
    return new Header(storage, address, List.copyOf(reader.messages));
  }

  /** Version 1: tells how many messages there are, and how long the first block is. */
  private void old(long address) {
    ByteBuffer start = storage.readBufferFromAddress(address, 16);
    int count = Short.toUnsignedInt(start.getShort(2));
    blocks.add(storage.readBufferFromAddress(address + 16, start.getInt(8)));
    for (ByteBuffer block = blocks.poll(); block != null; block = blocks.poll()) {
      while (block.remaining() >= 8 && messages.size() < count) {
        int size = Short.toUnsignedInt(block.getShort(block.position() + 2));
        int flags = block.get(block.position() + 4);
        add(block.getShort(block.position()), flags, Framing.OLD, part(block, 8 + size), 8);
        // the next one starts at a multiple of 8 bytes
        block.position(Math.min(block.limit(), block.position() + 7 & ~7));
      }
    }
  }

  /** Version 2: every block has a checksum. */
  private void young(long address) {
    ByteBuffer start = storage.readBufferFromAddress(address, 6);
    int flags = start.get(5);
    if (start.getInt(0) != word('O', 'H', 'D', 'R') || start.get(4) != 2) {
      throw Hdf5Errors.malformed("has no header where it should be");
    }
    int widthBytes = 1 << (flags & 3);
    int sizeAt = 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
    int messagesAt = sizeAt + widthBytes;
    ByteBuffer sizes = storage.readBufferFromAddress(address + sizeAt, widthBytes);
    int size = Utils.readBytesAsUnsignedInt(sizes, widthBytes);
    addBlock(
        storage.readBufferFromAddress(address, Math.addExact(size, messagesAt + CHECKSUM_BYTES)),
        messagesAt);
    Framing framing = (flags & 4) != 0 ? Framing.YOUNG_ORDERED : Framing.YOUNG;
    int before = framing == Framing.YOUNG ? 4 : 6;
    for (ByteBuffer block = blocks.poll(); block != null; block = blocks.poll()) {
      while (block.remaining() >= before) {
        int at = block.position();
        int type = Byte.toUnsignedInt(block.get(at));
        int bytes = before + Short.toUnsignedInt(block.getShort(at + 1));
        add(type, block.get(at + 3), framing, part(block, bytes), before);
      }
    }
  }

  private void addBlock(ByteBuffer block, int messagesAt) {
    ChecksumUtils.validateChecksum(block.duplicate().order(ByteOrder.LITTLE_ENDIAN));
    blocks.add(block.limit(block.limit() - CHECKSUM_BYTES).position(messagesAt));
  }

  /** The next bytes of a block. */
  private static ByteBuffer part(ByteBuffer block, int bytes) {
    ByteBuffer part = block.slice(block.position(), bytes).order(ByteOrder.LITTLE_ENDIAN);
    block.position(block.position() + bytes);
    return part;
  }

  private void add(int type, int flags, Framing framing, ByteBuffer whole, int before) {
    ByteBuffer body = whole.slice(before, whole.limit() - before).order(ByteOrder.LITTLE_ENDIAN);
    if (type == CONTINUATION) {
      follow(body, framing);
    } else if (type > LAST_KNOWN && (flags & REFUSE_UNKNOWN) != 0) {
      throw Hdf5Errors.unsupported("is described in a way that is not known (%d)".formatted(type));
    }
    messages.add(new Raw(type, flags, framing, whole, body));
  }

  private void follow(ByteBuffer body, Framing framing) {
    long address = Utils.readBytesAsUnsignedLong(body, storage.getSizeOfOffsets());
    int length = Utils.readBytesAsUnsignedInt(body, storage.getSizeOfLengths());
    if (!seen.add(address)) {
      throw Hdf5Errors.malformed("has a header that leads in circles");
    }
    ByteBuffer block = storage.readBufferFromAddress(address, length);
    if (framing == Framing.OLD) {
      blocks.add(block);
    } else if (block.getInt(0) != word('O', 'C', 'H', 'K')) {
      throw Hdf5Errors.malformed("has a header that breaks off");
    } else {
      addBlock(block, SIGNATURE_BYTES);
    }
  }

  private static int word(char a, char b, char c, char d) {
    return a | b << 8 | c << 16 | d << 24;
  }
}
