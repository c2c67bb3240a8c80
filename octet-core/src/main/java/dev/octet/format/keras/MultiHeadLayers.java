package dev.octet.format.keras;

import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.Activation;
import dev.octet.lower.Arithmetic;
import dev.octet.lower.Array;
import dev.octet.lower.Attention;
import dev.octet.lower.Dims;
import dev.octet.lower.Labels;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.Products;
import dev.octet.lower.Rearrangement;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Attention of several heads. (Source: Keras' {@code multi_head_attention.py} and {@code
 * grouped_query_attention.py}.)
 */
final class MultiHeadLayers {
  private MultiHeadLayers() {}

  static void addTo(LayerTable table) {
    table.addAll("MultiHeadAttention", Masks.USE, c -> lower(c, multiHead(c)));
    for (String name : List.of("GroupQueryAttention", "GroupedQueryAttention")) {
      table.addAll(name, Masks.USE, c -> lower(c, grouped(c)));
    }
  }

  private static Heads multiHead(LayerCall call) {
    Config config = call.config();
    int rank = query(call).shape().rank();
    int[] axes = new int[Math.max(0, rank - 2)];
    Arrays.setAll(axes, i -> i + 1);
    if (config.has("attention_axes")) {
      axes = config.integers("attention_axes");
    }
    int dim = config.integer("key_dim");
    return new Heads(
        config.integer("num_heads"),
        1,
        dim,
        config.integer("value_dim", dim),
        rank,
        Arrays.stream(axes).map(a -> Dims.axis(rank, a)).toArray());
  }

  private static Heads grouped(LayerCall call) {
    Config config = call.config();
    int heads = config.integer("num_key_value_heads");
    int all = config.integer("num_query_heads");
    if (heads < 1 || all % heads != 0) {
      throw Config.malformed("%d heads do not share %d".formatted(all, heads));
    }
    int dim = config.integer("head_dim");
    return new Heads(heads, all / heads, dim, dim, query(call).shape().rank(), new int[] {1});
  }

  private static Tensor query(LayerCall call) {
    return call.tensor(0, "query").orElseThrow(() -> Config.malformed("it has no query"));
  }

  private static List<Tensor> lower(LayerCall call, Heads heads) {
    Lowering g = call.graph();
    Tensor query = query(call);
    Tensor value = call.tensor(1, "value").orElseThrow(() -> Config.malformed("it has no value"));
    Tensor key = call.tensor(2, "key").orElse(value);
    double scale = 1 / Math.sqrt(heads.dim());
    Tensor q = project(call, "query", query, heads.all(), heads.dim(), scale);
    Tensor k = project(call, "key", key, heads.count(), heads.dim(), 1);
    Tensor v = project(call, "value", value, heads.count(), heads.valueDim(), 1);
    Attention.Result result =
        Attention.dot(
            g,
            Rearrangement.of(g, q, heads.splitQuery(), heads.labels(query, heads.dim())),
            Rearrangement.of(g, k, heads.splitValue(), heads.labels(key, heads.dim())),
            Rearrangement.of(g, v, heads.splitValue(), heads.labels(value, heads.valueDim())),
            AttentionMask.of(call, heads, query, value));
    Labels labels = heads.labels(query, heads.valueDim());
    Tensor merged = Rearrangement.of(g, result.values(), heads.merge(), labels);
    if (call.config().flag("use_gate", false)) {
      Tensor gate = project(call, "gate", query, heads.all(), heads.valueDim(), 1);
      merged = Arithmetic.multiply(g, merged, Activation.sigmoid(g, gate));
    }
    Tensor output = output(call, merged, heads, query.shape());
    return call.flag(call.isKeras3() ? 7 : 4, "return_attention_scores")
        ? List.of(output, heads.scores(g, result.weights(), query, value))
        : List.of(output);
  }

  /** All heads side by side, {@code [..., heads · dim]}. */
  private static Tensor project(
      LayerCall call, String name, Tensor x, int heads, int dim, double scale) {
    Variables v = call.kernelAndBias(name + "_dense", name);
    int in = x.shape().dim(-1);
    int units = Math.multiplyExact(heads, dim);
    Array kernel = scaled(v.get("kernel", in, heads, dim), scale).reshaped(in, units);
    Array bias = v.find("bias", heads, dim);
    Array shift = bias == null ? null : scaled(bias, scale).reshaped(units);
    return Products.dense(call.graph(), x, kernel, shift);
  }

  private static Array scaled(Array weights, double scale) {
    return scale == 1 ? weights : weights.map(w -> w * scale);
  }

  private static Tensor output(LayerCall call, Tensor x, Heads heads, Shape query) {
    Variables v = call.kernelAndBias("output_dense", "attention_output");
    int[] shape =
        call.config().has("output_shape")
            ? call.config().integers("output_shape")
            : new int[] {query.dim(-1)};
    int[] dims = new int[shape.length + 2];
    dims[0] = heads.all();
    dims[1] = heads.valueDim();
    System.arraycopy(shape, 0, dims, 2, shape.length);
    int units = Dims.product(Shape.of(shape), 0, shape.length);
    Array kernel = v.get("kernel", dims).reshaped(heads.all() * heads.valueDim(), units);
    Array bias = v.find("bias", shape);
    Tensor y = Products.dense(call.graph(), x, kernel, bias == null ? null : bias.reshaped(units));
    Shape to = Dims.concat(Dims.range(query, 0, query.rank() - 1), Shape.of(shape));
    return Layout.reshape(call.graph(), y, to);
  }
}
