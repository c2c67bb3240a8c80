package dev.octet.op;

import dev.octet.format.tflite.Tflite;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.KernelSet;
import dev.octet.runtime.TensorInfo;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Runs models on reals, whatever the types of their inputs and outputs. */
final class OpRun {
  private OpRun() {}

  /** For each sample, the values of each output. */
  static List<List<float[]>> run(Model model, KernelSet kernels, List<List<float[]>> samples) {
    return run(Tflite.bytes(model), kernels, samples);
  }

  /** For each sample, the values of each output. */
  static List<List<float[]>> run(
      MemorySegment model, KernelSet kernels, List<List<float[]>> samples) {
    var results = new ArrayList<List<float[]>>();
    try (Engine engine = Engine.open(model, EngineOptions.standard().withKernels(kernels))) {
      for (List<float[]> sample : samples) {
        engine.resetState();
        for (int i = 0; i < sample.size(); i++) {
          write(engine.inputs().get(i), engine.input(i), sample.get(i));
        }
        engine.run();
        var outputs = new ArrayList<float[]>();
        for (int i = 0; i < engine.outputs().size(); i++) {
          outputs.add(read(engine.outputs().get(i), engine.output(i)));
        }
        results.add(outputs);
      }
    }
    return results;
  }

  private static void write(TensorInfo to, MemorySegment memory, float[] values) {
    for (int i = 0; i < values.length; i++) {
      float v = values[i];
      switch (to.type()) {
        case FLOAT32 -> memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, v);
        case INT32 -> memory.setAtIndex(ValueLayout.JAVA_INT, i, (int) v);
        case BOOL -> memory.set(ValueLayout.JAVA_BYTE, i, (byte) v);
        case INT8, UINT8 -> memory.set(ValueLayout.JAVA_BYTE, i, (byte) step(to, v));
        case INT16 -> memory.set(Constant.I16, 2L * i, (short) step(to, v));
        default -> throw new AssertionError(to);
      }
    }
  }

  private static long step(TensorInfo to, float value) {
    PerTensor q = Objects.requireNonNull(to.quantization());
    long least = to.type() == ElementType.UINT8 ? 0 : to.type() == ElementType.INT8 ? -128 : -32768;
    long span = to.type() == ElementType.INT16 ? 65535 : 255;
    return Math.clamp(Math.round((double) value / q.scale()) + q.zeroPoint(), least, least + span);
  }

  private static float[] read(TensorInfo from, MemorySegment memory) {
    var values = new float[(int) from.shape().elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (from.type()) {
            case FLOAT32 -> memory.getAtIndex(ValueLayout.JAVA_FLOAT, i);
            case INT32 -> memory.getAtIndex(ValueLayout.JAVA_INT, i);
            case INT64 -> memory.getAtIndex(ValueLayout.JAVA_LONG, i);
            case BOOL -> memory.get(ValueLayout.JAVA_BYTE, i);
            case INT8 -> real(from, memory.get(ValueLayout.JAVA_BYTE, i));
            case UINT8 -> real(from, memory.get(ValueLayout.JAVA_BYTE, i) & 0xFF);
            case INT16 -> real(from, memory.get(Constant.I16, 2L * i));
            default -> throw new AssertionError(from);
          };
    }
    return values;
  }

  private static float real(TensorInfo from, long q) {
    PerTensor how = Objects.requireNonNull(from.quantization());
    return (float) ((q - how.zeroPoint()) * (double) how.scale());
  }
}
