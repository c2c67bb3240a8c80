package dev.octet.data;

import dev.octet.data.Example.Kind;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which feature goes to which input: what the user says; else the feature with one of the
 * input's names; for a single input also the image by its usual name, or the only feature of bytes.
 *
 * @param first a record, in whose features one looks
 */
record RecordBinding(Example first, FeatureMap map, List<InputSpec> inputs) {
  private static final List<String> IMAGES = List.of("image/encoded", "image", "image_raw");
  private static final List<String> LABELS = List.of("image/class/label", "label", "labels");

  List<RecordInput> inputs(DataOptions options) {
    var bound = new ArrayList<RecordInput>();
    for (InputSpec input : inputs) {
      bound.add(RecordInput.of(input, feature(input), first, options));
    }
    return bound;
  }

  private FeatureForm.Named feature(InputSpec input) {
    List<String> said = map.of(input);
    if (said.size() > 1) {
      throw bad("%d features are picked for input %s".formatted(said.size(), input));
    }
    return said.isEmpty()
        ? new FeatureForm.Named(guessed(input).orElseThrow(() -> unmatched(input)), null)
        : named(said.getFirst());
  }

  /** A feature may have a name that ends like a form. */
  private FeatureForm.Named named(String text) {
    return first.features().containsKey(text)
        ? new FeatureForm.Named(text, null)
        : FeatureForm.Named.parse(text);
  }

  private Optional<String> guessed(InputSpec input) {
    Optional<String> same =
        input.names().stream().filter(first.features()::containsKey).findFirst();
    if (same.isPresent() || inputs.size() > 1) {
      return same;
    }
    Optional<String> image = IMAGES.stream().filter(first.features()::containsKey).findFirst();
    return image.or(() -> only(ofKind(true))).or(() -> only(ofKind(false)));
  }

  /** The features, but labels, of bytes, or all of them. */
  private List<String> ofKind(boolean bytes) {
    return first.names().stream()
        .filter(n -> !LABELS.contains(n))
        .filter(n -> !bytes || first.find(n).filter(f -> f.kind() == Kind.BYTES).isPresent())
        .toList();
  }

  private static Optional<String> only(List<String> names) {
    return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
  }

  private OctetException unmatched(InputSpec input) {
    String wanted =
        inputs.stream()
            .map(i -> i.name() + "=…")
            .collect(Collectors.joining(",", "--features '", ",label=…'"));
    return bad("has the features %s; none is for input %s"
            .formatted(String.join(", ", first.names()), input))
        .advise("say which: " + wanted);
  }

  /** The feature of the right answers, or null if there is none. */
  FeatureForm.@Nullable Named label() {
    if (map.label().size() > 1) {
      throw bad("%d features are picked for the label".formatted(map.label().size()));
    }
    if (!map.label().isEmpty()) {
      return named(map.label().getFirst());
    }
    List<String> taken = inputs.stream().map(i -> feature(i).feature()).toList();
    return LABELS.stream()
        .filter(n -> first.find(n).isPresent() && !taken.contains(n))
        .findFirst()
        .map(n -> new FeatureForm.Named(n, null))
        .orElse(null);
  }

  private static OctetException bad(String what) {
    return new OctetException(ErrorCode.BAD_DATA, what);
  }
}
