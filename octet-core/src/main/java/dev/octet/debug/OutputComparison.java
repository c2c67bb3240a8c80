package dev.octet.debug;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.evaluate.ModelMetric;
import dev.octet.runtime.Engine;
import dev.octet.runtime.TensorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Computes metrics of the outputs of both models after each run. Not for several threads at once.
 */
final class OutputComparison {
  private final Engine floats;
  private final Engine engine;
  private final Map<String, ModelMetric> metrics;
  private final List<Output> outputs;
  private final List<Mean> means = new ArrayList<>();
  private final Reals reals = new Reals();

  /**
   * An output of the models.
   *
   * @param reference its place among the outputs where the float model runs
   * @param actual its place where the quantized one runs
   */
  record Output(int reference, int actual) {}

  /**
   * Compares.
   *
   * @param floats where the float model runs: an engine of its own, or that of both
   * @param engine where the quantized one runs
   */
  OutputComparison(
      Engine floats, Engine engine, Map<String, ModelMetric> metrics, List<Output> outputs) {
    this.floats = floats;
    this.engine = engine;
    this.metrics = metrics;
    this.outputs = outputs;
    startAnew();
  }

  /** What was seen since the last time. */
  List<Mean> take() {
    List<Mean> seen = List.copyOf(means);
    startAnew();
    return seen;
  }

  private void startAnew() {
    means.clear();
    metrics.forEach((_, _) -> means.add(new Mean()));
  }

  /** To be called after each run. */
  void look(long sample) {
    if (metrics.isEmpty()) {
      return;
    }
    var reference = new ArrayList<float[]>();
    var actual = new ArrayList<float[]>();
    for (Output output : outputs) {
      reference.add(values(floats, output.reference()));
      actual.add(values(engine, output.actual()));
      if (reference.getLast().length != actual.getLast().length) {
        throw new OctetException(
                ErrorCode.NOT_TWINS,
                "output '%s' has %d elements, in the float model %d: the models are no twins"
                    .formatted(
                        engine.outputs().get(output.actual()).name(),
                        actual.getLast().length,
                        reference.getLast().length))
            .in("sample " + sample);
      }
    }
    int next = 0;
    for (Map.Entry<String, ModelMetric> metric : metrics.entrySet()) {
      String where = "the models' outputs, sample " + sample;
      means
          .get(next++)
          .add(Comparison.figure(metric, m -> m.of(copies(reference), copies(actual)), where));
    }
  }

  /** A metric may do with its arrays what it likes. */
  private static List<float[]> copies(List<float[]> arrays) {
    return arrays.stream().map(float[]::clone).toList();
  }

  private float[] values(Engine engineOfOutput, int place) {
    TensorInfo info = engineOfOutput.outputs().get(place);
    int count = reals.read(engineOfOutput.output(place), info.type(), info.quantization());
    return Arrays.copyOf(reals.values(), count);
  }
}
