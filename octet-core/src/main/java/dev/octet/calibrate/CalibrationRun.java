package dev.octet.calibrate;

import dev.octet.calibrate.Calibrator.Watched;
import dev.octet.data.Samples;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Constant;
import dev.octet.model.Tensor;
import dev.octet.runtime.Engine;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** All samples of one signature, over several engines. */
final class CalibrationRun {
  private final Supplier<Engine> engines;
  private final Samples samples;
  private final List<Watched> watched;
  private final Runnable sampleDone;
  private final AtomicLong next = new AtomicLong();

  CalibrationRun(
      Supplier<Engine> engines, Samples samples, List<Watched> watched, Runnable sampleDone) {
    this.engines = engines;
    this.samples = samples;
    this.watched = watched;
    this.sampleDone = sampleDone;
  }

  /** Runs every sample, each on one of this many engines. */
  Seen on(int threads) {
    int workers = (int) Math.min(threads, samples.size());
    if (workers == 1) {
      return work();
    }
    try (var pool = Executors.newFixedThreadPool(workers)) {
      var parts = new ArrayList<Future<Seen>>();
      for (int i = 0; i < workers; i++) {
        parts.add(pool.submit(this::work));
      }
      var seen = Seen.nothing(watched.size());
      for (Future<Seen> part : parts) {
        seen = seen.merge(result(part));
      }
      return seen;
    }
  }

  private static Seen result(Future<Seen> part) {
    try {
      return part.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OctetException(ErrorCode.INTERNAL, "calibration was interrupted").because(e);
    }
  }

  private Seen work() {
    var seen = Seen.nothing(watched.size());
    try (Engine engine = engines.get()) {
      for (long i = next.getAndIncrement(); i < samples.size(); i = next.getAndIncrement()) {
        run(engine, i);
        observe(engine, i, seen);
        sampleDone.run();
      }
    } catch (RuntimeException e) {
      next.set(samples.size());
      throw e;
    }
    return seen;
  }

  private void run(Engine engine, long sample) {
    int inputs = samples.inputs().size();
    for (int i = 0; i < inputs; i++) {
      int[] dims = samples.dims(sample, i);
      if (!Arrays.equals(dims, engine.inputs().get(i).shape().dims())) {
        engine.resize(i, dims);
      }
    }
    engine.resetState();
    for (int i = 0; i < inputs; i++) {
      samples.read(sample, i, engine.input(i));
    }
    engine.run();
  }

  private void observe(Engine engine, long sample, Seen seen) {
    for (int i = 0; i < watched.size(); i++) {
      MemorySegment values = engine.tap(watched.get(i).index());
      if (values == null) {
        continue;
      }
      try {
        seen.observer(i).observe(values);
      } catch (OctetException e) {
        Tensor tensor = watched.get(i).tensor();
        if (holdsNaN(values)) {
          throw new OctetException(ErrorCode.BAD_DATA, "'" + tensor.name() + "' becomes NaN")
              .in("sample " + sample)
              .advise("the model or this sample is broken: look at it with 'octet run'")
              .because(e);
        }
        seen.infinite(i, sample);
      }
    }
  }

  private static boolean holdsNaN(MemorySegment values) {
    for (long at = 0; at < values.byteSize(); at += Float.BYTES) {
      if (Float.isNaN(values.get(Constant.F32, at))) {
        return true;
      }
    }
    return false;
  }
}
