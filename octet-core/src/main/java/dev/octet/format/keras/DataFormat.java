package dev.octet.format.keras;

import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.model.Tensor;
import java.util.function.UnaryOperator;

/** Where the channels of an image are: LiteRT has them last. */
final class DataFormat {
  private DataFormat() {}

  /**
   * What a layer computes from an image with its channels last, put back as the layer has them. The
   * transposes between two such layers vanish when the graph is tidied up.
   */
  static Tensor channelsLast(LayerCall call, Tensor x, UnaryOperator<Tensor> lower) {
    if (!isFirst(call.config())) {
      return lower.apply(x);
    }
    Tensor y = lower.apply(toLast(call.graph(), x));
    int rank = y.shape().rank();
    if (rank < 3) {
      return y;
    }
    var order = new int[rank];
    order[1] = rank - 1;
    for (int i = 2; i < rank; i++) {
      order[i] = i - 1;
    }
    return Layout.transpose(call.graph(), y, order);
  }

  /** Whether the configuration says that channels come first. */
  static boolean isFirst(Config config) {
    String name = config.text("data_format", "channels_last");
    return switch (name) {
      case "channels_last" -> false;
      case "channels_first" -> true;
      default -> throw Config.malformed("there is no data format '%s'".formatted(name));
    };
  }

  static Tensor toLast(Lowering g, Tensor x) {
    int rank = x.shape().rank();
    var order = new int[rank];
    for (int i = 1; i < rank; i++) {
      order[i] = i == rank - 1 ? 1 : i + 1;
    }
    return Layout.transpose(g, x, order);
  }
}
