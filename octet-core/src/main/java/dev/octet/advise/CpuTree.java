package dev.octet.advise;

import dev.octet.advise.Facts.Content;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import java.util.ArrayList;
import java.util.List;

/** With samples full integer, else dynamic range, else what makes the file smaller. */
final class CpuTree implements Tree {
  private static final double MOST = 0.5;

  @Override
  public Mode held() {
    return Mode.INT8;
  }

  @Override
  public Recommendation decide(Case model) {
    if (model.facts().content() == Content.INTEGER) {
      return Finished.keep(model, "the CPU runs it as it is");
    }
    Forecast int8 = model.of(Mode.INT8);
    boolean runsInIntegers = int8.isPossible() && int8.integerShare() >= MOST;
    if (model.canCalibrate() && runsInIntegers) {
      return integer(model);
    }
    if (model.saves(Mode.DYNAMIC) && model.of(Mode.DYNAMIC).changedOps() > 0) {
      return dynamic(model, runsInIntegers);
    }
    for (Mode mode : List.of(Mode.WEIGHTS8, Mode.FLOAT16)) {
      if (model.saves(mode)) {
        return smaller(model, mode, runsInIntegers);
      }
    }
    return asItIs(model, runsInIntegers);
  }

  private static Recommendation integer(Case model) {
    Forecast int8 = model.of(Mode.INT8);
    var why = new ArrayList<String>();
    why.add(
        model.rangesKnown()
            ? "The model's own quantization says the ranges of its activations: no samples are"
                + " needed."
            : "There are samples, so the ranges of activations can be fixed.");
    why.add(Words.integers(int8) + "; the file becomes " + Words.size(model, Mode.INT8) + ".");
    why.add("LiteRT's guide expects integers to be 3 times as fast as floats on a CPU, or more.");
    if (!int8.floatReasons().isEmpty()) {
      why.add("What stays float: " + Words.floats(int8) + ".");
    }
    var watch = new ArrayList<>(Notes.of(model));
    if (model.facts().bytes() > 0 && !model.saves(Mode.INT8)) {
      watch.add("Its weights are small: what is won is speed, not size.");
    }
    if (!model.rangesKnown()) {
      watch.add("100 to 500 samples that look like those in use do; others cost accuracy.");
    }
    return new Recommendation(
        Mode.INT8,
        model.rangesKnown() ? "Quantize to int8." : "Quantize to int8, calibrated with samples.",
        why,
        new Steps(model)
            .quantize("make it", Mode.INT8)
            .evaluate(Mode.INT8)
            .quantize("when accuracy suffers, take 16-bit activations", Mode.INT16X8)
            .tune(Mode.INT8)
            .study()
            .list(),
        watch);
  }

  private static Recommendation dynamic(Case model, boolean runsInIntegers) {
    Forecast dynamic = model.of(Mode.DYNAMIC);
    var why = new ArrayList<String>();
    why.add(
        model.canCalibrate()
            ? "Most ops have no integer form here, so samples would gain little: %s."
                .formatted(Words.floats(model.of(Mode.INT8)))
            : "It needs no samples: ranges of activations are found while the model runs.");
    why.add(
        "%d of %s would get int8 weights; the file becomes %s."
            .formatted(
                dynamic.changedOps(), Words.ops(dynamic.ops()), Words.size(model, Mode.DYNAMIC)));
    why.add("LiteRT's guide expects 2 to 3 times the speed of floats on a CPU.");
    var steps = new Steps(model).quantize("make it", Mode.DYNAMIC).evaluate(Mode.DYNAMIC);
    if (!model.canCalibrate() && runsInIntegers) {
      steps.quantize("with 100 to 500 samples, go on to full integers", Mode.INT8);
    }
    steps.quantize("for the least loss of accuracy, halve the file only", Mode.FLOAT16).study();
    return new Recommendation(
        Mode.DYNAMIC, "Quantize with dynamic range.", why, steps.list(), Notes.of(model));
  }

  private static Recommendation smaller(Case model, Mode mode, boolean runsInIntegers) {
    var steps = new Steps(model).quantize("make it", mode).evaluate(mode);
    if (runsInIntegers) {
      steps.quantize("with 100 to 500 samples, go on to full integers", Mode.INT8);
    }
    var watch = new ArrayList<>(Notes.of(model));
    watch.add("It computes in float as before: what is won is the size of the file, not speed.");
    return new Recommendation(
        mode,
        mode == Mode.FLOAT16 ? "Store the constants as float16." : "Store the weights as int8.",
        List.of(
            "No op has a kernel that reads int8 weights beside floats, or its weights have fewer than %d elements."
                .formatted(Recipe.DEFAULT_MIN_ELEMENTS),
            "The file becomes %s.".formatted(Words.size(model, mode))),
        steps.study().list(),
        watch);
  }

  private static Recommendation asItIs(Case model, boolean runsInIntegers) {
    var steps = new Steps(model);
    if (runsInIntegers) {
      steps.quantize("with 100 to 500 samples, try full integers for speed", Mode.INT8);
    }
    return new Recommendation(
        null,
        "Leave it as it is.",
        List.of(
            "Its largest weight has %d elements, and no mode makes the file of %s noticeably smaller."
                .formatted(model.facts().largestWeight(), Words.bytes(model.facts().bytes()))),
        steps.study().list(),
        Notes.of(model));
  }
}
