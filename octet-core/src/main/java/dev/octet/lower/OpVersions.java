package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.Node;

/** The version of an op on floats, from its inputs and options (source: {@code op_version.cc}). */
final class OpVersions {
  private OpVersions() {}

  static int of(Node node) {
    Attributes options = node.operation().options();
    Attributes o = options == null ? Attributes.of("") : options;
    return switch (node.op()) {
      case "DEPTHWISE_CONV_2D" ->
          o.integer("dilation_w_factor", 1) > 1 || o.integer("dilation_h_factor", 1) > 1 ? 2 : 1;
      case "FULLY_CONNECTED" -> node.input(2) == null ? 6 : o.flag("keep_num_dims") ? 5 : 1;
      case "TRANSPOSE_CONV" -> node.input(3) == null ? 1 : 3;
      case "RESIZE_BILINEAR", "RESIZE_NEAREST_NEIGHBOR" -> o.flag("half_pixel_centers") ? 3 : 1;
      default -> 1;
    };
  }
}
