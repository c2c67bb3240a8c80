package dev.octet.format.keras;

import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.Activation;
import dev.octet.lower.Arithmetic;
import dev.octet.lower.Array;
import dev.octet.lower.Lowering;
import dev.octet.lower.Products;
import dev.octet.lower.Selection;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;

/** Layers that look vectors up by a number. */
final class EmbeddingLayers {
  private EmbeddingLayers() {}

  static void addTo(LayerTable table) {
    table.add("Embedding", Masks.DROP, c -> embed(c, c.variables("embeddings")));
    table.add("ReversibleEmbedding", Masks.DROP, EmbeddingLayers::reversible);
  }

  private static Tensor embed(LayerCall call, Variables v) {
    Lowering g = call.graph();
    if (call.config().flag("sparse", false)) {
      throw call.unsupported("sparse=True does not go").advise("use sparse=False");
    }
    Tensor x = call.input();
    boolean integers = x.type() == ElementType.INT32 || x.type() == ElementType.INT64;
    Tensor indices = integers ? x : Arithmetic.cast(g, x, ElementType.INT32);
    Tensor vectors = g.constant("embeddings", table(call, v));
    Tensor y = Selection.gather(g, vectors, indices, 0, 0);
    if (call.config().flag("mask_zero", false)) {
      call.layers().mask(y);
    }
    return y;
  }

  private static Array table(LayerCall call, Variables v) {
    Config config = call.config();
    return v.get("embeddings", config.integer("input_dim"), config.integer("output_dim"));
  }

  private static Tensor reversible(LayerCall call) {
    boolean tied = call.config().flag("tie_weights", true);
    Variables v =
        tied ? call.variables("embeddings") : call.variables("embeddings", "reverse_embeddings");
    if (!call.flag(1, "reverse")) {
      return embed(call, v);
    }
    Lowering g = call.graph();
    int words = call.config().integer("input_dim");
    Array kernel =
        tied
            ? table(call, v).transposed(1, 0)
            : v.get("reverse_embeddings", call.config().integer("output_dim"), words);
    Tensor logits = Products.dense(g, call.input(), kernel, null);
    double cap = call.config().real("logit_soft_cap", 0);
    return cap == 0
        ? logits
        : Arithmetic.scaled(g, Activation.tanh(g, Arithmetic.scaled(g, logits, 1 / cap)), cap);
  }
}
