package dev.octet.format.keras;

import com.google.gson.JsonElement;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.lower.Lowering;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The inputs of a model: their shapes follow from the file and from the options. */
final class Inputs {
  private final KerasOptions options;
  private final List<String> used = new ArrayList<>();

  Inputs(KerasOptions options) {
    this.options = options;
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
    int[] given = options.shapes().get(name);
    if (given == null) {
      given = options.shapes().get("");
    }
    used.add(name);
    List<JsonElement> dims = Config.of("shape", declared).elements("shape");
    if (dims.isEmpty() && given == null) {
      throw new OctetException(ErrorCode.USAGE, "the file does not say the shape of input " + name)
          .advise("give it: --input-shape %s=1x224x224x3".formatted(name));
    }
    return g.input(name, type, given == null ? shape(name, dims) : given(name, dims, given));
  }

  private Shape shape(String name, List<JsonElement> declared) {
    var dims = new int[declared.size()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = declared.get(i).isJsonNull() ? (i == 0 ? options.batch() : -1) : size(declared, i);
      if (dims[i] == -1) {
        throw new OctetException(
                ErrorCode.USAGE,
                "input %s has shape %s, which leaves sizes open".formatted(name, text(declared)))
            .advise("give them: --input-shape " + name + "=" + example(declared));
      }
    }
    int[] signature = dims.clone();
    if (dims[0] == 0) {
      dims[0] = 1;
      signature[0] = -1;
    }
    return Shape.of(dims, signature);
  }

  private Shape given(String name, List<JsonElement> declared, int[] given) {
    boolean fits = declared.isEmpty() || declared.size() == given.length;
    for (int i = 0; fits && i < declared.size(); i++) {
      fits = declared.get(i).isJsonNull() || size(declared, i) == given[i];
    }
    if (!fits) {
      throw new OctetException(
          ErrorCode.USAGE,
          "input %s has shape %s, not %s".formatted(name, text(declared), Shape.of(given)));
    }
    int[] signature = given.clone();
    if (options.batch() == 0 && (declared.isEmpty() || declared.getFirst().isJsonNull())) {
      signature[0] = -1;
    }
    return Shape.of(given, signature);
  }

  /** Checks that each shape that was given belongs to an input. */
  void check() {
    for (String name : options.shapes().keySet()) {
      if (name.isEmpty() ? used.size() != 1 : !used.contains(name)) {
        throw new OctetException(
                ErrorCode.USAGE,
                name.isEmpty()
                    ? "the model has %d inputs".formatted(used.size())
                    : "there is no input " + name)
            .advise("the inputs are " + String.join(", ", used));
      }
    }
  }

  private static int size(List<JsonElement> dims, int i) {
    return Config.of("shape", dims.get(i)).integer("shape");
  }

  private static String text(List<JsonElement> dims) {
    return "("
        + String.join(", ", dims.stream().map(d -> d.isJsonNull() ? "?" : d.toString()).toList())
        + ")";
  }

  private static String example(List<JsonElement> dims) {
    var sizes = new ArrayList<String>();
    for (int i = 0; i < dims.size(); i++) {
      sizes.add(dims.get(i).isJsonNull() ? (i == 0 ? "1" : "224") : dims.get(i).toString());
    }
    return String.join("x", sizes);
  }
}
