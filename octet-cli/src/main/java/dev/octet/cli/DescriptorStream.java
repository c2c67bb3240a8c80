package dev.octet.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Writes to an open file descriptor by its number, which Java's own streams cannot.
 *
 * <p>The launcher keeps descriptor 2 for what the JVM and native code say unasked, and hands over
 * the user's standard error as another descriptor. Opening {@code /dev/fd/3} would not do: on Linux
 * that is a new file with its own position (so two programs overwrite each other's lines in one log
 * file), and it fails for a socket.
 *
 * <p>POSIX only; the launcher for Windows does not redirect. The native binding is made on the
 * first write, since it takes some 50 ms and most runs have nothing to say here.
 */
final class DescriptorStream extends OutputStream {
  private static final String ERRNO = "errno";
  private static final int EINTR = 4;

  private final int descriptor;
  private @Nullable MethodHandle posixWrite;

  DescriptorStream(int descriptor) {
    this.descriptor = descriptor;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment rest = arena.allocate(Math.max(1, length)).asSlice(0, length);
      MemorySegment.copy(bytes, offset, rest, ValueLayout.JAVA_BYTE, 0, length);
      MemorySegment errno = arena.allocate(Linker.Option.captureStateLayout());
      while (rest.byteSize() > 0) {
        long written = posixWrite(errno, rest);
        if (written >= 0) {
          rest = rest.asSlice(written);
        } else if (errno.get(ValueLayout.JAVA_INT, 0) != EINTR) {
          throw new IOException("cannot write to file descriptor " + descriptor);
        }
      }
    }
  }

  private long posixWrite(MemorySegment errno, MemorySegment bytes) throws IOException {
    if (posixWrite == null) {
      posixWrite = bind();
    }
    try {
      return (long) posixWrite.invokeExact(errno, descriptor, bytes, bytes.byteSize());
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(e);
    }
  }

  /** Binds {@code ssize_t write(int fd, const void *bytes, size_t count)}. */
  @SuppressWarnings("restricted") // what --enable-native-access is for
  private static MethodHandle bind() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("write"),
        FunctionDescriptor.of(
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG),
        Linker.Option.captureCallState(ERRNO));
  }
}
