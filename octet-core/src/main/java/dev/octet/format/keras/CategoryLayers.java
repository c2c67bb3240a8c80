package dev.octet.format.keras;

import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.Arithmetic;
import dev.octet.lower.Array;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.Reduction;
import dev.octet.lower.Selection;
import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.Optional;

/** Layers that make categories of numbers, and vectors of categories. */
final class CategoryLayers {
  private CategoryLayers() {}

  static void addTo(LayerTable table) {
    table.add("Discretization", Masks.DROP, CategoryLayers::discretize);
    table.add("CategoryEncoding", Masks.DROP, CategoryLayers::encodeCategories);
  }

  private static Tensor discretize(LayerCall call) {
    Config config = call.config();
    Lowering g = call.graph();
    Tensor x = PreprocessingLayers.floats(call);
    float[] boundaries = boundaries(call);
    Attributes options =
        Attributes.of("BucketizeOptions").with("boundaries", doubles(boundaries).boxed().toList());
    Tensor bins = g.add("BUCKETIZE", options, ElementType.INT32, x.shape(), x);
    String mode = config.text("output_mode", "int");
    ElementType type = Types.of(config);
    if (mode.equals("int")) {
      return Arithmetic.cast(g, bins, type == ElementType.FLOAT32 ? ElementType.INT32 : type);
    }
    return encode(call, bins, mode, boundaries.length + 1, Optional.empty());
  }

  private static java.util.stream.DoubleStream doubles(float[] values) {
    return java.util.stream.IntStream.range(0, values.length).mapToDouble(i -> values[i]);
  }

  /** Keras 2 keeps what it learned of the data as a variable, Keras 3 the boundaries. */
  private static float[] boundaries(LayerCall call) {
    Config config = call.config();
    if (config.has("bin_boundaries") && !config.elements("bin_boundaries").isEmpty()) {
      double[] reals = config.reals("bin_boundaries");
      return Array.numbers(ElementType.FLOAT32, reals, reals.length).floats();
    }
    if (!config.has("num_bins")) {
      throw Config.malformed("it has neither bin_boundaries nor num_bins");
    }
    Array summary = call.variables("summary").get("summary", 2, -1);
    return BinBoundaries.of(summary, config.integer("num_bins"));
  }

  private static Tensor encodeCategories(LayerCall call) {
    Config config = call.config();
    String mode = config.text("output_mode", "multi_hot");
    int tokens = config.integer(config.has("num_tokens") ? "num_tokens" : "max_tokens");
    Tensor x = call.input();
    Tensor indices =
        Arithmetic.cast(
            call.graph(), x, x.type() == ElementType.INT64 ? ElementType.INT64 : ElementType.INT32);
    return encode(
        call,
        indices,
        mode.equals("binary") ? "multi_hot" : mode,
        tokens,
        call.tensor(1, "count_weights"));
  }

  private static Tensor encode(
      LayerCall call, Tensor indices, String mode, int depth, Optional<Tensor> weights) {
    if (call.config().flag("sparse", false)) {
      throw call.unsupported("sparse results do not go").advise("leave out sparse=True");
    }
    Lowering g = call.graph();
    ElementType type = Types.of(call.config());
    int rank = indices.shape().rank();
    boolean single = mode.equals("one_hot") && rank > 1 && indices.shape().dim(-1) == 1;
    Tensor flat = single ? Layout.squeeze(g, indices, -1) : indices;
    Tensor hot = Selection.oneHot(g, flat, depth, -1, g.scalar(type, 1), g.scalar(type, 0));
    int axis = rank > 1 ? 1 : 0;
    return switch (mode) {
      case "one_hot" -> hot;
      case "multi_hot" -> Reduction.reduce(g, "REDUCE_MAX", hot, false, axis);
      case "count" -> {
        Tensor counted =
            weights
                .map(w -> Arithmetic.multiply(g, hot, Layout.expand(g, w, w.shape().rank())))
                .orElse(hot);
        yield Reduction.reduce(g, "SUM", counted, false, axis);
      }
      default -> throw call.unsupported("output_mode '%s' does not go".formatted(mode));
    };
  }

  /** The boundaries between bins, of a summary of the data. */
  private static final class BinBoundaries {
    private BinBoundaries() {}

    /**
     * Values that cut the data in parts of equal weight.
     *
     * @param summary {@code [2, n]}: values in order, and the weight of each
     */
    static float[] of(Array summary, int bins) {
      int n = summary.dim(1);
      float[] all = summary.floats();
      double part = 1.0 / bins;
      if (n * part < 1) {
        return Arrays.copyOf(all, Math.max(0, n - 1));
      }
      var shares = new double[n];
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += all[n + i];
        shares[i] = sum;
      }
      var boundaries = new float[Math.max(0, (int) Math.ceil(1 / part) - 1)];
      for (int b = 0; b < boundaries.length; b++) {
        boundaries[b] = (float) between(part + b * part, shares, sum, all);
      }
      return boundaries;
    }

    private static double between(double share, double[] shares, double sum, float[] values) {
      int i = 0;
      while (i < shares.length && shares[i] / sum < share) {
        i++;
      }
      if (i == 0 || i == shares.length) {
        return values[i == 0 ? 0 : shares.length - 1];
      }
      double from = shares[i - 1] / sum;
      double to = shares[i] / sum;
      return values[i - 1] + (values[i] - values[i - 1]) * (share - from) / (to - from);
    }
  }
}
