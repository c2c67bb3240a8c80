package dev.octet.format.keras;

import dev.octet.data.NdArray;
import dev.octet.data.NumpyFile;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.rewrite.Rewrites;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.TensorInfo;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Converts a case and runs it beside Keras. */
final class LayerRun {
  /** The largest difference, as a part of the largest value of an output, or of 1. */
  private static final double TOLERANCE = 1e-5;

  private LayerRun() {}

  /** Converts for one sample at a time. */
  static LayerOutcome one(LayerCase c) {
    return guarded(() -> c.refused().isPresent() ? refusal(c) : run(c, 1));
  }

  /** Converts for any number of samples at a time. */
  static LayerOutcome dynamic(LayerCase c) {
    return guarded(() -> run(c, 0));
  }

  private static LayerOutcome guarded(Supplier<LayerOutcome> run) {
    try {
      return run.get();
    } catch (RuntimeException e) {
      String at = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
      return new LayerOutcome.Wrong("it came to a crash: " + e + at);
    }
  }

  private static LayerOutcome refusal(LayerCase c) {
    try {
      convert(c, 1);
      return new LayerOutcome.Wrong("it was not refused");
    } catch (OctetException e) {
      // The file's own name says what is in it.
      String said = (e.where() + ": " + e.what()).replace(c.model().toString(), "");
      String name = c.refused().orElseThrow();
      if (!said.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT))) {
        return new LayerOutcome.Wrong("the refusal does not name %s: %s".formatted(name, said));
      }
      return e.advice().isEmpty()
          ? new LayerOutcome.Wrong("the refusal says not what to do: " + said)
          : new LayerOutcome.Refused(e.what());
    }
  }

  private static LayerOutcome run(LayerCase c, int batch) {
    Model model;
    try {
      model = convert(c, batch);
    } catch (OctetException e) {
      return new LayerOutcome.Wrong("it was refused: " + e.getMessage());
    }
    NumpyFile file = NumpyFile.open(c.arrays());
    List<String> wrong = new ArrayList<>();
    var options = EngineOptions.standard().withSignature("serving_default");
    try (Engine engine = Engine.open(Tflite.bytes(model), options)) {
      checkNames("inputs", engine.inputs(), c.inputs(), wrong);
      checkNames("outputs", engine.outputs(), c.outputs(), wrong);
      int pieces = batch == 0 ? 1 : c.batch();
      for (int piece = 0; piece < pieces && wrong.isEmpty(); piece++) {
        engine.resetState();
        feed(engine, part(file, "in", pieces, piece), wrong);
        if (wrong.isEmpty()) {
          engine.run();
          check(engine, part(file, "out", pieces, piece), wrong);
        }
      }
    }
    return wrong.isEmpty()
        ? new LayerOutcome.Same()
        : new LayerOutcome.Wrong(String.join("\n", wrong));
  }

  private static Model convert(LayerCase c, int batch) {
    Map<String, int[]> shapes =
        c.shapes().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> withBatch(e.getValue())));
    Model lowered = Keras.read(c.model(), new KerasOptions(batch, shapes));
    return Rewrites.cleanUp(Rewrites.tidyLowered(lowered));
  }

  private static int[] withBatch(int[] shape) {
    var whole = new int[shape.length + 1];
    whole[0] = 1;
    System.arraycopy(shape, 0, whole, 1, shape.length);
    return whole;
  }

  /** The arrays {@code in_0…} or {@code out_0…}, or where there are several pieces one of these. */
  private static List<NdArray> part(NumpyFile file, String kind, int pieces, int piece) {
    var arrays = new ArrayList<NdArray>();
    for (int i = 0; file.names().contains(kind + "_" + i); i++) {
      NdArray array = file.read(kind + "_" + i);
      arrays.add(pieces == 1 ? array : slice(array, piece));
    }
    return arrays;
  }

  private static NdArray slice(NdArray array, int index) {
    long[] shape = array.shape();
    shape[0] = 1;
    return new NdArray(array.type(), shape, array.slice(index).data());
  }

  private static void checkNames(
      String what, List<TensorInfo> have, List<String> want, List<String> wrong) {
    List<String> names = have.stream().map(TensorInfo::name).toList();
    if (!names.equals(want)) {
      wrong.add("the %s are %s, not %s".formatted(what, names, want));
    }
  }

  private static void feed(Engine engine, List<NdArray> arrays, List<String> wrong) {
    for (int i = 0; i < arrays.size(); i++) {
      int[] dims = Arrays.stream(arrays.get(i).shape()).mapToInt(Math::toIntExact).toArray();
      if (!Arrays.equals(engine.inputs().get(i).shape().dims(), dims)) {
        engine.resize(i, dims);
      }
    }
    engine.prepare();
    for (int i = 0; i < arrays.size(); i++) {
      TensorInfo to = engine.inputs().get(i);
      NdArray from = arrays.get(i);
      if (to.type() == from.type()) {
        MemorySegment.copy(from.data(), 0, engine.input(i), 0, from.data().byteSize());
      } else {
        wrong.add("input %s is %s, not %s".formatted(to.name(), to.type(), from.type()));
      }
    }
  }

  private static void check(Engine engine, List<NdArray> expected, List<String> wrong) {
    for (int i = 0; i < expected.size(); i++) {
      TensorInfo info = engine.outputs().get(i);
      NdArray want = expected.get(i);
      long[] dims = Arrays.stream(info.shape().dims()).asLongStream().toArray();
      if (info.type() != type(want) || !Arrays.equals(dims, want.shape())) {
        wrong.add(
            "output %s is %s%s, not %s"
                .formatted(info.name(), info.type().text(), Arrays.toString(dims), want));
      } else {
        var have = new NdArray(info.type(), dims, engine.output(i));
        checkValues(info.name(), have.toDoubles(), want.toDoubles(), wrong);
      }
    }
  }

  /** LiteRT's floats have 32 bits, whatever those of Keras had. */
  private static ElementType type(NdArray array) {
    return array.type() == ElementType.FLOAT64 || array.type() == ElementType.FLOAT16
        ? ElementType.FLOAT32
        : array.type();
  }

  private static void checkValues(String name, double[] have, double[] want, List<String> wrong) {
    double range = Math.max(1, Arrays.stream(want).map(Math::abs).max().orElse(1));
    for (int i = 0; i < want.length; i++) {
      boolean same = Double.compare(have[i], want[i]) == 0;
      if (!same && !(Math.abs(have[i] - want[i]) <= TOLERANCE * range)) {
        wrong.add(
            "output %s has %s at %d, not %s; the largest difference is %.3g"
                .formatted(name, have[i], i, want[i], largest(have, want)));
        return;
      }
    }
  }

  private static double largest(double[] have, double[] want) {
    double most = 0;
    for (int i = 0; i < want.length; i++) {
      most = Math.max(most, Math.abs(have[i] - want[i]));
    }
    return most;
  }
}
