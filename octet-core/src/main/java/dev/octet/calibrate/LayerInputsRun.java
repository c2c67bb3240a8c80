package dev.octet.calibrate;

import dev.octet.data.Samples;
import dev.octet.runtime.Engine;
import dev.octet.runtime.Feed;
import dev.octet.runtime.SideBySide;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** All samples of one signature, over several engines, each layer's in order. */
final class LayerInputsRun {
  private final Supplier<Engine> engines;
  private final Samples samples;
  private final List<LayerWatch> watches;
  private final Runnable sampleDone;
  private final Relay relay;
  private final Map<LayerSums, String> useless = new ConcurrentHashMap<>();

  LayerInputsRun(
      Supplier<Engine> engines, Samples samples, List<LayerWatch> watches, Runnable sampleDone) {
    this.engines = engines;
    this.samples = samples;
    this.watches = watches;
    this.sampleDone = sampleDone;
    this.relay = new Relay(watches.size());
  }

  /** Runs every sample; says which sums are of no use, and why. */
  Map<LayerSums, String> on(int threads) {
    SideBySide.run(threads, samples.size(), this::work);
    return Map.copyOf(useless);
  }

  private boolean work(SideBySide.Turns turns) {
    boolean done = false;
    try (Engine engine = engines.get()) {
      var feed = new Feed(engine, samples);
      for (long i = turns.next(); i >= 0; i = turns.next()) {
        feed.run(i);
        if (!add(engine, i)) {
          return false;
        }
        sampleDone.run();
      }
      done = true;
    } finally {
      if (!done) {
        relay.fail();
      }
    }
    return true;
  }

  private boolean add(Engine engine, long sample) {
    for (int w = 0; w < watches.size(); w++) {
      LayerWatch watch = watches.get(w);
      if (!relay.await(w, sample)) {
        return false;
      }
      if (!useless.containsKey(watch.sums())) {
        String why = watch.add(engine, sample, samples.size());
        if (why != null) {
          useless.put(watch.sums(), why);
        }
      }
      relay.pass(w);
    }
    return true;
  }
}
