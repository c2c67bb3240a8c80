package dev.octet.format.keras;

import dev.octet.error.OctetException;
import dev.octet.lower.Lowering;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lowers the layers of a network, each after those that it reads. */
final class NetworkLowering {
  private final Network network;
  private final Map<LayerSpec, Weights> weights;
  private final LayerLowering layers;
  private final Map<Key, List<Tensor>> results = new HashMap<>();

  private record Key(String layer, int call) {}

  private record Pending(LayerSpec layer, int index, Key key) {}

  NetworkLowering(Network network, Weights weights, LayerLowering layers) {
    this.network = network;
    this.weights = weights.of(network);
    this.layers = layers;
  }

  /** The results of the whole model, by name. */
  Map<String, Tensor> top(Lowering g, Inputs inputs) {
    if (network.sequential()) {
      Tensor result = chain(g, inputs.ofSequential(g, network));
      return Map.of(network.layers().getLast().name(), result);
    }
    for (Argument.Ref ref : network.inputs()) {
      LayerSpec layer = layer(ref.layer());
      results.put(new Key(ref.layer(), 0), List.of(inputs.of(g, layer)));
    }
    functional(g);
    var outputs = new LinkedHashMap<String, Tensor>();
    network.outputs().forEach((name, ref) -> outputs.put(name, output(ref)));
    return outputs;
  }

  /** The results of a model within another. */
  List<Tensor> nested(LayerCall call) {
    Lowering g = call.graph();
    if (network.sequential()) {
      return List.of(chain(g, call.input()));
    }
    bind(call);
    functional(g);
    return network.outputs().values().stream().map(this::output).toList();
  }

  /** Arguments by name go to the inputs of that name; others in order. */
  private void bind(LayerCall call) {
    boolean named =
        !call.call().positional().isEmpty()
            && call.call().positional().getFirst() instanceof Argument.Named;
    List<Tensor> inOrder = call.inputs();
    if (inOrder.size() != network.inputs().size()) {
      throw Config.malformed(
          "it has %d inputs and is called with %d"
              .formatted(network.inputs().size(), inOrder.size()));
    }
    for (int i = 0; i < inOrder.size(); i++) {
      String input = network.inputs().get(i).layer();
      Tensor tensor = inOrder.get(i);
      if (named
          && call.call().positional().getFirst() instanceof Argument.Named(var items)
          && items.containsKey(input)) {
        tensor = items.get(input).tensors().getFirst();
      }
      results.put(new Key(input, 0), List.of(tensor));
    }
  }

  private Tensor chain(Lowering g, Tensor input) {
    Tensor x = input;
    for (LayerSpec layer : network.layers()) {
      if (!layer.type().equals("InputLayer")) {
        x = run(g, layer, 0, new Call(List.of(new Argument.Value(x)), Map.of())).getFirst();
      }
    }
    return x;
  }

  private void functional(Lowering g) {
    List<Pending> left = new ArrayList<>();
    for (LayerSpec layer : network.layers()) {
      int first = layers.version() == KerasVersion.TWO ? network.firstCall(layer) : 0;
      for (int i = 0; i < layer.calls().size(); i++) {
        if (!results.containsKey(new Key(layer.name(), first + i))) {
          left.add(new Pending(layer, i, new Key(layer.name(), first + i)));
        }
      }
    }
    while (!left.isEmpty()) {
      var later = new ArrayList<Pending>();
      for (Pending p : left) {
        Call call = p.layer().calls().get(p.index());
        if (call.refs().allMatch(r -> results.containsKey(new Key(r.layer(), r.call())))) {
          Call resolved = call.map(r -> new Argument.Value(resolve(r)));
          results.put(p.key(), run(g, p.layer(), p.index(), resolved));
        } else {
          later.add(p);
        }
      }
      if (later.size() == left.size()) {
        throw Config.malformed(
            "layer '%s' reads what no layer before it makes"
                .formatted(later.getFirst().layer().name()));
      }
      left = later;
    }
  }

  private List<Tensor> run(Lowering g, LayerSpec layer, int index, Call call) {
    String outer = g.scope();
    String name = index == 0 ? layer.name() : layer.name() + "_" + index;
    g.scope(outer.isEmpty() ? name : outer + "/" + name);
    Weights own = java.util.Objects.requireNonNull(weights.get(layer));
    List<Tensor> made = layers.lower(new LayerCall(g, layer, call, own, layers));
    g.scope(outer);
    return made;
  }

  /** Keras 3 counts the calls of a Functional model from 1 here, and only here. */
  private Tensor output(Argument.Ref ref) {
    LayerSpec layer = layer(ref.layer());
    boolean fromOne =
        layers.version() == KerasVersion.THREE
            && Network.is(layer)
            && !layer.type().equals("Sequential")
            && ref.call() > 0;
    return resolve(fromOne ? new Argument.Ref(ref.layer(), ref.call() - 1, ref.index()) : ref);
  }

  private Tensor resolve(Argument.Ref ref) {
    List<Tensor> made = results.get(new Key(ref.layer(), ref.call()));
    if (made == null || ref.index() < 0 || ref.index() >= made.size()) {
      throw noResult(ref);
    }
    return made.get(ref.index());
  }

  private static OctetException noResult(Argument.Ref ref) {
    return Config.malformed(
        "layer '%s' has no result %d of call %d".formatted(ref.layer(), ref.index(), ref.call()));
  }

  private LayerSpec layer(String name) {
    return network.layers().stream()
        .filter(l -> l.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Config.malformed("there is no layer '%s'".formatted(name)));
  }
}
