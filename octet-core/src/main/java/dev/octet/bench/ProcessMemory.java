package dev.octet.bench;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The memory of this process as Linux tells it in {@code /proc/self}: how much of it is resident,
 * and how much was at most since it was asked to forget.
 */
final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path FORGET = Path.of("/proc/self/clear_refs");
  private static final String RESIDENT = "VmRSS:";
  private static final String GREATEST = "VmHWM:";

  private final long before;

  private ProcessMemory(long before) {
    this.before = before;
  }

  /** Begins to watch, or null where the system does not tell. */
  static @Nullable ProcessMemory watch() {
    if (!Files.isWritable(FORGET)) {
      return null;
    }
    try {
      giveBack();
      Files.writeString(FORGET, "5");
      return new ProcessMemory(read(RESIDENT));
    } catch (IOException | NumberFormatException e) {
      return null;
    }
  }

  /**
   * What the C library holds of freed memory goes back to the system: else a model that takes its
   * place seems to need none.
   */
  @SuppressWarnings("restricted")
  private static void giveBack() {
    var linker = Linker.nativeLinker();
    linker
        .defaultLookup()
        .find("malloc_trim")
        .map(f -> linker.downcallHandle(f, FunctionDescriptor.of(JAVA_INT, JAVA_LONG)))
        .ifPresent(ProcessMemory::trim);
  }

  private static void trim(MethodHandle mallocTrim) {
    try {
      int _ = (int) mallocTrim.invokeExact(0L); // the cast tells invokeExact the type
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** By how many bytes the process grew at most since the watch began, or null. */
  @Nullable Long growth() {
    try {
      return Math.max(0, read(GREATEST) - before);
    } catch (IOException | NumberFormatException e) {
      return null;
    }
  }

  private static long read(String field) throws IOException {
    List<String> lines = Files.readAllLines(STATUS);
    for (String line : lines) {
      if (line.startsWith(field)) {
        return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("there is no " + field);
  }
}
