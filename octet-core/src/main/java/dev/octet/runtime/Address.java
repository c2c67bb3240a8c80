package dev.octet.runtime;

import java.lang.foreign.MemorySegment;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Memory that JavaCPP did not allocate and does not free, as JavaCPP wants to see it. */
final class Address extends BytePointer {
  Address(long address) {
    super((Pointer) null);
    this.address = address;
  }

  Address(MemorySegment memory) {
    this(memory.address());
    limit = memory.byteSize();
    capacity = memory.byteSize();
  }
}
