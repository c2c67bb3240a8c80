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
 * INPUT=FEATURE,label=FEATURE}. With a single input its name may be left out.
 *
 * @param inputs by an input's name
 * @param label the feature of the right answers, or null
 */
record FeatureMap(Map<String, String> inputs, @Nullable String label) {
  /** No map. */
  static final FeatureMap NONE = new FeatureMap(Map.of(), null);

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
    var found = new LinkedHashMap<String, String>();
    String label = null;
    for (String part : text.split(",", -1)) {
      int at = part.indexOf('=');
      String name = at < 0 ? only(inputs, part) : part.substring(0, at).strip();
      String feature = part.substring(at + 1).strip();
      Optional<InputSpec> input = inputs.stream().filter(i -> i.names().contains(name)).findFirst();
      if (feature.isEmpty()) {
        throw bad("--features '%s' has an entry without a feature".formatted(text));
      }
      if (input.isPresent()) {
        if (found.put(input.get().name(), feature) != null) {
          throw bad("--features gives input '%s' twice".formatted(name));
        }
      } else if (LABEL.contains(name) && label == null) {
        label = feature;
      } else {
        throw bad("--features: the model has no input '%s'; it has %s".formatted(name, inputs))
            .advise("write INPUT=FEATURE,label=FEATURE");
      }
    }
    return checked(new FeatureMap(found, label), inputs);
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

  /** What the user picked behind the path, for the inputs in their order; the label stays. */
  FeatureMap picked(List<String> picked, List<InputSpec> of) {
    if (picked.isEmpty()) {
      return this;
    }
    if (picked.size() != of.size()) {
      throw new OctetException(
          ErrorCode.BAD_DATA,
          "%d features are picked for %d inputs".formatted(picked.size(), of.size()));
    }
    var found = new LinkedHashMap<String, String>();
    var names = new ArrayList<>(picked);
    of.forEach(i -> found.put(i.name(), names.removeFirst()));
    return new FeatureMap(found, label);
  }

  /** What goes to an input, if anything is said of it. */
  Optional<String> of(InputSpec input) {
    return Optional.ofNullable(inputs.get(input.name()));
  }

  private static OctetException bad(String what) {
    return new OctetException(ErrorCode.USAGE, what);
  }
}
