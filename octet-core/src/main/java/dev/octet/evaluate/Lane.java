package dev.octet.evaluate;

import dev.octet.data.NdArray;
import dev.octet.data.Samples;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.Feed;
import dev.octet.runtime.TensorInfo;
import java.util.Arrays;

/** An engine of one contestant. */
final class Lane implements AutoCloseable {
  private final Contestant contestant;
  private final Engine engine;
  private final Feed feed;

  Lane(Contestant contestant, EngineOptions options) {
    this.contestant = contestant;
    this.engine = contestant.model().engine(options.withSignature(contestant.signature()));
    Samples samples = contestant.samples();
    this.feed = new Feed(engine, samples);
  }

  /** The output for a sample as reals. */
  double[] run(long sample) {
    try {
      feed.run(sample);
      return output();
    } catch (OctetException e) {
      throw e.code() == ErrorCode.BAD_DATA ? e : e.in(contestant.where());
    }
  }

  private double[] output() {
    TensorInfo info = engine.outputs().get(contestant.output());
    double[] values = array(engine, contestant.output()).toDoubles();
    PerTensor quantization = info.quantization();
    if (info.type().isInteger() && quantization != null) {
      Arrays.setAll(
          values, i -> (values[i] - quantization.zeroPoint()) * (double) quantization.scale());
    }
    return values;
  }

  /** The sizes of the output of the last run. */
  int[] dims() {
    return engine.outputs().get(contestant.output()).shape().dims();
  }

  /** An output after a run, as the engine has it: gone with the next run. */
  static NdArray array(Engine engine, int output) {
    TensorInfo info = engine.outputs().get(output);
    if (info.type().bits() < 8) {
      throw new OctetException(
              ErrorCode.UNSUPPORTED_MODEL,
              "its elements are %s: they cannot be read".formatted(info.type().text()))
          .in("output '" + info.name() + "'");
    }
    long[] shape = Arrays.stream(info.shape().dims()).asLongStream().toArray();
    return new NdArray(info.type(), shape, engine.output(output));
  }

  @Override
  public void close() {
    engine.close();
  }
}
