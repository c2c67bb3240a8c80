package dev.octet.runtime;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/** Formats a message of C code. */
final class Printf {
  private Printf() {}

  /**
   * Writes a message and a line feed, cut off where the room ends; the bare format where the
   * platform does not let it be filled in.
   *
   * @param target where to
   * @param format as of printf, ended by a zero
   * @param arguments the address of a {@code va_list} parameter
   * @return the number of bytes written
   */
  static long line(MemorySegment target, BytePointer format, Pointer arguments) {
    long room = target.byteSize() - 1;
    if (room < 1) {
      return 0;
    }
    long length;
    try {
      length = (int) vsnprintf().invokeExact(target, room, at(format.address()), list(arguments));
    } catch (Throwable e) { // called from native code, which no exception may reach
      byte[] bare = format.getStringBytes();
      length = Math.min(bare.length, room - 1);
      MemorySegment.copy(bare, 0, target, ValueLayout.JAVA_BYTE, 0, (int) length);
    }
    length = Math.clamp(length, 0, room - 1);
    target.set(ValueLayout.JAVA_BYTE, length, (byte) '\n');
    return length + 1;
  }

  @SuppressWarnings("restricted")
  private static MethodHandle vsnprintf() {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("vsnprintf"),
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG,
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS));
  }

  /**
   * The list as a function takes it: the parameter holds a pointer, but for Linux on ARM, where it
   * is a structure, handed on by its address.
   */
  private static MemorySegment list(Pointer parameter) {
    return at(
        Loader.getPlatform().equals("linux-arm64")
            ? parameter.address()
            : new LongPointer(parameter).get());
  }

  private static MemorySegment at(long address) {
    return MemorySegment.ofAddress(address);
  }
}
