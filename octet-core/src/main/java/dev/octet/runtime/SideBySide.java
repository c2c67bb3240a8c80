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

  /** Where workers get their samples. */
  public static final class Turns {
    private final AtomicLong next = new AtomicLong();
    private final long samples;

    private Turns(long samples) {
      this.samples = samples;
    }

    /** The sample to take next, or −1 when there is none left. */
    public long next() {
      long sample = next.getAndIncrement();
      return sample < samples ? sample : -1;
    }

    private void end() {
      next.set(samples);
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
    var turns = new Turns(samples);
    int workers = (int) Math.min(threads, samples);
    if (workers <= 1) {
      return List.of(worker.apply(turns));
    }
    try (var pool = Executors.newFixedThreadPool(workers)) {
      var parts = new ArrayList<Future<R>>();
      for (int i = 0; i < workers; i++) {
        parts.add(pool.submit(() -> stoppingOthers(turns, worker)));
      }
      var results = new ArrayList<R>();
      for (Future<R> part : parts) {
        results.add(result(part));
      }
      return results;
    }
  }

  private static <R> R stoppingOthers(Turns turns, Function<Turns, R> worker) {
    try {
      return worker.apply(turns);
    } catch (RuntimeException e) {
      turns.end();
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
