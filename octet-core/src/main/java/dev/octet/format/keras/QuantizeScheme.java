package dev.octet.format.keras;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.lower.FakeQuantization;
import dev.octet.lower.NudgedRange;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code QuantizeConfig} of TensorFlow's Model Optimization toolkit has fake-quantized of a
 * layer. (Source: {@code default_8bit_quantize_registry.py}, {@code default_n_bit_…}.)
 *
 * @param weights the variables, by their names
 * @param activation whether the layer's activation function is
 * @param output whether its result is
 * @param weightBits of the integers of weights, whose range is narrow
 * @param activationBits of those of all else
 * @param fixed the range of all else, where training does not find it
 */
record QuantizeScheme(
    List<String> weights,
    boolean activation,
    boolean output,
    int weightBits,
    int activationBits,
    @Nullable NudgedRange fixed) {
  /** Activation functions behind which a layer of class Activation has its result rounded. */
  private static final Set<String> ROUNDED = Set.of("relu", "relu6", "swish", "silu", "gelu");

  /** The scheme that the configuration of a wrapper names. */
  static QuantizeScheme of(Config config, LayerSpec layer) {
    String type = config.text("class_name");
    Config own = config.object("config").orElseGet(() -> Config.of("", config.get("")));
    int weightBits = own.integer("num_bits_weight", Byte.SIZE);
    int activationBits = own.integer("num_bits_activation", Byte.SIZE);
    return switch (type.substring(type.lastIndexOf('>') + 1)) {
      case "NoOpQuantizeConfig" -> output(false, activationBits);
      case "Default8BitOutputQuantizeConfig", "DefaultNBitOutputQuantizeConfig" ->
          output(own.flag("quantize_output", true), activationBits);
      case "Default8BitActivationQuantizeConfig", "DefaultNBitActivationQuantizeConfig" ->
          output(own.flag("quantize_output", true) && isRounded(layer), activationBits);
      case "Default8BitQuantizeConfig",
          "Default8BitConvQuantizeConfig",
          "Default8BitConvTransposeQuantizeConfig",
          "DefaultNBitQuantizeConfig",
          "DefaultNBitConvQuantizeConfig",
          "DefaultNBitConvTransposeQuantizeConfig" ->
          new QuantizeScheme(
              names(own, "weight_attrs"),
              activation(own),
              own.flag("quantize_output", false),
              weightBits,
              activationBits,
              null);
      case "OutputOnlyConfig" -> {
        QuantizeScheme all = of(own.object("quantize_config").orElse(own), layer);
        yield new QuantizeScheme(
            List.of(), all.activation, all.output, weightBits, all.activationBits, all.fixed);
      }
      case "FixedQuantizeConfig" -> {
        QuantizeScheme all = of(own.object("config").orElse(own), layer);
        yield new QuantizeScheme(
            all.weights, all.activation, all.output, all.weightBits, Byte.SIZE, fixed(own));
      }
      default ->
          throw new OctetException(
                  ErrorCode.UNSUPPORTED_MODEL,
                  "its quantize_config is a %s, whose code is not in the file".formatted(type))
              .advise(
                  "use the toolkit's own configurations, or export the model from Python with"
                      + " model.export(FOLDER)");
    };
  }

  private static QuantizeScheme output(boolean output, int bits) {
    return new QuantizeScheme(List.of(), false, output, Byte.SIZE, bits, null);
  }

  /** The range that a FixedQuantizer is told; it rounds to 8 bits whatever its num_bits say. */
  static NudgedRange fixed(Config config) {
    return NudgedRange.of(
        (float) config.real("init_min", -6),
        (float) config.real("init_max", 6),
        Byte.SIZE,
        config.flag("narrow_range", false));
  }

  /** The ranges of all but weights that have variables, of those that there are. */
  List<String> trained(List<String> ranges) {
    return fixed == null ? ranges : List.of();
  }

  /** Fake quantization of an activation. */
  FakeQuantization range(Variables v, String name) {
    return fixed == null
        ? TrainedRange.of(v, name, activationBits, false)
        : FakeQuantization.of(fixed, Byte.SIZE);
  }

  private static boolean isRounded(LayerSpec layer) {
    return ROUNDED.contains(QuantizeAwareActivation.name(layer.config().get("activation")));
  }

  private static boolean activation(Config config) {
    List<String> names = names(config, "activation_attrs");
    if (!names.isEmpty() && !names.equals(List.of("activation"))) {
      throw new OctetException(
          ErrorCode.UNSUPPORTED_MODEL, "its quantize_config quantizes activations " + names);
    }
    return !names.isEmpty();
  }

  private static List<String> names(Config config, String field) {
    return config.elements(field).stream().map(e -> Config.of(field, e).text(field)).toList();
  }
}
