package dev.octet.format.keras;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;

/**
 * A layer as the file describes it.
 *
 * @param type the name of its class, such as {@code Conv2D}; of an operation, as {@link Operations}
 *     says it
 * @param origin the package and name under which a class of the user's own was registered, or empty
 * @param name unique in its network
 * @param config its configuration
 * @param calls how it is used, in order; empty in a Sequential model
 * @param build what it was built with ({@code build_config}); may be empty
 */
record LayerSpec(
    String type, String origin, String name, Config config, List<Call> calls, Config build) {
  /** Copies the list. */
  LayerSpec {
    calls = List.copyOf(calls);
  }

  /** Reads {@code class_name}, {@code config} and, in a Functional model, the calls. */
  static LayerSpec of(JsonObject json) {
    var object = new Config(json);
    String type = object.text("class_name");
    Config config = object.object("config").orElse(new Config(new JsonObject()));
    String name = object.text("name", config.text("name", type));
    return new LayerSpec(
        Operations.type(object, type.substring(type.lastIndexOf('>') + 1), config),
        origin(object, type),
        name,
        config,
        Inbound.calls(object),
        object.object("build_config").orElse(new Config(new JsonObject())));
  }

  /** Whether the class is the user's own. */
  boolean isCustom() {
    return !origin.isEmpty();
  }

  /** Classes of Keras are known, and those of its toolkit for models of integers. */
  private static String origin(Config object, String type) {
    String registered =
        object.get("registered_name") instanceof JsonPrimitive p ? p.getAsString() : "";
    String module = object.get("module") instanceof JsonPrimitive p ? p.getAsString() : "";
    boolean foreign =
        !module.isEmpty()
            && !module.matches(
                "(tf_keras|keras|keras_core|tensorflow|builtins|tf|tensorflow_model_optimization)(\\..*)?");
    if (registered.contains(">")) {
      return registered;
    }
    return type.contains(">") ? type : foreign ? module + "." + type : "";
  }
}
