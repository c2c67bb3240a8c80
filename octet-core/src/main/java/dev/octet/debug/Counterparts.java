package dev.octet.debug;

import dev.octet.error.OctetException;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Signature;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which op of a quantized model does what an op of the float model does. */
public final class Counterparts {
  private final Map<Node, Node> ops = new HashMap<>();
  private final Map<Node, Node> back = new HashMap<>();
  private final Map<Node, Origins> origins = new HashMap<>();

  private Counterparts() {}

  /**
   * Finds them, as {@link Debugger} does.
   *
   * @throws OctetException {@code NOT_TWINS} if the models have other inputs or outputs
   */
  public static Counterparts of(Model original, Model quantized) {
    var found = new Counterparts();
    for (String signature : entries(original)) {
      Alignment way = Alignment.of(original, quantized, signature);
      var pairs = new GraphPairs(original, way.before(), quantized, way.graph());
      pairs.all().forEach(found::add);
    }
    return found;
  }

  /** A way into each graph that users run. */
  private static List<@Nullable String> entries(Model model) {
    var entries = new ArrayList<@Nullable String>();
    entries.add(null);
    var known = Collections.newSetFromMap(new IdentityHashMap<>());
    known.add(model.main());
    for (Signature signature : model.signatures()) {
      if (known.add(model.graphs().get(signature.graph()))) {
        entries.add(signature.key());
      }
    }
    return entries;
  }

  private void add(Pairs pairs) {
    for (Pair pair : pairs.pairs()) {
      ops.put(pair.original(), pair.quantized());
      back.putIfAbsent(pair.quantized(), pair.original());
      origins.put(pair.original(), pairs.quantized());
    }
  }

  /** The op of the quantized model. */
  public Optional<Node> of(Node original) {
    return Optional.ofNullable(ops.get(original));
  }

  /** The op of the float model. */
  public Optional<Node> original(Node quantized) {
    return Optional.ofNullable(back.get(quantized));
  }

  /** The constant that the op of the quantized model reads at that input, in whatever type. */
  public Optional<Tensor> constant(Node original, int input) {
    Node node = ops.get(original);
    Origins values = origins.get(original);
    Tensor read = node == null ? null : node.input(input);
    return read == null || values == null
        ? Optional.empty()
        : Optional.of(values.of(read)).filter(Tensor::isConstant);
  }
}
