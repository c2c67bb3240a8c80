package dev.octet.format.keras;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.lower.Lowering;
import dev.octet.lower.ShapeValues;
import dev.octet.model.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lowers layers, one call at a time, and knows which tensors have a mask of time steps. */
final class LayerLowering {
  private final LayerTable table;
  private final KerasVersion version;
  private final Set<Tensor> masked = new HashSet<>();
  private final ShapeValues shapes = new ShapeValues();

  LayerLowering(LayerTable table, KerasVersion version) {
    this.table = table;
    this.version = version;
  }

  /** The generation of Keras that wrote the file. */
  KerasVersion version() {
    return version;
  }

  /**
   * The results of a layer, or of a model within the model.
   *
   * @throws OctetException if it cannot be lowered, with the layer's name
   */
  List<Tensor> lower(LayerCall call) {
    try {
      return Network.is(call.layer())
          ? new NetworkLowering(Network.of(call.layer()), call.weights(), this).nested(call)
          : byRule(call);
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      // shapes and axes that do not go together: Keras would not have built it
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      throw Config.malformed(reason).in(place(call.layer())).because(e);
    } catch (OctetException e) {
      throw e.in(place(call.layer()));
    }
  }

  private List<Tensor> byRule(LayerCall call) {
    LayerRule rule = table.rule(call.layer().type()).orElseThrow(() -> Unknown.layer(call.layer()));
    refuseQuantized(call.config());
    List<Tensor> inputs = call.call().tensors();
    boolean given = call.tensor(-1, "mask").isPresent() && rule.masks() != LayerRule.Masks.READ;
    boolean hasMask = given || inputs.stream().anyMatch(masked::contains);
    if (hasMask && rule.masks().refused()) {
      throw call.dependsOnMask();
    }
    List<Tensor> results = rule.lower().lower(call);
    if (hasMask && rule.masks() == LayerRule.Masks.PASS) {
      masked.addAll(results);
    }
    name(call, inputs, results);
    return results;
  }

  /** Keras 3 can quantize weights, in ways of its own. */
  private static void refuseQuantized(Config config) {
    boolean quantized =
        config
            .object("dtype")
            .map(p -> p.text("class_name", "").startsWith("Quantized"))
            .orElse(false);
    if (quantized) {
      throw new OctetException(
              ErrorCode.UNSUPPORTED_MODEL,
              "its weights were quantized by Keras: dtype policy int8, int4 or float8")
          .advise("save the model before model.quantize(…), and let Octet quantize it");
    }
  }

  /** Says that a tensor comes with a mask. */
  void mask(Tensor tensor) {
    masked.add(tensor);
  }

  /** Whether a tensor comes with a mask. */
  boolean isMasked(Tensor tensor) {
    return masked.contains(tensor);
  }

  /** What is known of tensors that are shapes. */
  ShapeValues shapes() {
    return shapes;
  }

  private static void name(LayerCall call, List<Tensor> inputs, List<Tensor> results) {
    Lowering g = call.graph();
    for (int i = 0; i < results.size(); i++) {
      if (!inputs.contains(results.get(i)) && !results.get(i).isConstant()) {
        g.name(results.get(i), i == 0 ? g.scope() : g.scope() + ":" + i);
      }
    }
  }

  static String place(LayerSpec layer) {
    return "layer '%s' (%s)".formatted(layer.name(), layer.type());
  }
}
