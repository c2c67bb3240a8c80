package dev.octet.runtime;

import dev.octet.data.Samples;
import java.util.Arrays;

/** Runs an engine on samples, one at a time, each as if it were the first. */
public final class Feed {
  private final Engine engine;
  private final Samples samples;
  private final int[][] sizes;

  /** Samples for an engine; their inputs are the engine's, and nobody else resizes it. */
  public Feed(Engine engine, Samples samples) {
    this.engine = engine;
    this.samples = samples;
    // asking the engine each time costs as much as running a small model
    this.sizes = engine.inputs().stream().map(i -> i.shape().dims()).toArray(int[][]::new);
  }

  /**
   * Runs the engine on a sample: sizes its inputs, resets its state, writes the inputs, runs.
   *
   * @throws dev.octet.error.OctetException {@code BAD_DATA} for a sample that the model cannot
   *     take, {@code RUNTIME} if the model does not run
   */
  public void run(long sample) {
    int inputs = samples.inputs().size();
    for (int i = 0; i < inputs; i++) {
      int[] dims = samples.dims(sample, i);
      if (!Arrays.equals(dims, sizes[i])) {
        engine.resize(i, dims);
        sizes[i] = dims;
      }
    }
    engine.resetState();
    for (int i = 0; i < inputs; i++) {
      samples.read(sample, i, engine.input(i));
    }
    engine.run();
  }
}
