package dev.octet.debug;

import dev.octet.calibrate.Calibrator;
import dev.octet.calibrate.Ranges;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.RepresentativeDataset;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import dev.octet.model.Text;
import dev.octet.op.OpTable;
import dev.octet.op.RuntimeVersions;
import dev.octet.plan.Planner;
import dev.octet.plan.Recipe;
import dev.octet.quantize.Quantizer;
import java.util.List;

/** A float model given as text, what a recipe makes of it, and samples. */
record TextTwins(Model original, Model quantized, RepresentativeDataset data) {
  private static final OpTable TABLE = OpTable.standard();

  /**
   * Quantizes.
   *
   * @param sources of the samples, such as {@code random:8}
   */
  static TextTwins of(String text, Recipe recipe, String... sources) {
    Model model = Text.parse(text);
    RepresentativeDataset data = Datasets.open(List.of(sources), model, DataOptions.standard());
    Ranges ranges = new Calibrator(TABLE, 1, _ -> {}).calibrate(model, Tflite.bytes(model), data);
    var plan = new Planner(TABLE).plan(model, recipe, ranges::width);
    var quantizer = new Quantizer(TABLE, RuntimeVersions.load());
    return new TextTwins(plan.model(), quantizer.quantize(plan, ranges::of).model(), data);
  }

  /** The same float model beside another one. */
  TextTwins with(Model other) {
    return new TextTwins(original, other, data);
  }

  Diagnosis debug() {
    return debug(DebugOptions.standard(), 1);
  }

  Diagnosis debug(DebugOptions options, int threads) {
    return new Debugger(options, threads, _ -> {}).run(original, quantized, data);
  }
}
