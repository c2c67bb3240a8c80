package dev.octet.bench;

import dev.octet.data.Samples;
import dev.octet.error.OctetException;
import dev.octet.runtime.Engine;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An engine that runs on samples, which take turns. */
final class EngineRacer implements Racer, AutoCloseable {
  private final Engine engine;
  private final @Nullable Samples samples;
  private final String file;

  /**
   * A racer.
   *
   * @param samples null for a model without inputs
   * @param file the model, for what goes wrong
   */
  EngineRacer(Engine engine, @Nullable Samples samples, String file) {
    this.engine = engine;
    this.samples = samples;
    this.file = file;
  }

  @Override
  public void ready(long block) {
    try {
      if (samples == null) {
        engine.resetState();
      } else {
        write(samples, block % samples.size());
      }
    } catch (OctetException e) {
      throw e.in(file);
    }
  }

  private void write(Samples from, long sample) {
    int inputs = from.inputs().size();
    for (int i = 0; i < inputs; i++) {
      int[] dims = from.dims(sample, i);
      if (!Arrays.equals(dims, engine.inputs().get(i).shape().dims())) {
        engine.resize(i, dims);
      }
    }
    engine.resetState();
    for (int i = 0; i < inputs; i++) {
      from.read(sample, i, engine.input(i));
    }
  }

  @Override
  public void run() {
    try {
      engine.run();
    } catch (OctetException e) {
      throw e.in(file);
    }
  }

  Engine engine() {
    return engine;
  }

  @Override
  public void close() {
    engine.close();
  }
}
