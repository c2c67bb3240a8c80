package dev.octet.format.keras;

import com.google.gson.JsonPrimitive;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.ElementType;

/** The types of numbers that Keras names. */
final class Types {
  private Types() {}

  /** The type of an input layer; reals of any width are float32 in LiteRT. */
  static ElementType of(Config config) {
    return of(name(config));
  }

  /** The type of what goes into the first layer of a Sequential model. */
  static ElementType ofInputFor(LayerSpec first) {
    return first.type().equals("Embedding") ? ElementType.FLOAT32 : of(first.config());
  }

  /** The type that Keras calls by this name. */
  static ElementType of(String name) {
    return switch (name) {
      case "float16", "bfloat16", "float32", "float64", "mixed_float16", "mixed_bfloat16", "half" ->
          ElementType.FLOAT32;
      case "int8" -> ElementType.INT8;
      case "int16" -> ElementType.INT16;
      case "int32" -> ElementType.INT32;
      case "int64" -> ElementType.INT64;
      case "uint8" -> ElementType.UINT8;
      case "uint32" -> ElementType.UINT32;
      case "bool" -> ElementType.BOOL;
      default ->
          throw new OctetException(
                  ErrorCode.UNSUPPORTED_MODEL, "values of type %s do not go".formatted(name))
              .advise("put what works on text before the model: into the app, or the data");
    };
  }

  private static String name(Config config) {
    if (config.get("dtype") instanceof JsonPrimitive p && p.isString()) {
      return p.getAsString();
    }
    return config
        .object("dtype")
        .flatMap(policy -> policy.object("config"))
        .map(c -> c.text("name", "float32"))
        .orElse("float32");
  }
}
