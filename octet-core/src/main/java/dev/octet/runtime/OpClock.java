package dev.octet.runtime;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.bytedeco.tensorflowlite.Profiler;
import org.jspecify.annotations.Nullable;

/**
 * Sums up the time of ops from LiteRT's events. These are nested: a loop is an event with the ops
 * of its body inside, whose time is taken off its own. The events come from native code, on the
 * thread that runs the model, so nothing may be thrown here.
 */
final class OpClock {
  private static final long NANOS_PER_MICRO = 1000;
  private static final long LONGEST_TAG = 256;

  private record Key(int graph, int part, int node) {}

  /** What is known of an op. */
  private static final class Sum {
    private final String op;
    private long calls;
    private long nanos;

    private Sum(String op) {
      this.op = op;
    }
  }

  /** An event that goes on; it has no sum when it is none of an op. */
  private static final class Open {
    private final @Nullable Sum sum;
    private long start;
    private long inside;

    private Open(@Nullable Sum sum) {
      this.sum = sum;
    }
  }

  private final LongSupplier now;
  private final Map<Key, Sum> sums = new LinkedHashMap<>();
  private final Deque<Open> open = new ArrayDeque<>();

  /** For each graph how many parts of it a delegate has begun in this run of the graph. */
  private final Map<Long, Integer> parts = new HashMap<>();

  /** A clock that reads nanoseconds. */
  OpClock(LongSupplier now) {
    this.now = now;
  }

  /** For a destructor, or an event that tells nothing of time. */
  void nothing(MemorySegment self) {
    // there is nothing to do
  }

  /** An event begins; returns a handle of no meaning, since events end in the order of a stack. */
  int begin(MemorySegment self, MemorySegment tag, int type, long node, long graph) {
    boolean isOp = type == Profiler.OPERATOR_INVOKE_EVENT;
    if (!isOp) {
      parts.remove(graph); // the graph begins anew
    }
    var event = new Open(isOp ? sum(tag, graph, -1, node) : null);
    open.push(event);
    event.start = now.getAsLong();
    return open.size();
  }

  /** The last event that began ends. */
  void end(MemorySegment self, int handle) {
    long end = now.getAsLong();
    Open event = open.poll();
    if (event == null) {
      return;
    }
    Sum sum = event.sum;
    long whole = end - event.start;
    if (sum != null) {
      sum.calls++;
      sum.nanos += whole - event.inside;
    }
    Open around = open.peek();
    if (around != null) {
      around.inside += sum == null ? event.inside : whole;
    }
  }

  /** An event of a delegate, which has timed it itself. */
  void add(MemorySegment self, MemorySegment tag, int type, long micros, long node, long graph) {
    if (type != Profiler.DELEGATE_PROFILED_OPERATOR_INVOKE_EVENT
        && type != Profiler.DELEGATE_OPERATOR_INVOKE_EVENT) {
      return;
    }
    if (node == 0) {
      parts.merge(graph, 1, Integer::sum);
    }
    Sum sum = sum(tag, graph, parts.getOrDefault(graph, 1) - 1, node);
    long nanos = micros * NANOS_PER_MICRO;
    sum.calls++;
    sum.nanos += nanos;
    Open around = open.peek();
    if (around != null) {
      around.inside += nanos;
    }
  }

  private Sum sum(MemorySegment tag, long graph, int part, long node) {
    return sums.computeIfAbsent(new Key((int) graph, part, (int) node), _ -> new Sum(text(tag)));
  }

  @SuppressWarnings("restricted")
  private static String text(MemorySegment tag) {
    return tag.address() == 0 ? "" : tag.reinterpret(LONGEST_TAG).getString(0);
  }

  /** What has been summed up, in the order in which ops first ran. */
  List<OpTiming> timings() {
    var timings = new ArrayList<OpTiming>();
    sums.forEach(
        (key, sum) ->
            timings.add(new OpTiming(key.graph, key.part, key.node, sum.op, sum.calls, sum.nanos)));
    return timings;
  }

  /** Forgets all. */
  void clear() {
    sums.clear();
  }
}
