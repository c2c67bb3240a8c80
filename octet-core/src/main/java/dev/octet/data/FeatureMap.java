package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which features of records, or columns of a table, go to which input, as a user wrote it: {@code
 * INPUT=FEATURE,label=FEATURE}. What has no name in front goes on with the input before it, or to
 * the only one.
 *
 * @param inputs by an input's name
 * @param label the features of the right answers; none to go by the usual names
 */
record FeatureMap(Map<String, List<String>> inputs, List<String> label) {
  /** No map. */
  static final FeatureMap NONE = new FeatureMap(Map.of(), List.of());

  private static final Set<String> LABEL = Set.of("label", "labels");

  /**
   * Reads a map.
   *
   * @throws OctetException {@code USAGE} if it is none for these inputs
   */
  static FeatureMap parse(@Nullable String text, List<InputSpec> inputs) {
    if (text == null) {
      return NONE;
    }
    var found = new LinkedHashMap<String, List<String>>();
    var label = new ArrayList<String>();
    List<String> current = null;
    for (String part : text.split(",", -1)) {
      int at = part.indexOf('=');
      if (at >= 0) {
        current = target(part.substring(0, at).strip(), inputs, found, label);
      } else if (current == null) {
        current = target(only(inputs, part), inputs, found, label);
      }
      String feature = part.substring(at + 1).strip();
      if (feature.isEmpty()) {
        throw bad("--features '%s' has an entry without a feature".formatted(text));
      }
      current.add(feature);
    }
    return checked(new FeatureMap(found, List.copyOf(label)), inputs);
  }

  /** Where the features behind a name are gathered. */
  private static List<String> target(
      String name, List<InputSpec> inputs, Map<String, List<String>> found, List<String> label) {
    Optional<InputSpec> input = inputs.stream().filter(i -> i.names().contains(name)).findFirst();
    List<String> target = label;
    if (input.isPresent()) {
      target = found.computeIfAbsent(input.get().name(), _ -> new ArrayList<>());
    } else if (!LABEL.contains(name)) {
      throw bad("--features: the model has no input '%s'; it has %s".formatted(name, inputs))
          .advise("write INPUT=FEATURE,label=FEATURE");
    }
    if (!target.isEmpty()) {
      throw bad("--features names '%s' twice".formatted(name));
    }
    return target;
  }

  private static FeatureMap checked(FeatureMap map, List<InputSpec> inputs) {
    for (InputSpec input : inputs) {
      if (!map.inputs.isEmpty() && !map.inputs.containsKey(input.name())) {
        throw bad("--features gives nothing for input " + input);
      }
    }
    return map;
  }

  private static String only(List<InputSpec> inputs, String part) {
    if (inputs.size() != 1) {
      throw bad("--features: '%s' does not say which input it is for".formatted(part))
          .advise("write INPUT=FEATURE");
    }
    return inputs.getFirst().name();
  }

  /** With what the user picked behind the path, for the inputs in their order. */
  FeatureMap picked(List<String> picked, List<InputSpec> of) {
    if (picked.isEmpty()) {
      return this;
    }
    if (of.size() == 1) {
      return new FeatureMap(Map.of(of.getFirst().name(), picked), label);
    }
    if (picked.size() != of.size()) {
      throw new OctetException(
          ErrorCode.BAD_DATA,
          "%d features are picked for %d inputs".formatted(picked.size(), of.size()));
    }
    var found = new LinkedHashMap<String, List<String>>();
    for (int i = 0; i < picked.size(); i++) {
      found.put(of.get(i).name(), List.of(picked.get(i)));
    }
    return new FeatureMap(found, label);
  }

  /** What goes to an input; none if nothing is said of it. */
  List<String> of(InputSpec input) {
    return inputs.getOrDefault(input.name(), List.of());
  }

  private static OctetException bad(String what) {
    return new OctetException(ErrorCode.USAGE, what);
  }
}
