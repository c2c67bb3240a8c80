package dev.octet.format.keras;

import com.google.gson.JsonObject;
import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.Array;
import dev.octet.lower.FakeQuantization;
import dev.octet.lower.Lowering;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What TensorFlow's Model Optimization toolkit puts into a model that is trained for integers: a
 * layer that rounds its input, and a wrapper that rounds the weights and the results of the layer
 * in it. (Source: its {@code quantize_layer.py}, {@code quantize_wrapper.py}, {@code
 * quantizers.py}.)
 */
final class QuantizeLayers {
  private static final Set<String> WRAPPERS = Set.of("QuantizeWrapper", "QuantizeWrapperV2");
  private static final String STEP = "optimizer_step";

  /** Layers whose activation function is the last that they compute. */
  private static final Set<String> ACTIVATED_LAST =
      Set.of(
          "Dense",
          "EinsumDense",
          "Conv1D",
          "Conv2D",
          "Conv3D",
          "DepthwiseConv1D",
          "DepthwiseConv2D",
          "SeparableConv1D",
          "SeparableConv2D",
          "Conv1DTranspose",
          "Conv2DTranspose",
          "Conv3DTranspose");

  private QuantizeLayers() {}

  static void addTo(LayerTable table) {
    table.add("QuantizeLayer", Masks.PASS, QuantizeLayers::quantize);
    WRAPPERS.forEach(name -> table.addAll(name, Masks.PASS, QuantizeLayers::wrapper));
  }

  /** Whether a layer is a wrapper. */
  static boolean wraps(LayerSpec layer) {
    return !layer.isCustom() && WRAPPERS.contains(layer.type());
  }

  /** The layer in a wrapper. */
  static LayerSpec wrapped(LayerSpec wrapper) {
    return LayerSpec.of(
        wrapper
            .config()
            .object("layer")
            .orElseThrow(() -> Config.malformed("it has no layer"))
            .json());
  }

  private static Tensor quantize(LayerCall call) {
    Config quantizer = call.config().object("quantizer").orElse(null);
    String type = quantizer == null ? "NoQuantizer" : quantizer.text("class_name");
    Config own =
        quantizer == null ? call.config() : quantizer.object("config").orElse(call.config());
    boolean narrow = own.flag("narrow_range", false);
    return switch (type.substring(type.lastIndexOf('>') + 1)) {
      case "LastValueQuantizer", "MovingAverageQuantizer", "AllValuesQuantizer" -> {
        String name = call.layer().name();
        Variables v = call.variables(name + "_min", name + "_max", STEP);
        int bits = own.integer("num_bits", Byte.SIZE);
        yield TrainedRange.of(v, name, bits, narrow).of(call.graph(), call.input());
      }
      case "FixedQuantizer" -> {
        call.variables(STEP);
        yield FakeQuantization.of(QuantizeScheme.fixed(own), Byte.SIZE)
            .of(call.graph(), call.input());
      }
      case "NoQuantizer" -> {
        call.variables(STEP);
        yield call.input();
      }
      default ->
          throw call.unsupported(
                  "its quantizer is a %s, whose code is not in the file".formatted(type))
              .advise("use one of the toolkit's own quantizers");
    };
  }

  private static List<Tensor> wrapper(LayerCall call) {
    LayerSpec layer = wrapped(call.layer());
    Config config =
        call.config()
            .object("quantize_config")
            .orElseThrow(() -> Config.malformed("it has no quantize_config"));
    QuantizeScheme scheme = QuantizeScheme.of(config, layer);
    var activation = QuantizeAwareActivation.of(layer.config().get("activation"));
    if (scheme.activation() && !ACTIVATED_LAST.contains(layer.type())) {
      throw call.unsupported("it quantizes the activations within a " + layer.type());
    }
    Variables v = variables(call, layer, scheme, activation);
    LayerSpec plain = scheme.activation() ? linear(layer) : layer;
    List<Tensor> results = inner(call, plain, rounded(call, layer, scheme, v));
    if (!scheme.activation() && !scheme.output()) {
      return results;
    }
    if (results.size() != 1) {
      throw call.unsupported("it quantizes %d results".formatted(results.size()));
    }
    Tensor y = results.getFirst();
    if (scheme.activation()) {
      y = activation.apply(call, scheme, v, y);
    }
    return List.of(scheme.output() ? scheme.range(v, "output").of(call.graph(), y) : y);
  }

  private static Variables variables(
      LayerCall call, LayerSpec layer, QuantizeScheme scheme, QuantizeAwareActivation activation) {
    var ranges = new ArrayList<String>();
    if (scheme.activation()) {
      ranges.addAll(activation.ranges());
    }
    if (scheme.output()) {
      ranges.add("output");
    }
    var own = new ArrayList<>(List.of(STEP));
    own.addAll(TrainedRange.names(scheme.weights()));
    own.addAll(TrainedRange.names(scheme.trained(ranges)));
    return new Variables(
        call.weights().taken(layer.name(), scheme.weights(), own), call.weights().path());
  }

  private static RoundedWeights rounded(
      LayerCall call, LayerSpec layer, QuantizeScheme scheme, Variables v) {
    Map<String, Array> rounded = new HashMap<>();
    for (String name : scheme.weights()) {
      rounded.put(name, TrainedRange.of(v, name, scheme.weightBits(), true).of(v.any(name)));
    }
    return new RoundedWeights(call.weights().child("layer", layer.name()), rounded);
  }

  private static List<Tensor> inner(LayerCall call, LayerSpec layer, RoundedWeights weights) {
    Lowering g = call.graph();
    String outer = g.scope();
    g.scope(outer + "/" + layer.name());
    List<Tensor> results =
        call.layers().lower(new LayerCall(g, layer, call.call(), weights, call.layers()));
    g.scope(outer);
    weights.check();
    return results;
  }

  private static LayerSpec linear(LayerSpec layer) {
    JsonObject config = layer.config().json().deepCopy();
    config.addProperty("activation", "linear");
    return new LayerSpec(
        layer.type(),
        layer.origin(),
        layer.name(),
        new Config(config),
        layer.calls(),
        layer.build());
  }
}
