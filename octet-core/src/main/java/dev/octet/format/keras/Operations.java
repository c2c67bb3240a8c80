package dev.octet.format.keras;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Set;

/** Nodes of a model that are no layers: operations of Keras 3, functions of TensorFlow. */
final class Operations {
  /** What the types of Keras 3's operations start with; their classes are named like layers. */
  static final String KERAS = "ops.";

  /** What the types of TensorFlow's functions start with. */
  static final String TENSORFLOW = "tf.";

  private static final String MODULES = "keras(_core)?(\\.src)?\\.(ops|activations)(\\..*)?";

  /** Layers of which the configuration does not say either whether they train. */
  private static final Set<String> SILENT_LAYERS =
      Set.of(
          "InputLayer",
          "SpatialDropout1D",
          "SpatialDropout2D",
          "SpatialDropout3D",
          "Discretization",
          "HashedCrossing",
          "FeatureSpace",
          "Pipeline");

  private Operations() {}

  /**
   * The type of a node: {@code ops.Add} where it is an operation, {@code tf.math.add} where it is a
   * function of TensorFlow, else the class of the layer.
   */
  static String type(Config object, String className, Config config) {
    if (className.equals("TFOpLambda") || className.equals("SlicingOpLambda")) {
      String function = config.text("function");
      boolean legacyImage = function.startsWith("compat.v1.image.");
      return TENSORFLOW + (legacyImage ? function : function.replaceFirst("^compat\\.v1\\.", ""));
    }
    return isOperation(object, className, config) ? KERAS + className : className;
  }

  /** Only {@code .keras} files name the module; in {@code .h5}, all layers say if they train. */
  private static boolean isOperation(Config object, String className, Config config) {
    if (object.has("module")) {
      return object.text("module").matches(MODULES) && !object.get("inbound_nodes").isJsonNull();
    }
    boolean keras3 =
        object.elements("inbound_nodes").stream().anyMatch(Operations::isKeras3Call)
            && !config.has("trainable")
            && !config.has("layers");
    return keras3 && !SILENT_LAYERS.contains(className);
  }

  private static boolean isKeras3Call(JsonElement node) {
    return node instanceof JsonObject o && o.has("args");
  }

  /** Adds all rules. */
  static void addTo(LayerTable layers) {
    var table = new OperationTable(layers);
    ElementwiseOperations.addTo(table);
    BinaryOperations.addTo(table);
    ReductionOperations.addTo(table);
    ShapeOperations.addTo(table);
    JoinOperations.addTo(table);
    IndexOperations.addTo(table);
    ActivationOperations.addTo(table);
    ImageOperations.addTo(table);
    ProductOperations.addTo(table);
  }
}
