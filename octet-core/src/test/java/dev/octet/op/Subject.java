package dev.octet.op;

import dev.octet.calibrate.Calibrator;
import dev.octet.calibrate.Ranges;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.plan.Decision;
import dev.octet.plan.Plan;
import dev.octet.plan.Planner;
import dev.octet.plan.Recipe;
import dev.octet.plan.Scheme;
import dev.octet.plan.WeightFormat;
import dev.octet.quantize.Quantizer;

/** A case, calibrated, ready to be quantized in any way. */
final class Subject {
  final OpCase opCase;
  final OpData data;
  final Oracle oracle;
  private final OpTable table;
  private final Ranges ranges;

  Subject(OpCase opCase, OpTable table) {
    this.opCase = opCase;
    this.table = table;
    this.data = OpData.of(opCase);
    this.oracle = new Oracle(opCase, data);
    this.ranges = calibrate();
  }

  private Ranges calibrate() {
    Model model = opCase.model();
    return new Calibrator(table, 1, _ -> {})
        .calibrate(model, Tflite.bytes(model), data.dataset(opCase));
  }

  OpRow row() {
    return table.find(opCase.op()).orElseThrow();
  }

  Plan plan(Recipe recipe) {
    return new Planner(table).plan(opCase.model(), recipe, ranges::width);
  }

  Decision decision(Recipe recipe) {
    return plan(recipe).of(opCase.node());
  }

  /** What the quantized op must give. */
  Oracle.Expected expected(Scheme scheme) {
    return switch (scheme) {
      case Scheme.Unaffected _, Scheme.KeepFloat _ -> oracle.unchanged();
      case Scheme.Float16Weights _, Scheme.WeightOnly _ -> oracle.weightsOnly(scheme);
      case Scheme.DynamicRange(WeightFormat weights) -> oracle.hybrid(weights);
      case Scheme.FullInteger(ElementType type, WeightFormat weights) ->
          oracle.integer(row().constraint(), type, weights);
    };
  }

  Model quantized(Recipe recipe) {
    return new Quantizer(table, RuntimeVersions.load()).quantize(plan(recipe), ranges::of).model();
  }
}
