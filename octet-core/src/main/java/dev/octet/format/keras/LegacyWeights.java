package dev.octet.format.keras;

import dev.octet.format.hdf5.Hdf5Dataset;
import dev.octet.format.hdf5.Hdf5Group;
import dev.octet.lower.Array;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The weights in an {@code .h5} file: a group for each layer of the outermost model, with the names
 * of all variables of the layer and of those in it ({@code weight_names}). A variable within is
 * known by the layers in its name, of which the last count most: {@code inner/dense/kernel:0}.
 * (Source: Keras' {@code hdf5_format.py} and {@code legacy_h5_format.py}.)
 */
final class LegacyWeights implements Weights {
  private final Unread unread;
  private final List<Entry> entries;
  private final List<String> path;

  private LegacyWeights(Unread unread, List<Entry> entries, List<String> path) {
    this.unread = unread;
    this.entries = entries;
    this.path = path;
  }

  /**
   * The weights by the layers of the model.
   *
   * @param root the group {@code model_weights}
   */
  static Weights of(Unread unread, Hdf5Group root) {
    return new Root(unread, root);
  }

  /** The model itself, with a group for each layer. */
  private record Root(Unread unread, Hdf5Group group) implements Weights {
    @Override
    public Map<String, Array> variables(List<String> names) {
      return new LegacyWeights(unread, List.of(), List.of()).variables(names);
    }

    @Override
    public Map<String, Array> taken(String layer, List<String> names, List<String> own) {
      return variables(own);
    }

    @Override
    public Map<LayerSpec, Weights> of(Network network) {
      var weights = new HashMap<LayerSpec, Weights>();
      for (LayerSpec layer : network.layers()) {
        weights.put(layer, child(layer.name(), layer.name()));
      }
      return weights;
    }

    @Override
    public Weights child(String attribute, @Nullable String name) {
      var entries = group.group(attribute).map(Entry::of).orElse(List.of());
      entries.forEach(e -> unread.expect(e.dataset()));
      return new LegacyWeights(unread, entries, List.of(attribute));
    }

    @Override
    public String path() {
      return group.path();
    }
  }

  /**
   * A variable.
   *
   * @param names the layers it is in
   * @param name its own
   */
  private record Entry(List<String> names, String name, Hdf5Dataset dataset) {
    static List<Entry> of(Hdf5Group layer) {
      var entries = new ArrayList<Entry>();
      for (String name : layer.texts("weight_names")) {
        List<String> parts = List.of(name.split("/", -1));
        String own = parts.getLast().replaceFirst(":\\d+$", "");
        Hdf5Dataset dataset =
            layer.dataset(name).orElseThrow(() -> Unread.missing(layer.path(), name));
        entries.add(new Entry(parts.subList(0, parts.size() - 1), own, dataset));
      }
      return entries;
    }

    /** Whether this is a variable of that name; Keras 3 has another for a depthwise kernel. */
    boolean is(String variable) {
      return isCalled(variable) || (variable.equals("depthwise_kernel") && isCalled("kernel"));
    }

    /** Whether it has that name, but for a number that TensorFlow put behind it. */
    private boolean isCalled(String variable) {
      return name.equals(variable)
          || (name.startsWith(variable + "_")
              && name.substring(variable.length() + 1).chars().allMatch(Character::isDigit));
    }

    /** How well the layers are those of a path: the last counts more than all before it. */
    double nearness(List<String> path) {
      double nearness = 0;
      double worth = 1;
      int from = names.size();
      for (int i = path.size() - 1; i >= 0; i--, worth /= 2) {
        int at = names.subList(0, from).lastIndexOf(path.get(i));
        if (at >= 0) {
          nearness += worth;
          from = at;
        }
      }
      return nearness;
    }
  }

  @Override
  public Map<String, Array> variables(List<String> names) {
    var arrays = new LinkedHashMap<String, Array>();
    boolean unnamed =
        entries.size() == names.size()
            && names.stream().anyMatch(n -> entries.stream().noneMatch(e -> e.is(n)));
    for (int i = 0; i < names.size(); i++) {
      Entry entry = unnamed ? entries.get(i) : find(names.get(i));
      arrays.put(names.get(i), unread.read(entry.dataset()));
    }
    return arrays;
  }

  @Override
  public Map<String, Array> taken(String layer, List<String> names, List<String> own) {
    var all = new LinkedHashMap<>(child("layer", layer).variables(names));
    all.putAll(variables(own));
    return all;
  }

  private Entry find(String name) {
    List<Entry> called = entries.stream().filter(e -> e.is(name)).toList();
    double best = called.stream().mapToDouble(e -> e.nearness(path)).max().orElse(0);
    List<Entry> nearest = called.stream().filter(e -> e.nearness(path) == best).toList();
    if (nearest.isEmpty()) {
      throw Unread.missing(path(), name);
    }
    if (nearest.size() > 1) {
      throw Config.malformed("there are %d weights %s".formatted(nearest.size(), name)).in(path());
    }
    return nearest.getFirst();
  }

  @Override
  public Map<LayerSpec, Weights> of(Network network) {
    var weights = new HashMap<LayerSpec, Weights>();
    for (LayerSpec layer : network.layers()) {
      weights.put(layer, child("", layer.name()));
    }
    return weights;
  }

  @Override
  public Weights child(String attribute, @Nullable String name) {
    var deeper = new ArrayList<>(path);
    if (name != null) {
      deeper.add(name);
    }
    return new LegacyWeights(unread, entries, deeper);
  }

  @Override
  public String path() {
    return String.join("/", path);
  }
}
