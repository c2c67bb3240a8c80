package dev.octet.format.keras;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.octet.matrix.CaseArchive;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small model that real Keras made, and what Keras computes with it.
 *
 * @param family the module in {@code src/test/resources/keras} that it comes from
 * @param layer the layer that it is about
 * @param options its options, as Keras' documentation writes them
 * @param on its inputs without their batch
 * @param keras 2 or 3
 * @param batch how many samples Keras was given; more than one of them: to be converted for any
 *     number, too
 * @param inputs the names of the model's inputs in their order
 * @param outputs the same of its outputs
 * @param shapes what the open sizes of an input are to be, without its batch
 * @param refused what the refusal must name; empty if the model is to be converted
 * @param model the file
 * @param arrays an {@code .npz} with {@code in_0…} and {@code out_0…}
 */
record LayerCase(
    String family,
    String layer,
    String options,
    String on,
    int keras,
    int batch,
    List<String> inputs,
    List<String> outputs,
    Map<String, int[]> shapes,
    Optional<String> refused,
    Path model,
    Path arrays) {

  /** A case as the manifest has it; its files lie in a folder. */
  static LayerCase of(String family, JsonObject entry, Path folder) {
    return new LayerCase(
        family,
        entry.get("layer").getAsString(),
        entry.get("options").getAsString(),
        entry.get("on").getAsString(),
        entry.get("keras").getAsInt(),
        entry.get("batch").getAsInt(),
        CaseArchive.texts(entry.get("inputs")),
        CaseArchive.texts(entry.get("outputs")),
        CaseArchive.shapes(entry.get("shapes")),
        Optional.ofNullable(entry.get("refused")).map(JsonElement::getAsString),
        folder.resolve(entry.get("file").getAsString()),
        folder.resolve(entry.get("name").getAsString() + ".npz"));
  }

  @Override
  public String toString() {
    String file = model.getFileName().toString();
    return "k%d %s %s on %s (%s)"
        .formatted(keras, layer, options, on, file.substring(file.lastIndexOf('.')))
        .replace("  ", " ");
  }
}
