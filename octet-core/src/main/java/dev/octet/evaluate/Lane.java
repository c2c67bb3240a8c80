package dev.octet.evaluate;

import dev.octet.data.NdArray;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Constant;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.Feed;
import dev.octet.runtime.TensorInfo;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** An engine of one contestant. */
final class Lane implements AutoCloseable {
  private final Contestant contestant;
  private final Engine engine;
  private final Feed feed;
  private final int tensor;
  private TensorInfo info;
  private int[] dims;
  private double[] values = {};

  Lane(Contestant contestant, EngineOptions options) {
    this.contestant = contestant;
    this.engine = contestant.model().engine(options.withSignature(contestant.signature()));
    this.feed = new Feed(engine, contestant.samples());
    this.info = engine.outputs().get(contestant.output());
    this.tensor = info.index();
    this.dims = info.shape().dims();
  }

  /** The output for a sample as reals: the array is used again for the next. */
  double[] run(long sample) {
    try {
      feed.run(sample);
      read();
      return values;
    } catch (OctetException e) {
      throw e.code() == ErrorCode.BAD_DATA ? e : e.in(contestant.where());
    }
  }

  /** Takes a shot at a sample. */
  void run(int sample, Shot shot) {
    double[] output = run(sample);
    shot.take(sample, output, dims, info.type().isInteger() && info.quantization() == null);
  }

  @SuppressWarnings("ReferenceEquality") // the engine makes a new one when something changes
  private void read() {
    TensorInfo now = engine.tensor(tensor); // the very same as long as nothing changes
    if (now != info) {
      info = now;
      dims = now.shape().dims();
    }
    MemorySegment output = engine.output(contestant.output());
    switch (info.type()) {
      case FLOAT32 -> {
        room((int) (output.byteSize() / Float.BYTES));
        for (int i = 0; i < values.length; i++) {
          values[i] = output.getAtIndex(Constant.F32, i);
        }
      }
      case INT8 -> {
        room(Math.toIntExact(output.byteSize()));
        for (int i = 0; i < values.length; i++) {
          values[i] = output.get(ValueLayout.JAVA_BYTE, i);
        }
      }
      default -> values = array(engine, contestant.output()).toDoubles();
    }
    PerTensor quantization = info.quantization();
    if (quantization != null && info.type().isInteger()) {
      double scale = quantization.scale();
      long zero = quantization.zeroPoint();
      for (int i = 0; i < values.length; i++) {
        values[i] = (values[i] - zero) * scale;
      }
    }
  }

  private void room(int size) {
    if (values.length != size) {
      values = new double[size];
    }
  }

  /** The sizes of the output of the last run; not a copy. */
  int[] dims() {
    return dims;
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
