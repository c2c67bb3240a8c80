package dev.octet.advise;

import dev.octet.advise.Facts.Content;
import dev.octet.advise.Recommendation.Step;
import dev.octet.plan.Mode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines for a model. */
final class Steps {
  private static final String SAMPLES = " --calibrate SAMPLES";

  private final Case model;
  private final List<Step> steps = new ArrayList<>();

  Steps(Case model) {
    this.model = model;
  }

  /** The steps so far. */
  List<Step> list() {
    return List.copyOf(steps);
  }

  /** Makes the model of a mode. */
  Steps quantize(String purpose, Mode mode, String... more) {
    boolean calibrates = mode.recipe().needsRanges() && !model.rangesKnown();
    String command =
        "octet quantize %s -o %s%s%s%s"
            .formatted(
                quoted(model.file().toString()),
                quoted(output(mode.text())),
                " --mode " + mode.text(),
                calibrates ? SAMPLES : "",
                more.length == 0 ? "" : " " + String.join(" ", more));
    return add(purpose, command + requantize());
  }

  /** What turns quantization that is there back first. */
  private String requantize() {
    Content content = model.facts().content();
    return content == Content.INTEGER || content == Content.MIXED ? " --requantize" : "";
  }

  /** Measures all kinds. */
  Steps study() {
    return add(
        "measure all kinds on your own data",
        "octet study %s%s --data TEST --labels LABELS -o %s"
            .formatted(
                quoted(model.file().toString()),
                model.canCalibrate() && !model.rangesKnown() ? SAMPLES : "",
                quoted(stem() + "-study")));
  }

  /** Searches for a mix. */
  Steps tune(Mode mode) {
    return add(
        "when it loses accuracy, search for the fewest ops to keep in int16 or float",
        "octet tune %s -o %s --mode %s%s --data TEST --labels LABELS"
            .formatted(
                quoted(model.file().toString()),
                quoted(output("tuned")),
                mode.text(),
                model.rangesKnown() ? "" : SAMPLES));
  }

  /** Compares a finished model with the first. */
  Steps evaluate(Mode mode) {
    return add(
        "see what accuracy it costs",
        "octet evaluate %s %s --data TEST --labels LABELS"
            .formatted(quoted(model.file().toString()), quoted(output(mode.text()))));
  }

  Steps add(String purpose, String command) {
    steps.add(new Step(purpose, command));
    return this;
  }

  /** Options that give open inputs fixed sizes; empty where none is open. */
  String[] fixedSizes() {
    if (model.batchFixed()) {
      return new String[] {"--batch", "1"};
    }
    return model.facts().openInputs().stream()
        .map(i -> "--input-shape " + quoted(i.name() + "=SIZES"))
        .toArray(String[]::new);
  }

  /** The file of the model of a kind, beside nothing: where the user stands. */
  String output(String kind) {
    return stem() + "-" + kind + ".tflite";
  }

  private String stem() {
    Path name = model.file().toAbsolutePath().normalize().getFileName();
    String text = name == null ? "model" : name.toString();
    int dot = text.lastIndexOf('.');
    return dot > 0 ? text.substring(0, dot) : text;
  }

  /** As a shell takes it for one word. */
  static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
