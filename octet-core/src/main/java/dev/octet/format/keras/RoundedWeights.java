package dev.octet.format.keras;

import dev.octet.lower.Array;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The variables of a layer, of which some went through fake quantization. */
final class RoundedWeights implements Weights {
  private final Weights plain;
  private final Map<String, Array> rounded;
  private final Set<String> unread;

  RoundedWeights(Weights plain, Map<String, Array> rounded) {
    this.plain = plain;
    this.rounded = rounded;
    this.unread = new HashSet<>(rounded.keySet());
  }

  @Override
  public Map<String, Array> variables(List<String> names) {
    Map<String, Array> others =
        plain.variables(names.stream().filter(n -> !rounded.containsKey(n)).toList());
    var all = new LinkedHashMap<String, Array>();
    for (String name : names) {
      Array array = rounded.getOrDefault(name, others.get(name));
      all.put(name, java.util.Objects.requireNonNull(array));
      unread.remove(name);
    }
    return all;
  }

  /**
   * Checks that the layer has a use for each.
   *
   * @throws dev.octet.error.OctetException if not
   */
  void check() {
    if (!unread.isEmpty()) {
      throw Config.malformed("the layer in it has no weight " + String.join(", ", unread));
    }
  }

  @Override
  public Map<String, Array> taken(String layer, List<String> names, List<String> own) {
    return plain.taken(layer, names, own);
  }

  @Override
  public Map<LayerSpec, Weights> of(Network network) {
    return plain.of(network);
  }

  @Override
  public Weights child(String attribute, @Nullable String name) {
    return plain.child(attribute, name);
  }

  @Override
  public String path() {
    return plain.path();
  }
}
