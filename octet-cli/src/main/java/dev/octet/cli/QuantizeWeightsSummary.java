package dev.octet.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.octet.WeightQuantization;
import dev.octet.format.tensorflow.weights.ChangedConstant;
import dev.octet.format.tensorflow.weights.LeftConstant;
import dev.octet.format.tensorflow.weights.Treatment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of the weights of a frozen graph.
 *
 * @param quantization the graph before and after
 * @param output the new file
 * @param bytesBefore size of the graph's file
 * @param bytesAfter size of the new file
 * @param time of the whole job
 * @param verbose whether each constant gets a line
 */
record QuantizeWeightsSummary(
    WeightQuantization quantization,
    Path output,
    long bytesBefore,
    long bytesAfter,
    Duration time,
    boolean verbose)
    implements Answer {
  static QuantizeWeightsSummary of(
      WeightQuantization quantization, Path output, Duration time, boolean verbose) {
    return new QuantizeWeightsSummary(
        quantization,
        output,
        ModelPaths.size(quantization.file()),
        ModelPaths.size(output),
        time,
        verbose);
  }

  @Override
  public String text() {
    var table = new Table(Table.Align.LEFT, Table.Align.LEFT);
    table.row(
        "graph",
        "%s, %s, %d nodes"
            .formatted(
                quantization.file(), Numbers.bytes(bytesBefore), quantization.result().nodes()));
    table.row(
        treatment(),
        "%s, %s (%.1f%%)"
            .formatted(output, Numbers.bytes(bytesAfter), 100.0 * bytesAfter / bytesBefore));
    table.row("constants", constants());
    worst().ifPresent(c -> table.row("largest error", "%s, in %s".formatted(error(c), name(c))));
    reasons()
        .forEach((why, all) -> table.row("left", "%d constants: %s".formatted(all.size(), why)));
    table.row("time", Numbers.duration(time));
    if (quantization.changed().isEmpty()) {
      table.row("note", "no constant was changed; weights in variables must be frozen first");
    }
    return verbose ? table + each() : table.toString();
  }

  private String treatment() {
    return switch (quantization.settings().treatment()) {
      case Treatment.Quantized(Treatment.Mode mode) -> mode.name();
      case Treatment.Rounded(int bits) -> "rounded to %d bits".formatted(bits);
    };
  }

  private String constants() {
    List<ChangedConstant> changed = quantization.changed();
    return "%d of %d elements and more: %s, now %s"
        .formatted(
            changed.size(),
            quantization.settings().minElements(),
            Numbers.bytes(changed.stream().mapToLong(ChangedConstant::bytesBefore).sum()),
            Numbers.bytes(changed.stream().mapToLong(ChangedConstant::bytesAfter).sum()));
  }

  private Optional<ChangedConstant> worst() {
    return quantization.changed().stream()
        .max(Comparator.comparingDouble(ChangedConstant::largestError));
  }

  private static String error(ChangedConstant constant) {
    return String.format(Locale.ROOT, "%.3g", constant.largestError());
  }

  private static String name(ChangedConstant constant) {
    return name(constant.name(), constant.function());
  }

  private static String name(String constant, String function) {
    return function.isEmpty() ? constant : "%s of function %s".formatted(constant, function);
  }

  private Map<String, List<LeftConstant>> reasons() {
    return quantization.left().stream()
        .collect(Collectors.groupingBy(LeftConstant::why, TreeMap::new, Collectors.toList()));
  }

  /** A line for each constant. */
  private String each() {
    var table = new Table(Table.Align.LEFT, Table.Align.RIGHT, Table.Align.RIGHT, Table.Align.LEFT);
    table.row("constant", "elements", "bytes", "largest error");
    for (ChangedConstant c : quantization.changed()) {
      table.row(name(c), c.elements(), Numbers.bytes(c.bytesAfter()), error(c));
    }
    for (LeftConstant c : quantization.left()) {
      table.row(name(c.name(), c.function()), c.elements(), "", "left: " + c.why());
    }
    return "\n" + table;
  }

  @Override
  public JsonElement json() {
    var json = new JsonObject();
    json.addProperty("model", quantization.file().toString());
    json.addProperty("output", output.toString());
    json.addProperty("mode", treatment());
    json.addProperty("min_elements", quantization.settings().minElements());
    json.addProperty("bytes_before", bytesBefore);
    json.addProperty("bytes_after", bytesAfter);
    json.addProperty("nodes", quantization.result().nodes());
    json.addProperty("largest_error", worst().map(ChangedConstant::largestError).orElse(0.0));
    var changed = new JsonArray();
    quantization.changed().forEach(c -> changed.add(json(c)));
    json.add("changed", changed);
    var left = new JsonArray();
    quantization.left().forEach(c -> left.add(json(c)));
    json.add("left", left);
    json.addProperty("seconds", time.toMillis() / 1000.0);
    return json;
  }

  private static JsonObject json(ChangedConstant constant) {
    var json = start(constant.name(), constant.function(), constant.elements());
    json.addProperty("bytes_before", constant.bytesBefore());
    json.addProperty("bytes_after", constant.bytesAfter());
    json.addProperty("largest_error", constant.largestError());
    return json;
  }

  private static JsonObject json(LeftConstant constant) {
    var json = start(constant.name(), constant.function(), constant.elements());
    json.addProperty("why", constant.why());
    return json;
  }

  private static JsonObject start(String name, String function, long elements) {
    var json = new JsonObject();
    json.addProperty("name", name);
    json.addProperty("function", function);
    json.addProperty("elements", elements);
    return json;
  }
}
