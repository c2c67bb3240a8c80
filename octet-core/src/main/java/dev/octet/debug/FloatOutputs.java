package dev.octet.debug;

import dev.octet.data.NdArray;
import dev.octet.model.ElementType;
import dev.octet.runtime.Engine;
import dev.octet.runtime.TensorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a model says to one sample: its outputs as real numbers, but for texts and the like. */
final class FloatOutputs {
  /**
   * One output.
   *
   * @param values in C order
   * @param row the size of its last axis
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Output(float[] values, int row) {}

  private FloatOutputs() {}

  /** Copies the outputs of the last run. */
  static List<Output> of(Engine engine) {
    var outputs = new ArrayList<Output>();
    List<TensorInfo> infos = engine.outputs();
    for (int i = 0; i < infos.size(); i++) {
      TensorInfo info = infos.get(i);
      if (info.type().bits() >= Byte.SIZE && !isComplex(info.type())) {
        int[] dims = info.shape().dims();
        int row = dims.length == 0 ? 1 : dims[dims.length - 1];
        outputs.add(new Output(values(engine, i, info, dims), row));
      }
    }
    return outputs;
  }

  private static boolean isComplex(ElementType type) {
    return type == ElementType.COMPLEX64 || type == ElementType.COMPLEX128;
  }

  private static float[] values(Engine engine, int output, TensorInfo info, int[] dims) {
    if (Reals.canRead(info.type())) {
      var reals = new Reals();
      int count = reals.read(engine.output(output), info.type(), info.quantization());
      return Arrays.copyOf(reals.values(), count);
    }
    long[] shape = Arrays.stream(dims).asLongStream().toArray();
    double[] wide = new NdArray(info.type(), shape, engine.output(output)).toDoubles();
    var values = new float[wide.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) wide[i];
    }
    return values;
  }

  /** The bytes that the outputs of a sample take. */
  static long bytes(List<Output> outputs) {
    return outputs.stream().mapToLong(o -> (long) o.values().length * Float.BYTES).sum();
  }
}
