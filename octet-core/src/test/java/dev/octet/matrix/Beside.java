package dev.octet.matrix;

import dev.octet.data.NdArray;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.TensorInfo;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs a converted model on what another tool was given, and compares with what that computed. */
public final class Beside {
  /** The largest difference, as a part of the largest value of an output, or of 1. */
  private static final double TOLERANCE = 1e-5;

  private final Engine engine;
  private final List<String> wrong = new ArrayList<>();

  private Beside(Engine engine) {
    this.engine = engine;
  }

  /**
   * What the other tool was given at a time, and what it computed.
   *
   * @param inputs in the order of the model's inputs, and of their types
   * @param outputs the same of its outputs
   */
  public record Sample(List<NdArray> inputs, List<NdArray> outputs) {}

  /**
   * Runs the signature {@code serving_default}.
   *
   * @param inputs the names that its inputs must have
   * @param outputs the same of its outputs
   * @param samples one after the other, each from a fresh state
   */
  public static Outcome compare(
      Model model, List<String> inputs, List<String> outputs, List<Sample> samples) {
    return compare(model, "serving_default", inputs, outputs, samples);
  }

  /** As the other, with the name of the signature. */
  public static Outcome compare(
      Model model,
      String signature,
      List<String> inputs,
      List<String> outputs,
      List<Sample> samples) {
    var options = EngineOptions.standard().withSignature(signature);
    try (Engine engine = Engine.open(Tflite.bytes(model), options)) {
      var beside = new Beside(engine);
      beside.checkNames("inputs", engine.inputs(), inputs);
      beside.checkNames("outputs", engine.outputs(), outputs);
      samples.forEach(beside::run);
      return beside.wrong.isEmpty()
          ? new Outcome.Same(ops(model))
          : new Outcome.Wrong(String.join("\n", beside.wrong));
    }
  }

  private static List<String> ops(Model model) {
    return model.graphs().stream()
        .flatMap(g -> g.nodes().stream())
        .map(Node::op)
        .distinct()
        .toList();
  }

  private void checkNames(String what, List<TensorInfo> have, List<String> want) {
    List<String> names = have.stream().map(TensorInfo::name).toList();
    if (!names.equals(want)) {
      wrong.add("the %s are %s, not %s".formatted(what, names, want));
    }
  }

  private void run(Sample sample) {
    if (wrong.isEmpty()) {
      engine.resetState();
      feed(sample.inputs());
    }
    if (wrong.isEmpty()) {
      engine.run();
      check(sample.outputs());
    }
  }

  private void feed(List<NdArray> arrays) {
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

  private void check(List<NdArray> expected) {
    for (int i = 0; i < expected.size(); i++) {
      TensorInfo info = engine.outputs().get(i);
      NdArray want = expected.get(i);
      long[] dims = Arrays.stream(info.shape().dims()).asLongStream().toArray();
      if (info.type() == want.type() && Arrays.equals(dims, want.shape())) {
        checkValues(info, new NdArray(info.type(), dims, engine.output(i)), want);
      } else {
        wrong.add(
            "output %s is %s%s, not %s"
                .formatted(info.name(), info.type().text(), Arrays.toString(dims), want));
      }
    }
  }

  /** Floats may differ by little, whole numbers and truths not at all. */
  private void checkValues(TensorInfo info, NdArray output, NdArray expected) {
    boolean exact = info.type().isInteger() || info.type() == ElementType.BOOL;
    if (exact && output.data().mismatch(expected.data()) < 0) {
      return;
    }
    double[] have = output.toDoubles();
    double[] want = expected.toDoubles();
    double allowed = exact ? 0 : TOLERANCE * range(want);
    for (int i = 0; i < want.length; i++) {
      boolean same = Double.compare(have[i], want[i]) == 0;
      if (!same && !(Math.abs(have[i] - want[i]) <= allowed)) {
        wrong.add(
            "output %s has %s at %d, not %s; the largest difference is %.3g"
                .formatted(info.name(), have[i], i, want[i], largest(have, want)));
        return;
      }
    }
    if (exact) {
      wrong.add("output %s differs in its last bits".formatted(info.name()));
    }
  }

  private static double range(double[] values) {
    return Math.max(
        1, Arrays.stream(values).filter(Double::isFinite).map(Math::abs).max().orElse(1));
  }

  private static double largest(double[] have, double[] want) {
    double most = 0;
    for (int i = 0; i < want.length; i++) {
      most = Math.max(most, Math.abs(have[i] - want[i]));
    }
    return most;
  }
}
