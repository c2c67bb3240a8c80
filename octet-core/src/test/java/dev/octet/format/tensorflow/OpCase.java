package dev.octet.format.tensorflow;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.octet.matrix.CaseArchive;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A small graph that real TensorFlow made, and what TensorFlow computes with it.
 *
 * @param family the module in {@code src/test/resources/tensorflow} that it comes from
 * @param ops the TensorFlow ops that it is about
 * @param text how it was written
 * @param on its inputs
 * @param samples how many samples TensorFlow was given; more than one of them: to be converted for
 *     one and for any number
 * @param inputs the names of the inputs' nodes
 * @param outputs the same of the outputs
 * @param shapes what the open sizes of an input are to be
 * @param open which inputs have an open batch
 * @param attributes of the ops that it is about: op, attribute, values
 * @param refused what the refusal must name; empty if the graph is to be converted
 * @param graph the file
 * @param arrays an {@code .npz} with {@code in_0…} and {@code out_0…}; and where there are several
 *     samples {@code one_0…}, the outputs for the first of them
 */
record OpCase(
    String family,
    List<String> ops,
    String text,
    String on,
    int samples,
    List<String> inputs,
    List<String> outputs,
    Map<String, int[]> shapes,
    List<Boolean> open,
    Map<String, Map<String, List<String>>> attributes,
    Optional<String> refused,
    Path graph,
    Path arrays) {

  /** A case as the manifest has it; its files lie in a folder. */
  static OpCase of(String family, JsonObject entry, Path folder) {
    String name = entry.get("name").getAsString();
    return new OpCase(
        family,
        CaseArchive.texts(entry.get("ops")),
        entry.get("text").getAsString(),
        entry.get("on").getAsString(),
        entry.get("samples").getAsInt(),
        CaseArchive.texts(entry.get("inputs")),
        CaseArchive.texts(entry.get("outputs")),
        CaseArchive.shapes(entry.get("shapes")),
        truths(entry.get("open")),
        attributes(entry.getAsJsonObject("attributes")),
        Optional.ofNullable(entry.get("refused")).map(JsonElement::getAsString),
        folder.resolve(name + ".pb"),
        folder.resolve(name + ".npz"));
  }

  private static List<Boolean> truths(@Nullable JsonElement array) {
    return array == null
        ? List.of()
        : array.getAsJsonArray().asList().stream().map(JsonElement::getAsBoolean).toList();
  }

  private static Map<String, Map<String, List<String>>> attributes(JsonObject object) {
    var ops = new LinkedHashMap<String, Map<String, List<String>>>();
    object
        .asMap()
        .forEach(
            (op, of) -> {
              var values = new LinkedHashMap<String, List<String>>();
              of.getAsJsonObject().asMap().forEach((k, v) -> values.put(k, CaseArchive.texts(v)));
              ops.put(op, values);
            });
    return ops;
  }

  @Override
  public String toString() {
    return "%s: %s on %s".formatted(String.join(" ", ops), text, on);
  }
}
