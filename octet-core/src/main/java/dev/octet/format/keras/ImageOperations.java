package dev.octet.format.keras;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.octet.lower.DepthBlocks;
import dev.octet.lower.ShapeValues.Size;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.Locale;

/** Operations on images: pools, other sizes, blocks; each is a layer in other words. */
final class ImageOperations {
  private static final String RESIZE =
      "x size=images interpolation=method antialias crop_to_aspect_ratio pad_to_aspect_ratio"
          + " fill_mode fill_value data_format preserve_aspect_ratio";

  private ImageOperations() {}

  static void addTo(OperationTable t) {
    t.add("ops.Resize tf.image.resize", RESIZE, ImageOperations::resize);
    pool(t, "ops.MaxPool tf.nn.max_pool tf.nn.max_pool1d tf.nn.max_pool2d tf.nn.max_pool3d", "Max");
    pool(
        t,
        "ops.AveragePool tf.nn.avg_pool tf.nn.avg_pool1d tf.nn.avg_pool2d tf.nn.avg_pool3d",
        "Average");
    t.add(
        "ops.DepthToSpace tf.nn.depth_to_space", "x block_size data_format", c -> blocks(c, true));
    t.add(
        "ops.SpaceToDepth tf.nn.space_to_depth", "x block_size data_format", c -> blocks(c, false));
  }

  private static void pool(OperationTable table, String names, String kind) {
    table.add(
        names, "x pool_size=ksize strides padding data_format", c -> pool(c, kind + "Pooling"));
  }

  private static Tensor resize(OperationCall call) {
    if (call.options().flag("preserve_aspect_ratio", false)) {
      throw call.refuse("preserve_aspect_ratio=True does not go");
    }
    List<Size> size = call.sizes("size");
    if (size.size() != 2 || size.stream().anyMatch(Size::dynamic)) {
      throw Config.malformed("an image is resized to %d numbers".formatted(size.size()));
    }
    var config = new JsonObject();
    call.options().json().asMap().forEach(config::add);
    config.remove("size");
    config.addProperty("height", size.getFirst().factor());
    config.addProperty("width", size.getLast().factor());
    boolean nearest = call.options().text("interpolation", "bilinear").equals("nearest");
    return call.asLayer("Resizing", config, nearest ? call.tensor("x") : call.floats());
  }

  private static Tensor pool(OperationCall call, String layer) {
    Tensor x = call.floats();
    int n = x.shape().rank() - 2;
    String format = call.options().text("data_format", "channels_last");
    boolean first = format.startsWith("NC") || format.equals("channels_first");
    var config = new JsonObject();
    config.add("pool_size", spatial(call, "pool_size", n, first));
    if (call.has("strides")) {
      config.add("strides", spatial(call, "strides", n, first));
    }
    String padding = call.options().text("padding", "valid").toLowerCase(Locale.ROOT);
    config.addProperty("padding", padding);
    config.addProperty("data_format", first ? "channels_first" : "channels_last");
    return call.asLayer(layer + n + "D", config, x);
  }

  /** TensorFlow may say it for the batch and the channels too; those must be 1. */
  private static JsonElement spatial(OperationCall call, String name, int n, boolean first) {
    int[] all = call.options().integers(name);
    var list = new JsonArray();
    if (all.length == 1) {
      return new JsonPrimitive(all[0]);
    }
    int offset = all.length == n ? 0 : first ? 2 : 1;
    if (all.length != n && (all.length != n + 2 || all[0] != 1 || all[first ? 1 : n + 1] != 1)) {
      throw call.refuse("%s of batch or channels does not go".formatted(name));
    }
    for (int i = 0; i < n; i++) {
      list.add(all[offset + i]);
    }
    return list;
  }

  private static Tensor blocks(OperationCall call, boolean toSpace) {
    String format = call.options().text("data_format", "NHWC");
    if (format.startsWith("NCHW") || format.equals("channels_first")) {
      throw call.refuse("data_format '%s' does not go".formatted(format));
    }
    Tensor x = call.tensor("x");
    int block = call.options().integer("block_size");
    return toSpace
        ? DepthBlocks.fromDepth(call.graph(), x, block)
        : DepthBlocks.toDepth(call.graph(), x, block);
  }
}
