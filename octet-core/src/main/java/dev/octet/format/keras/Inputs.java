package dev.octet.format.keras;

import com.google.gson.JsonElement;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.lower.InputSizes;
import dev.octet.lower.Lowering;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.Optional;

/** The inputs of a model: their shapes follow from the file and from the options. */
final class Inputs {
  private final InputSizes sizes;

  Inputs(KerasOptions options) {
    sizes = new InputSizes(options.batch(), options.shapes());
  }

  /** The input of an input layer. */
  Tensor of(Lowering g, LayerSpec layer) {
    Config config = layer.config();
    JsonElement shape =
        config.has("batch_shape") ? config.get("batch_shape") : config.get("batch_input_shape");
    if (config.flag("sparse", false) || config.flag("ragged", false)) {
      throw new OctetException(ErrorCode.UNSUPPORTED_MODEL, "sparse and ragged inputs do not go")
          .advise("build the model with a dense input, such as one padded to a fixed length")
          .in(LayerLowering.place(layer));
    }
    return input(g, layer.name(), Types.of(config), shape);
  }

  /** The input of a Sequential model: of its input layer, or as its first layer says. */
  Tensor ofSequential(Lowering g, Network network) {
    LayerSpec first = network.layers().getFirst();
    if (first.type().equals("InputLayer")) {
      return of(g, first);
    }
    JsonElement shape =
        Optional.of(first.config().get("batch_input_shape"))
            .filter(s -> !s.isJsonNull())
            .orElse(network.buildShape());
    return input(g, first.name() + "_input", Types.ofInputFor(first), shape);
  }

  private Tensor input(Lowering g, String name, ElementType type, JsonElement declared) {
    List<JsonElement> dims = Config.of("shape", declared).elements("shape");
    int[] known = dims.isEmpty() ? null : new int[dims.size()];
    for (int i = 0; known != null && i < known.length; i++) {
      known[i] = dims.get(i).isJsonNull() ? -1 : size(dims, i);
    }
    return g.input(name, type, sizes.of(List.of(name), known));
  }

  /** Checks that each shape that was given belongs to an input. */
  void check() {
    sizes.check();
  }

  private static int size(List<JsonElement> dims, int i) {
    return Config.of("shape", dims.get(i)).integer("shape");
  }
}
