package dev.octet;

import dev.octet.CalibratedModels.Calibrated;
import dev.octet.evaluate.VerifiedModel;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.plan.Plan;
import dev.octet.plan.Recipe;
import dev.octet.tune.Measure;
import dev.octet.tune.Pulse;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

record Ranking(TuneBench bench, Calibrated calibrated, Recipe recipe) {
  List<String> nodes(Pulse pulse) {
    Octet octet = calibrated.octet();
    Recipe lenient =
        new Recipe(
            recipe.name(),
            false,
            recipe.inputType(),
            recipe.outputType(),
            recipe.rules(),
            recipe.improvements());
    Plan plan = octet.plan(lenient, calibrated.ranges());
    List<String> names =
        plan.model().graphs().stream()
            .flatMap(g -> g.nodes().stream())
            .filter(n -> plan.of(n).isInteger())
            .map(Ranking::expression)
            .distinct()
            .toList();
    Map<String, Double> snr = new HashMap<>();
    for (String name : names) {
      var model = octet.quantize(lenient.withDeniedNodes(name), calibrated.ranges()).model();
      var bytes = Tflite.bytes(model);
      Measure m = bench.measure(new VerifiedModel(octet.file(), model, bytes), 0, "", pulse);
      snr.put(name, m.snr());
    }
    return names.stream().sorted(Comparator.comparingDouble((String n) -> -snr.get(n))).toList();
  }

  static String expression(Node node) {
    String name = node.outputs().stream().map(Tensor::name).collect(Collectors.joining(";"));
    return "^" + name.replaceAll("[\\\\.\\[\\]{}()*+?^$|]", "\\\\$0") + "$";
  }
}
