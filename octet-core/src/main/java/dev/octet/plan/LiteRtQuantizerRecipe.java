package dev.octet.plan;

import com.google.gson.JsonArray;
import dev.octet.error.OctetException;
import dev.octet.model.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recipes of LiteRT Quantizer: a list of rules of which the last that matches a node says all about
 * it. Source: its {@code recipe_manager.py} and {@code qtyping.py}.
 *
 * <p>What Octet does otherwise: where the runtime cannot do what a rule asks, the nearest form is
 * taken and said, not an earlier rule.
 */
final class LiteRtQuantizerRecipe {
  private static final String ANY = "*";
  private static final Set<String> ANY_NAME = Set.of("", ".*", "^.*", ".*$", "^.*$", ".");

  private LiteRtQuantizerRecipe() {}

  /**
   * Reads one.
   *
   * @throws OctetException {@code USAGE} if it asks for what Octet does not have
   */
  static Recipe parse(JsonArray array, String name) {
    var rules = new ArrayList<Rule>();
    ElementType input = ElementType.FLOAT32;
    ElementType output = ElementType.FLOAT32;
    for (int i = 0; i < array.size(); i++) {
      var fields = new Fields(array.get(i), "rule " + (i + 1));
      String operation = fields.text("operation", ANY);
      String regex = fields.text("regex", ".*");
      ElementType activations = activations(fields);
      if (ANY_NAME.contains(regex)) {
        input = operation.equals(ANY) || operation.equals("INPUT") ? activations : input;
        output = operation.equals(ANY) || operation.equals("OUTPUT") ? activations : output;
      }
      if (!operation.equals("INPUT") && !operation.equals("OUTPUT")) {
        rules.add(new Rule(selector(operation, regex), change(fields)));
      }
    }
    return new Recipe(name, false, input, output, rules);
  }

  private static Selector selector(String operation, String regex) {
    List<String> ops =
        switch (operation) {
          case ANY -> List.of();
          case "CONV_2D_TRANSPOSE" -> List.of("TRANSPOSE_CONV");
          default -> List.of(operation);
        };
    return new Selector(ops, ANY_NAME.contains(regex) ? null : regex, null, List.of());
  }

  private static Change change(Fields fields) {
    String algorithm = fields.text("algorithm_key", "min_max_uniform_quantize");
    Fields config = fields.object("op_config");
    return switch (algorithm) {
      case "no_quantize" -> Change.denial();
      case "float_casting" -> Change.to(Treatment.Kind.FLOAT16);
      case "min_max_uniform_quantize" -> minMax(config);
      default ->
          throw fields
              .wrong("Octet has no algorithm \"%s\"".formatted(algorithm))
              .advise("choose min_max_uniform_quantize, float_casting or no_quantize");
    };
  }

  private static Change minMax(Fields config) {
    Fields weights = config.object("weight_tensor_config");
    return new Change(
        kind(config),
        Math.toIntExact(Math.clamp(weights.integer("num_bits", 8), 0, Long.BYTES * 8)),
        granularity(weights),
        config.integer("min_weight_elements", 0),
        null,
        false);
  }

  private static Treatment.Kind kind(Fields config) {
    if (config.has("activation_tensor_config")) {
      Fields activations = config.object("activation_tensor_config");
      return activations.integer("num_bits", 8) == 16
          ? Treatment.Kind.INT16X8
          : Treatment.Kind.INT8;
    }
    return config.text("compute_precision", "FLOAT").equals("INTEGER")
        ? Treatment.Kind.DYNAMIC
        : Treatment.Kind.WEIGHTS;
  }

  private static Granularity granularity(Fields weights) {
    if (!weights.bool("symmetric", true)) {
      throw weights.wrong("asymmetric weights are not to be had");
    }
    String text = weights.text("granularity", "TENSORWISE");
    @Nullable Granularity found =
        switch (text) {
          case "TENSORWISE" -> Granularity.TENSOR;
          case "CHANNELWISE" -> Granularity.CHANNEL;
          default ->
              Granularity.of(text.toLowerCase(Locale.ROOT).replace("wise_", "")).orElse(null);
        };
    if (found == null) {
      throw weights.wrong("\"granularity\" cannot be \"%s\"".formatted(text));
    }
    return found;
  }

  /** The type that a rule for all nodes, or for the interface, gives inputs and outputs. */
  private static ElementType activations(Fields rule) {
    Fields config = rule.object("op_config").object("activation_tensor_config");
    if (!config.has("num_bits") || rule.text("algorithm_key", "").equals("no_quantize")) {
      return ElementType.FLOAT32;
    }
    if (config.integer("num_bits", 8) == 16) {
      return ElementType.INT16;
    }
    return config.text("dtype", "INT").equals("UINT") ? ElementType.UINT8 : ElementType.INT8;
  }
}
