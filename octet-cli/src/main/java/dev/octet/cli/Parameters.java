package dev.octet.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.octet.model.Attributes;
import dev.octet.model.Quantization;
import dev.octet.model.Quantization.Blockwise;
import dev.octet.model.Quantization.Opaque;
import dev.octet.model.Quantization.PerChannel;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parameters of a quantized tensor, in words and as JSON. */
final class Parameters {
  private Parameters() {}

  /** Scale and zero point in short; nothing for what is not quantized. */
  static String text(Tensor tensor) {
    Quantization quantization = tensor.quantization();
    return switch (quantization) {
      case null -> "";
      case PerTensor(float scale, long zero) ->
          "%s, %d".formatted(String.format(Locale.ROOT, "%.6g", scale), zero);
      case PerChannel(float[] scales, long[] _, int axis) ->
          "%d on axis %d".formatted(scales.length, axis);
      case Blockwise(Tensor _, int blockSize, int _) -> "for each %d".formatted(blockSize);
      case Opaque _ -> "of another kind";
    };
  }

  /** Everything there is. */
  static JsonElement json(@Nullable Quantization quantization) {
    return switch (quantization) {
      case null -> JsonNull.INSTANCE;
      case PerTensor(float scale, long zero) -> perTensor(scale, zero);
      case PerChannel channels -> perChannel(channels);
      case Blockwise(Tensor scales, int blockSize, int axis) -> {
        var json = kind("blockwise");
        json.addProperty("scales", scales.name());
        json.addProperty("block_size", blockSize);
        json.addProperty("axis", axis);
        yield json;
      }
      case Opaque(Attributes fields) -> {
        var json = kind("other");
        json.add("fields", json(fields));
        yield json;
      }
    };
  }

  private static JsonObject perTensor(float scale, long zero) {
    var json = kind("per_tensor");
    json.addProperty("scale", scale);
    json.addProperty("zero_point", zero);
    return json;
  }

  private static JsonObject perChannel(PerChannel channels) {
    var json = kind("per_channel");
    json.addProperty("axis", channels.axis());
    json.addProperty("channels", channels.scales().length);
    var scales = new JsonArray();
    for (float scale : channels.scales()) {
      scales.add(scale);
    }
    json.add("scales", scales);
    var zeros = new JsonArray();
    for (long zero : channels.zeroPoints()) {
      zeros.add(zero);
    }
    json.add("zero_points", zeros);
    return json;
  }

  private static JsonObject kind(String kind) {
    var json = new JsonObject();
    json.addProperty("kind", kind);
    return json;
  }

  /** The fields of a table by name; those with their default are absent. */
  static JsonElement json(Attributes attributes) {
    var json = new JsonObject();
    attributes.forEach((name, value) -> json.add(name, value(value)));
    return json;
  }

  private static JsonElement value(Object value) {
    return switch (value) {
      case Boolean b -> new JsonPrimitive(b);
      case Double d when !Double.isFinite(d) -> new JsonPrimitive(d.toString());
      case Number n -> new JsonPrimitive(n);
      case Attributes table -> json(table);
      case List<?> list -> {
        var json = new JsonArray();
        list.forEach(v -> json.add(value(v)));
        yield json;
      }
      default -> new JsonPrimitive(value.toString());
    };
  }
}
