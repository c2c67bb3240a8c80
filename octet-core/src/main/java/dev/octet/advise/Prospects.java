package dev.octet.advise;

import dev.octet.advise.Forecast.Count;
import dev.octet.debug.Requantizer;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.plan.Decision;
import dev.octet.plan.Mode;
import dev.octet.plan.Plan;
import dev.octet.plan.Recipe;
import dev.octet.plan.Scheme;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What modes would make of a model: planned and quantized with assumed ranges, never written. */
final class Prospects {
  private final Requantizer assumed;
  private final boolean rangesKnown;
  private final Map<Mode, Model> models = new EnumMap<>(Mode.class);

  Prospects(Requantizer assumed, boolean rangesKnown) {
    this.assumed = assumed;
    this.rangesKnown = rangesKnown;
  }

  Forecast of(Mode mode) {
    Recipe recipe = Recipe.of(mode);
    Plan plan = assumed.plan(recipe);
    List<Node> nodes =
        plan.model().graphs().stream()
            .flatMap(g -> g.nodes().stream())
            .filter(n -> !(plan.of(n).scheme() instanceof Scheme.Unaffected))
            .toList();
    int integers = (int) nodes.stream().map(plan::of).filter(Decision::isInteger).count();
    String refusal = null;
    long bytes = 0;
    try {
      Model model = assumed.quantize(plan);
      models.put(mode, model);
      bytes = Tflite.size(model);
    } catch (OctetException e) {
      refusal = e.what();
    }
    return new Forecast(
        mode,
        bytes,
        nodes.size(),
        integers,
        plan.quantized().size(),
        reasons(plan, nodes),
        refusal,
        recipe.needsRanges() && !rangesKnown);
  }

  /** The quantized model, where there is one; its weights are computed when they are read. */
  Optional<Model> model(Mode mode) {
    return Optional.ofNullable(models.get(mode));
  }

  private static List<Count> reasons(Plan plan, List<Node> nodes) {
    var counts = new LinkedHashMap<String, Integer>();
    Stream<Node> floats =
        nodes.stream().filter(n -> plan.of(n).scheme() instanceof Scheme.KeepFloat);
    floats.forEach(n -> counts.merge(text(plan, n), 1, Integer::sum));
    return counts.entrySet().stream()
        .map(e -> new Count(e.getKey(), e.getValue()))
        .sorted(Comparator.comparingInt(Count::ops).reversed())
        .toList();
  }

  private static String text(Plan plan, Node node) {
    return node.op() + ", " + plan.of(node).reason().text();
  }
}
