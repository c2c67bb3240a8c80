package dev.octet.runtime;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Shares samples out to workers on threads of their own, each with engines of its own. */
public final class SideBySide {
  private SideBySide() {}

  /**
   * Where a worker gets its samples: several neighbours at a time, so that workers seldom write to
   * the same line of the processor's cache.
   */
  public static final class Turns {
    private static final int MOST_AT_ONCE = 64;
    private static final int BLOCKS_PER_WORKER = 32;

    private final Queue queue;
    private long next;
    private long end;

    private Turns(Queue queue) {
      this.queue = queue;
    }

    /** The sample to take next, or −1 when there is none left. */
    public long next() {
      if (next >= end) {
        next = queue.next.getAndAdd(queue.block);
        end = Math.min(next + queue.block, queue.samples);
      }
      return next < end && !queue.isOver ? next++ : -1;
    }
  }

  /** What is left for all workers. */
  private static final class Queue {
    private final AtomicLong next = new AtomicLong();
    private final long samples;
    private final long block;
    private volatile boolean isOver;

    Queue(long samples, int workers) {
      this.samples = samples;
      this.block =
          Math.clamp(samples / (Turns.BLOCKS_PER_WORKER * (long) workers), 1, Turns.MOST_AT_ONCE);
    }
  }

  /**
   * Runs workers until no sample is left. When one fails the others stop after the sample at hand.
   *
   * @param threads the number of workers, if there are so many samples; at least 1
   * @param worker takes turns until there are no more, and says what it found
   * @return what each worker found, in no order that means anything
   */
  public static <R> List<R> run(int threads, long samples, Function<Turns, R> worker) {
    int workers = (int) Math.min(threads, samples);
    var queue = new Queue(samples, Math.max(1, workers));
    if (workers <= 1) {
      return List.of(worker.apply(new Turns(queue)));
    }
    try (var pool = Executors.newFixedThreadPool(workers)) {
      var parts = new ArrayList<Future<R>>();
      for (int i = 0; i < workers; i++) {
        parts.add(pool.submit(() -> stoppingOthers(queue, worker)));
      }
      var results = new ArrayList<R>();
      for (Future<R> part : parts) {
        results.add(result(part));
      }
      return results;
    }
  }

  private static <R> R stoppingOthers(Queue queue, Function<Turns, R> worker) {
    try {
      return worker.apply(new Turns(queue));
    } catch (RuntimeException e) {
      queue.isOver = true;
      throw e;
    }
  }

  private static <R> R result(Future<R> part) {
    try {
      return part.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OctetException(ErrorCode.INTERNAL, "was interrupted").because(e);
    }
  }
}
