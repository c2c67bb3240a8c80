package dev.octet.format.keras;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds all layers at once that Octet has no rule for, and says why. */
final class Unknown {
  private static final Set<String> OF_TEXT =
      Set.of(
          "StringLookup",
          "IntegerLookup",
          "TextVectorization",
          "Hashing",
          "HashedCrossing",
          "FeatureSpace");
  private static final Set<String> OF_SIGNALS = Set.of("STFTSpectrogram", "MelSpectrogram");

  private Unknown() {}

  /**
   * Looks through a network and the networks within it.
   *
   * @throws OctetException {@code UNSUPPORTED_MODEL} that names every such layer
   */
  static void check(Network network, LayerTable table) {
    var unknown = new ArrayList<LayerSpec>();
    collect(network, table, unknown);
    if (unknown.size() == 1) {
      throw layer(unknown.getFirst()).in(LayerLowering.place(unknown.getFirst()));
    }
    if (!unknown.isEmpty()) {
      String names =
          unknown.stream()
              .map(l -> "%s (%s)".formatted(l.name(), l.isCustom() ? l.origin() : l.type()))
              .collect(Collectors.joining(", "));
      throw new OctetException(
              ErrorCode.UNSUPPORTED_MODEL,
              "%d layers cannot be converted: %s".formatted(unknown.size(), names))
          .advise(advice(unknown.getFirst()));
    }
  }

  private static void collect(Network network, LayerTable table, List<LayerSpec> unknown) {
    for (LayerSpec outer : network.layers()) {
      LayerSpec layer = QuantizeLayers.wraps(outer) ? QuantizeLayers.wrapped(outer) : outer;
      if (Network.is(layer)) {
        collect(Network.of(layer), table, unknown);
      } else if (layer.isCustom() || table.rule(layer.type()).isEmpty()) {
        unknown.add(layer);
      }
    }
  }

  static OctetException layer(LayerSpec layer) {
    return new OctetException(ErrorCode.UNSUPPORTED_MODEL, what(layer)).advise(advice(layer));
  }

  private static String what(LayerSpec layer) {
    if (layer.type().equals("Lambda") || layer.type().equals("TensorFlowOpLayer")) {
      return "Python code in a model is never run";
    }
    return layer.isCustom()
        ? layer.origin() + " is a class of its own, and its code is not in the file"
        : "Octet has no " + layer.type();
  }

  private static String advice(LayerSpec layer) {
    if (OF_TEXT.contains(layer.type())) {
      return "put what works on text or looks things up before the model: into the app, or the"
          + " data";
    }
    if (OF_SIGNALS.contains(layer.type())) {
      return "compute spectrograms before the model, and feed them";
    }
    return layer.isCustom() || layer.type().equals("Lambda")
        ? "write it with layers of Keras, such as Rescaling, or export the model from Python with"
            + " model.export(FOLDER)"
        : "docs/keras.md lists the layers that Octet knows";
  }
}
