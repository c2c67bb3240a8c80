package dev.octet.format.keras;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Writes the page about Keras models from what became of the cases. */
final class KerasPage {
  private static final String OPERATORS = "operators";

  private static final Map<String, String> FAMILIES = titles();

  private static final String INTRODUCTION =
      """
      # Keras models

      <!-- Written by KerasPageTest; change the cases in octet-core/src/test/resources/keras or the text
           in KerasPage, then: mvn test -pl octet-core -Dtest=KerasPageTest -Doctet.write=true -->

      ```sh
      octet convert model.keras -o model.tflite
      octet quantize model.h5 -o small.tflite --mode int8 --calibrate samples.npz
      ```

      Octet reads Keras models by itself; neither Python nor TensorFlow is needed, and nothing that is in
      a file is ever run. Every command that takes a model takes these:

      | file | written by |
      |---|---|
      | `.keras` | `model.save("model.keras")` of Keras 3, and of Keras 2 from 2.12 on |
      | `.h5` | `model.save("model.h5")` of Keras 2, and of Keras 3 |

      The content counts, not the ending. The file must hold the whole model: one of `save_weights` has no
      layers and is refused. State of an optimizer, losses, metrics, regularizers and initializers are
      passed over.

      **Names.** Inputs and outputs have the names of their layers (those of a dict their keys) and the
      order that they have in the Keras model; the signature is `serving_default`. A name that comes twice
      gets `_1`, `_2`, as in Keras.

      **Batch.** A model takes one sample at a time. `--batch N` makes it N, `--dynamic-batch` any number.
      What Keras leaves open besides, such as the length of a sequence, must be said:
      `--input-shape NAME=1x224x224x3`.

      **Weights** are found by the place of their layer in the model, not by their order in the file. One
      that is missing, too many or of another shape is an error that names it.

      **Types.** LiteRT computes in float32. A model of another dtype policy (`mixed_float16`, `float64`)
      is converted to it; integers stay integers.

      **Training.** Dropout, noise and random augmentation do nothing at inference, and so vanish.

      **Masks.** A mask (`Masking`, `Embedding(mask_zero=True)`) that changes nothing is passed over.
      Where it would change the result the model is refused: pad the sequences to one length and leave
      the mask out, or apply it in the model.

      ## What is refused, and what to do

      | refused | instead |
      |---|---|
      | `Lambda` | it holds Python code. Use a layer (`Rescaling`, `Activation`, `Reshape`) or an operation (`x * 2`, `keras.ops…`), and save again |
      | layers, activations and cells of one's own | their code is not in the file. Build them of Keras' layers, or export from Python: `model.export(FOLDER)` |
      | subclassed models | the same; a Functional or Sequential model holds its layers |
      | `ConvLSTM1D` to `3D`, `LocallyConnected` | LiteRT has no such kernels; `TimeDistributed(Conv2D)` before an `LSTM` does much of it |
      | text, ragged and sparse inputs; vocabularies | look words up before the model, and feed it their numbers |
      | weights alone (`save_weights`) | save the whole model with `model.save` |

      ## Layers

      Real Keras made a small model of each layer with each option that changes a result, and computed it;
      Octet's model computes the same, to a hundred-thousandth of the output's range.

      | word | meaning |
      |---|---|
      | yes | every case of this version computes what Keras computes |
      | refused | Octet says so, and what to do |
      | fails | some case does not: see the last column |
      | – | this version of Keras has no such layer or option |
      | any batch | `--dynamic-batch` was tried, and does |
      """;

  private KerasPage() {}

  /** The page, from what was tried. */
  static String of(List<Tried> all) {
    var page = new StringBuilder(INTRODUCTION);
    FAMILIES.forEach(
        (family, title) -> {
          page.append("\n### ").append(title).append('\n');
          page.append("\n| layer | Keras 2 | Keras 3 | any batch | tested | not |\n");
          page.append("|---|---|---|---|---|---|\n");
          byLayer(all, family).values().forEach(row -> page.append(row.text()));
        });
    return page.append(operations(all)).toString();
  }

  /** Each layer once, in the family that has it first. */
  private static Map<String, KerasPageRow> byLayer(List<Tried> all, String family) {
    var rows = new LinkedHashMap<String, KerasPageRow>();
    for (Tried t : all) {
      String layer = t.layerCase().layer();
      List<Tried> ofLayer = all.stream().filter(o -> o.layerCase().layer().equals(layer)).toList();
      if (home(ofLayer).equals(family)) {
        rows.computeIfAbsent(layer, name -> new KerasPageRow(name, ofLayer));
      }
    }
    return rows;
  }

  private static String home(List<Tried> ofLayer) {
    return FAMILIES.keySet().stream()
        .filter(f -> ofLayer.stream().anyMatch(t -> t.layerCase().family().equals(f)))
        .findFirst()
        .orElse("");
  }

  private static String operations(List<Tried> all) {
    List<Tried> of = all.stream().filter(t -> t.layerCase().family().equals("operation")).toList();
    return """

    ## Operations between layers

    Written with operators, in both versions: %s.

    Functions of tensorflow in Keras 2: %s.

    Functions of `keras.ops` in Keras 3: %s.

    Not converted: %s.
    """
        .formatted(
            list(of, t -> t.same() && name(t).equals(OPERATORS), Tried::options),
            list(of, t -> t.same() && name(t).startsWith("tf."), KerasPage::name),
            list(of, t -> t.same() && name(t).startsWith("ops."), KerasPage::name),
            list(of, t -> !t.same(), Tried::options));
  }

  private static String name(Tried t) {
    return t.layerCase().layer();
  }

  private static String list(
      List<Tried> all, Predicate<Tried> which, Function<Tried, String> text) {
    String found =
        all.stream()
            .filter(which)
            .map(text)
            .distinct()
            .map(KerasPageRow::code)
            .collect(Collectors.joining(", "));
    return found.isEmpty() ? "none" : found;
  }

  private static Map<String, String> titles() {
    var titles = new LinkedHashMap<String, String>();
    titles.put("core", "Core");
    titles.put("conv", "Convolutions");
    titles.put("pool", "Pooling");
    titles.put("norm", "Normalization");
    titles.put("activation", "Activations");
    titles.put("shape", "Shapes");
    titles.put("merge", "Merging");
    titles.put("recurrent", "Recurrent");
    titles.put("attention", "Attention");
    titles.put("preprocessing", "Preprocessing and augmentation");
    titles.put("quantized", "Trained for integers, with the Model Optimization toolkit");
    titles.put("network", "Whole models");
    titles.put("refused", "Refused");
    return titles;
  }
}
