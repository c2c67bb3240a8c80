package dev.octet.runtime;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.ErrorReporter;
import org.bytedeco.tensorflowlite.Reporter_Pointer_BytePointer_Pointer;

/**
 * Catches what LiteRT says of its errors.
 *
 * <p>LiteRT wants a C++ object with a virtual {@code int Report(const char*, va_list)}, which
 * JavaCPP cannot make. So it is made by hand: a pointer to a table of functions, and behind it the
 * text so far. The table holds the one function in each slot: compilers differ in where they put
 * it, and the destructors beside it are never called, as LiteRT does not own the object.
 */
final class Reporter implements AutoCloseable {
  private static final int SLOTS = 3;
  private static final long TABLE = SLOTS * JAVA_LONG.byteSize();
  private static final long USED = JAVA_LONG.byteSize();
  private static final long TEXT = 2 * JAVA_LONG.byteSize();
  private static final long CAPACITY = 8192;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory = arena.allocate(TABLE + CAPACITY, 16);
  private final MemorySegment object = memory.asSlice(TABLE);

  Reporter() {
    long report = new LongPointer(Report.INSTANCE).get();
    for (int i = 0; i < SLOTS; i++) {
      memory.setAtIndex(JAVA_LONG, i, report);
    }
    object.set(JAVA_LONG, 0, memory.address());
  }

  /** What to hand to LiteRT, good until this is closed. */
  ErrorReporter pointer() {
    return new ErrorReporter(new Address(object.address()));
  }

  /** Forgets what was reported so far. */
  void clear() {
    object.set(JAVA_LONG, USED, 0);
  }

  /** The error that LiteRT could not do something, with what it reported since it was cleared. */
  OctetException failure(String what) {
    String why = text();
    return new OctetException(
        ErrorCode.RUNTIME,
        "the runtime cannot " + what + (why.isEmpty() ? ", it does not say why" : ": " + why));
  }

  /** What was reported, in one line. */
  private String text() {
    var bytes = object.asSlice(TEXT, object.get(JAVA_LONG, USED)).toArray(ValueLayout.JAVA_BYTE);
    return new String(bytes, StandardCharsets.UTF_8)
        .replaceAll("\\S*/(?=tensorflow/lite/)", "")
        .replaceAll("\\s+See instructions: \\S+", "\n")
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .distinct()
        .collect(Collectors.joining("; "));
  }

  /** To be called when nothing reports any more. */
  @Override
  public void close() {
    arena.close();
  }

  /** The function in the table: appends a line to the text behind the object it is called on. */
  private static final class Report extends Reporter_Pointer_BytePointer_Pointer {
    static final Report INSTANCE = new Report();

    /**
     * Called from native code, so nothing may be thrown here.
     *
     * @param format as of printf
     * @param arguments the address of the {@code va_list} parameter
     */
    @Override
    @SuppressWarnings("restricted")
    public synchronized void call(Pointer self, BytePointer format, Pointer arguments) {
      var object = MemorySegment.ofAddress(self.address()).reinterpret(CAPACITY);
      long used = object.get(JAVA_LONG, USED);
      var free = object.asSlice(TEXT + used);
      object.set(JAVA_LONG, USED, used + Printf.line(free, format, arguments));
    }
  }
}
