package dev.octet.data;

import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Signature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The inputs of a model, by the ways in.
 *
 * @param main the inputs of the main graph, in its order
 * @param signatures for each signature those of the graph it runs, in the graph's order
 */
public record ModelInputs(List<InputSpec> main, Map<String, List<InputSpec>> signatures) {
  /** Copies. */
  public ModelInputs {
    main = List.copyOf(main);
    signatures = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(signatures));
  }

  /**
   * The inputs of a model. Those of the main graph go by the names that its signatures give them,
   * and by their tensors'.
   */
  public static ModelInputs of(Model model) {
    var main = model.signatures().stream().filter(s -> s.graph() == 0).toList();
    var signatures = new LinkedHashMap<String, List<InputSpec>>();
    for (Signature s : model.signatures()) {
      signatures.put(s.key(), inputs(model.graphs().get(s.graph()), List.of(s)));
    }
    return new ModelInputs(inputs(model.main(), main), signatures);
  }

  private static List<InputSpec> inputs(Graph graph, List<Signature> signatures) {
    var inputs = new ArrayList<InputSpec>();
    for (int i = 0; i < graph.inputs().size(); i++) {
      int position = i;
      var names = new ArrayList<String>();
      for (Signature s : signatures) {
        s.inputs().stream().filter(p -> p.position() == position).forEach(p -> names.add(p.name()));
      }
      names.add(graph.inputs().get(i).name());
      inputs.add(InputSpec.of(names, graph.inputs().get(i)));
    }
    return inputs;
  }
}
