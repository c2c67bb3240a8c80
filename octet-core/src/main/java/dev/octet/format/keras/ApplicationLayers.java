package dev.octet.format.keras;

import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.Arithmetic;
import dev.octet.lower.Lowering;
import dev.octet.model.Tensor;
import java.util.List;

/**
 * The layers that the networks of {@code keras.applications} define for themselves: those of
 * ConvNeXt and Inception-ResNet.
 */
final class ApplicationLayers {
  private ApplicationLayers() {}

  static void addTo(LayerTable table) {
    table.add("LayerScale", Masks.PASS, ApplicationLayers::layerScale);
    table.add("StochasticDepth", Masks.PASS, LayerCall::input);
    table.add("CustomScaleLayer", Masks.PASS, ApplicationLayers::scaledSum);
  }

  /** {@code x · gamma}. */
  private static Tensor layerScale(LayerCall call) {
    int channels = call.config().integer("projection_dim");
    Tensor gamma = call.graph().constant("gamma", call.variables("gamma").get("gamma", channels));
    return Arithmetic.multiply(call.graph(), call.input(), gamma);
  }

  /** {@code a + scale · b}. */
  private static Tensor scaledSum(LayerCall call) {
    List<Tensor> inputs = call.inputs();
    if (inputs.size() != 2) {
      throw Config.malformed("it needs two inputs and has " + inputs.size());
    }
    Lowering g = call.graph();
    double scale = call.config().real("scale", 1);
    return Arithmetic.add(g, inputs.get(0), Arithmetic.scaled(g, inputs.get(1), scale));
  }
}
