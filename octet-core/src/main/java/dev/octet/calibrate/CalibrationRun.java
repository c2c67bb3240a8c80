package dev.octet.calibrate;

import dev.octet.calibrate.Calibrator.Watched;
import dev.octet.data.Samples;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Constant;
import dev.octet.model.Tensor;
import dev.octet.runtime.Engine;
import dev.octet.runtime.Feed;
import dev.octet.runtime.SideBySide;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Supplier;

/** All samples of one signature, over several engines. */
final class CalibrationRun {
  private final Supplier<Engine> engines;
  private final Samples samples;
  private final List<Watched> watched;
  private final Taps.Inner inner;
  private final Runnable sampleDone;

  CalibrationRun(
      Supplier<Engine> engines,
      Samples samples,
      List<Watched> watched,
      Taps.Inner inner,
      Runnable sampleDone) {
    this.engines = engines;
    this.samples = samples;
    this.watched = watched;
    this.inner = inner;
    this.sampleDone = sampleDone;
  }

  /** Runs every sample, each on one of this many engines. */
  Seen on(int threads) {
    return SideBySide.run(threads, samples.size(), this::work).stream()
        .reduce(Seen.nothing(watched), Seen::merge);
  }

  private Seen work(SideBySide.Turns turns) {
    var seen = Seen.nothing(watched);
    try (Engine engine = engines.get()) {
      var feed = new Feed(engine, samples);
      var taps = new Taps(engine, inner);
      for (long i = turns.next(); i >= 0; i = turns.next()) {
        feed.run(i);
        taps.afterRun();
        observe(taps, i, seen);
        sampleDone.run();
      }
    }
    return seen;
  }

  private void observe(Taps taps, long sample, Seen seen) {
    for (int i = 0; i < watched.size(); i++) {
      MemorySegment values = watched.get(i).values(taps);
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
