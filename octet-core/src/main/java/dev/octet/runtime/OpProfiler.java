package dev.octet.runtime;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.tensorflowlite.Profiler;

/**
 * Listens to how long each op takes. It is given to one engine and closed after it.
 *
 * <p>LiteRT wants a C++ object of class {@code tflite::Profiler}. As for {@link Reporter} it is
 * made by hand: a pointer to a table of functions, in the order of {@code profiler.h}. Compilers
 * for Windows put one destructor there instead of two, and no destructor is ever called.
 */
public final class OpProfiler implements AutoCloseable {
  private static final FunctionDescriptor NOTHING = FunctionDescriptor.ofVoid(ADDRESS);

  /** {@code uint32_t BeginEvent(tag, type, node, graph)}. */
  private static final FunctionDescriptor BEGIN =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, JAVA_LONG, JAVA_LONG);

  /** {@code void EndEvent(handle)}, and also the form that has more to say. */
  private static final FunctionDescriptor END = FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT);

  /** {@code void AddEvent(tag, type, microseconds, node, graph)}. */
  private static final FunctionDescriptor ADD =
      FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  private final Arena arena = Arena.ofShared();
  private final MemorySegment object = arena.allocate(ADDRESS);
  private final OpClock clock = new OpClock(System::nanoTime);

  /** A profiler that has heard of nothing. */
  public OpProfiler() {
    MemorySegment nothing = stub("nothing", NOTHING);
    MemorySegment begin = stub("begin", BEGIN);
    MemorySegment end = stub("end", END);
    MemorySegment add = stub("add", ADD);
    List<MemorySegment> functions =
        Loader.getPlatform().startsWith("windows")
            ? List.of(nothing, begin, end, end, add, nothing)
            : List.of(nothing, nothing, begin, end, end, add, nothing);
    MemorySegment table = arena.allocate(ADDRESS, functions.size());
    for (int i = 0; i < functions.size(); i++) {
      table.setAtIndex(ADDRESS, i, functions.get(i));
    }
    object.set(ADDRESS, 0, table);
  }

  @SuppressWarnings("restricted")
  private MemorySegment stub(String method, FunctionDescriptor type) {
    try {
      MethodHandle handle =
          MethodHandles.lookup().findVirtual(OpClock.class, method, type.toMethodType());
      return Linker.nativeLinker().upcallStub(handle.bindTo(clock), type, arena);
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What to hand to LiteRT, good until this is closed. */
  Profiler pointer() {
    return new Profiler(new Address(object.address()));
  }

  /** The ops since it was {@link #clear cleared}, in the order in which they first ran. */
  public List<OpTiming> timings() {
    return clock.timings();
  }

  /** Forgets what it has heard. */
  public void clear() {
    clock.clear();
  }

  @Override
  public void close() {
    arena.close();
  }
}
