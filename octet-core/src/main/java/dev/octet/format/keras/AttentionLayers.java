package dev.octet.format.keras;

import com.google.gson.JsonNull;
import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.Activation;
import dev.octet.lower.Arithmetic;
import dev.octet.lower.Array;
import dev.octet.lower.Attention;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.MatrixProduct;
import dev.octet.lower.Products;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Attention of one head, called with {@code [query, value]} or {@code [query, value, key]}. */
final class AttentionLayers {
  private AttentionLayers() {}

  static void addTo(LayerTable table) {
    table.addAll("Attention", Masks.READ, c -> lower(c, AttentionLayers::scores));
    table.addAll("AdditiveAttention", Masks.READ, c -> lower(c, AttentionLayers::additive));
  }

  @FunctionalInterface
  private interface Scores {
    /** How queries {@code [..., t, d]} fit keys {@code [..., s, d]}: {@code [..., t, s]}. */
    Tensor of(LayerCall call, Tensor query, Tensor key);
  }

  private static List<Tensor> lower(LayerCall call, Scores function) {
    Lowering g = call.graph();
    List<Tensor> inputs = call.inputs();
    if (inputs.size() < 2) {
      throw Config.malformed("it is called without a query and a value");
    }
    Tensor query = inputs.getFirst();
    Tensor value = inputs.get(1);
    Tensor key = inputs.size() > 2 ? inputs.get(2) : value;
    Tensor scores = function.of(call, query, key);
    Attention.Result result = Attention.of(g, scores, value, mask(call, scores.shape()));
    Optional<Tensor> queries = mask(call, 0);
    Tensor values = result.values();
    if (queries.isPresent()) {
      Tensor counts = Arithmetic.cast(g, queries.get(), ElementType.FLOAT32);
      Tensor each = Layout.expand(g, counts, counts.shape().rank());
      values = Arithmetic.multiply(g, values, each);
    }
    return call.flag(3, "return_attention_scores")
        ? List.of(values, result.weights())
        : List.of(values);
  }

  private static @Nullable Tensor mask(LayerCall call, Shape scores) {
    Lowering g = call.graph();
    Tensor mask = AttentionMask.steps(g, mask(call, 1), -2);
    if (!call.flag(4, "use_causal_mask") && !call.config().flag("causal", false)) {
      return mask;
    }
    Tensor band = AttentionMask.band(g, 1, scores.dim(-2), scores.dim(-1), true, 0);
    return Attention.both(g, mask, band);
  }

  /** The mask of the queries (0) or of the values (1) that the layer is called with. */
  private static Optional<Tensor> mask(LayerCall call, int index) {
    return call.argument(1, "mask")
        .filter(m -> m instanceof Argument.Items(var items) && items.size() > index)
        .map(m -> ((Argument.Items) m).items().get(index))
        .filter(m -> !(m instanceof Argument.Literal(JsonNull _)))
        .flatMap(m -> m.tensors().stream().findFirst());
  }

  private static Tensor scores(LayerCall call, Tensor query, Tensor key) {
    Lowering g = call.graph();
    String mode = call.config().text("score_mode", "dot");
    boolean concat = mode.equals("concat");
    if (!concat && !mode.equals("dot")) {
      throw call.unsupported("score_mode='%s' does not go".formatted(mode))
          .advise("use 'dot' or 'concat'");
    }
    var names = new ArrayList<String>();
    if (call.config().flag("use_scale", false)) {
      names.add("scale");
    }
    if (concat) {
      names.add("concat_score_weight");
    }
    Variables v = call.variables(names.toArray(String[]::new));
    Array factor = v.find("scale");
    double scale = factor == null ? 1 : factor.floats()[0];
    if (!concat) {
      return MatrixProduct.of(g, Arithmetic.scaled(g, query, scale), key, false, true);
    }
    double weight = v.get("concat_score_weight").floats()[0];
    return added(g, query, key, scale, Array.filled(weight, key.shape().dim(-1)));
  }

  private static Tensor additive(LayerCall call, Tensor query, Tensor key) {
    int dim = key.shape().dim(-1);
    Array weights =
        call.config().flag("use_scale", true)
            ? call.variables("scale").get("scale", dim)
            : Array.filled(1, dim);
    return added(call.graph(), query, key, 1, weights);
  }

  /** {@code Σ weight · tanh(scale · (query + key))} of each pair. */
  private static Tensor added(Lowering g, Tensor query, Tensor key, double scale, Array weights) {
    int rank = query.shape().rank();
    Tensor sums =
        Arithmetic.add(g, Layout.expand(g, query, rank - 1), Layout.expand(g, key, rank - 2));
    Tensor fit = Activation.tanh(g, Arithmetic.scaled(g, sums, scale));
    Tensor y = Products.dense(g, fit, weights.reshaped(weights.dim(0), 1), null);
    return Layout.squeeze(g, y, -1);
  }
}
