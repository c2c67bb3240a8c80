package dev.octet.format.keras;

import dev.octet.format.hdf5.Hdf5Dataset;
import dev.octet.format.hdf5.Hdf5Group;
import dev.octet.lower.Array;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The weights in a {@code .keras} file: a group for each layer, named after its class and numbered
 * within its network, with the variables in {@code vars/0}, {@code vars/1}, … Newer files say which
 * layer it is. (Source: Keras' {@code saving_lib.py}.)
 */
final class ArchiveWeights implements Weights {
  private static final List<String> CONTAINERS =
      List.of("layers", "_layer_checkpoint_dependencies");
  private static final Pattern WORD = Pattern.compile("(.)([A-Z][a-z]+)");
  private static final Pattern HUMP = Pattern.compile("([a-z])([A-Z])");

  private final Unread unread;
  private final String path;
  private final @Nullable Hdf5Group group;

  /** Those of the model itself. */
  ArchiveWeights(Unread unread, Hdf5Group root) {
    this(unread, root, "");
  }

  private ArchiveWeights(Unread unread, @Nullable Hdf5Group group, String path) {
    this.unread = unread;
    this.group = group;
    this.path = path;
  }

  @Override
  public Map<String, Array> variables(List<String> names) {
    Optional<Hdf5Group> vars = group == null ? Optional.empty() : group.group("vars");
    var arrays = new LinkedHashMap<String, Array>();
    for (int i = 0; i < names.size(); i++) {
      String index = Integer.toString(i);
      Hdf5Dataset dataset =
          vars.flatMap(v -> v.dataset(index))
              .orElseThrow(() -> Unread.missing(path + "/vars/" + index, names.get(arrays.size())));
      arrays.put(names.get(i), unread.read(dataset));
    }
    return arrays;
  }

  /** They come last; before them are all that are trained, those that were taken over once more. */
  @Override
  public Map<String, Array> taken(String layer, List<String> names, List<String> own) {
    List<String> last = Stream.concat(names.stream(), own.stream()).toList();
    int before = count() - last.size();
    List<String> all =
        Stream.concat(IntStream.range(0, before).mapToObj(i -> "/" + i), last.stream()).toList();
    return variables(all);
  }

  private int count() {
    return group == null ? 0 : group.group("vars").map(v -> v.names().size()).orElse(0);
  }

  @Override
  public Map<LayerSpec, Weights> of(Network network) {
    var weights = new HashMap<LayerSpec, Weights>();
    var used = new HashMap<String, Integer>();
    Hdf5Group container = container();
    var byName = named(container);
    for (LayerSpec layer : network.layers()) {
      String plain = snakeCase(layer.type());
      int use = used.merge(plain, 1, Integer::sum) - 1;
      String numbered = use == 0 ? plain : plain + "_" + use;
      String key = byName.getOrDefault(layer.name(), numbered);
      weights.put(layer, in(container, key));
    }
    return weights;
  }

  private @Nullable Hdf5Group container() {
    return group == null
        ? null
        : CONTAINERS.stream().flatMap(c -> group.group(c).stream()).findFirst().orElse(null);
  }

  private static Map<String, String> named(@Nullable Hdf5Group container) {
    var byName = new HashMap<String, String>();
    if (container != null) {
      for (String key : container.names()) {
        container
            .group(key + "/vars")
            .flatMap(v -> v.text("name"))
            .ifPresent(name -> byName.put(name, key));
      }
    }
    return byName;
  }

  @Override
  public Weights child(String attribute, @Nullable String name) {
    // a private attribute in Keras 2 may be a public one in Keras 3
    boolean isPrivate = group != null && group.group("_" + attribute).isPresent();
    return in(group, isPrivate ? "_" + attribute : attribute);
  }

  private ArchiveWeights in(@Nullable Hdf5Group parent, String key) {
    return new ArchiveWeights(
        unread,
        parent == null ? null : parent.group(key).orElse(null),
        (parent == null ? path : parent.path()) + "/" + key);
  }

  @Override
  public String path() {
    return path;
  }

  /** Keras' way from the name of a class to that of a group. */
  static String snakeCase(String name) {
    String plain = name.replaceAll("\\W+", "");
    String split = WORD.matcher(plain).replaceAll("$1_$2");
    return HUMP.matcher(split).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
  }
}
