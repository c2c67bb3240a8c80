package dev.octet.debug;

import dev.octet.data.RepresentativeDataset.Part;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.Feed;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An engine with what looks at it; and one for the float model, where its outputs are wanted. */
final class Lane implements Chunks.Worker<Sums> {
  private final Engine engine;
  private final Feed feed;
  private final @Nullable Engine floats;
  private final @Nullable Feed floatFeed;
  private final Comparison comparison;
  private final OutputComparison outputs;
  private final Runnable sampleDone;

  /**
   * What a lane is to run.
   *
   * @param bytes both models in one
   * @param engine how to run it
   * @param floats the float model; null where its outputs are not wanted, or in the other
   * @param floatEngine how to run that
   * @param watched the layers to compare
   * @param outputs the models' outputs to compare
   */
  record Work(
      MemorySegment bytes,
      EngineOptions engine,
      @Nullable MemorySegment floats,
      EngineOptions floatEngine,
      List<Watched> watched,
      List<OutputComparison.Output> outputs) {}

  Lane(Work work, DebugOptions options, Part part, Runnable sampleDone) {
    this.engine = Engine.open(work.bytes(), work.engine());
    MemorySegment other = work.floats();
    this.floats = other == null ? null : second(other, work.floatEngine());
    this.feed = new Feed(engine, part.samples());
    this.floatFeed = floats == null ? null : new Feed(floats, part.samples());
    this.comparison = new Comparison(engine, options, work.watched());
    this.outputs =
        new OutputComparison(
            floats == null ? engine : floats, engine, options.modelMetrics(), work.outputs());
    this.sampleDone = sampleDone;
  }

  private Engine second(MemorySegment bytes, EngineOptions options) {
    try {
      return Engine.open(bytes, options);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  @Override
  public Sums work(Chunks.Chunk chunk) {
    for (long i = chunk.from(); i < chunk.to(); i++) {
      feed.run(i);
      comparison.look(i);
      if (floatFeed != null) {
        floatFeed.run(i);
      }
      outputs.look(i);
      sampleDone.run();
    }
    return new Sums(comparison.take(), outputs.take());
  }

  @Override
  public void close() {
    engine.close();
    if (floats != null) {
      floats.close();
    }
  }
}
