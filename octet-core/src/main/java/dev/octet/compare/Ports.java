package dev.octet.compare;

import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Signature;
import dev.octet.model.Signature.Port;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The inputs and outputs of two models, side by side. */
final class Ports {
  private final Model before;
  private final Model after;
  private final List<PortPair> pairs = new ArrayList<>();

  private Ports(Model before, Model after) {
    this.before = before;
    this.after = after;
  }

  static List<PortPair> of(Model before, Model after) {
    var ports = new Ports(before, after);
    if (before.signatures().isEmpty() || after.signatures().isEmpty()) {
      ports.addByPlace(true, before.main().inputs(), after.main().inputs());
      ports.addByPlace(false, before.main().outputs(), after.main().outputs());
    } else {
      before.signatures().forEach(s -> ports.add(s, after.signature(s.key()).orElse(null)));
      after.signatures().stream()
          .filter(s -> before.signature(s.key()).isEmpty())
          .forEach(s -> ports.add(null, s));
    }
    return ports.pairs;
  }

  /** Names of tensors mean nothing where signatures name them. */
  private void addByPlace(boolean isInput, List<Tensor> ones, List<Tensor> others) {
    for (int i = 0; i < Math.max(ones.size(), others.size()); i++) {
      Tensor one = i < ones.size() ? ones.get(i) : null;
      Tensor other = i < others.size() ? others.get(i) : null;
      String name = one != null ? one.name() : other != null ? other.name() : "";
      pairs.add(new PortPair(null, isInput, name, facts(one), facts(other)));
    }
  }

  private void add(@Nullable Signature one, @Nullable Signature other) {
    String key = one != null ? one.key() : other != null ? other.key() : "";
    add(key, true, inputs(before, one), inputs(after, other));
    add(key, false, outputs(before, one), outputs(after, other));
  }

  private void add(
      String key,
      boolean isInput,
      SequencedMap<String, Tensor> ones,
      SequencedMap<String, Tensor> others) {
    ones.forEach(
        (name, t) ->
            pairs.add(new PortPair(key, isInput, name, facts(t), facts(others.get(name)))));
    others.forEach(
        (name, t) -> {
          if (!ones.containsKey(name)) {
            pairs.add(new PortPair(key, isInput, name, null, facts(t)));
          }
        });
  }

  private static @Nullable TensorFacts facts(@Nullable Tensor tensor) {
    return tensor == null ? null : TensorFacts.of(tensor);
  }

  private static SequencedMap<String, Tensor> inputs(Model model, @Nullable Signature signature) {
    return signature == null
        ? new LinkedHashMap<>()
        : named(signature.inputs(), graph(model, signature).inputs());
  }

  private static SequencedMap<String, Tensor> outputs(Model model, @Nullable Signature signature) {
    return signature == null
        ? new LinkedHashMap<>()
        : named(signature.outputs(), graph(model, signature).outputs());
  }

  private static Graph graph(Model model, Signature signature) {
    return model.graphs().get(signature.graph());
  }

  private static SequencedMap<String, Tensor> named(List<Port> ports, List<Tensor> tensors) {
    var named = new LinkedHashMap<String, Tensor>();
    ports.forEach(p -> named.putIfAbsent(p.name(), tensors.get(p.position())));
    return named;
  }
}
