package dev.octet.advise;

import dev.octet.advise.Facts.Content;
import dev.octet.plan.Mode;
import java.util.ArrayList;
import java.util.List;

/** Int8 and nothing else; float where there are no samples, since nothing between is taken. */
final class MicroTree implements Tree {
  @Override
  public Mode held() {
    return Mode.INT8_ONLY;
  }

  @Override
  public Recommendation decide(Case model) {
    Fit fit = model.fit();
    var watch = new ArrayList<>(Notes.of(model));
    watch.add(
        "It needs about %s of RAM for activations, beside %s of flash and the interpreter's own."
            .formatted(Words.bytes(fit.peakActivations()), Words.bytes(flash(model))));
    if (!fit.obstacles().isEmpty()) {
      watch.add(
          "TFLite Micro has no kernel for %s of the model: rebuild the model without, or write one."
              .formatted(Words.ops(fit.obstacles().size())));
    }
    watch.add("Not every kernel takes every type there, and a vendor's kernels may take fewer.");
    if (model.facts().content() == Content.INTEGER) {
      Recommendation keep = Finished.keep(model, "microcontrollers run integers best");
      watch.add(keep.watch().getLast());
      return new Recommendation(null, keep.headline(), keep.why(), keep.next(), watch);
    }
    boolean only = model.of(Mode.INT8_ONLY).isPossible();
    Mode mode = only ? Mode.INT8_ONLY : Mode.INT8;
    if (model.of(mode).integerOps() == 0) {
      return new Recommendation(
          null,
          "Leave it as it is: no op has an integer form.",
          List.of(Words.floats(model.of(Mode.INT8)) + "."),
          List.of(),
          watch);
    }
    return new Recommendation(
        mode, headline(model, mode), why(model, mode), steps(model, mode), watch);
  }

  private static long flash(Case model) {
    if (model.facts().content() == Content.INTEGER) {
      return model.facts().bytes();
    }
    Forecast only = model.of(Mode.INT8_ONLY);
    return only.isPossible() ? only.bytes() : model.of(Mode.INT8).bytes();
  }

  private static String headline(Case model, Mode mode) {
    String what =
        mode == Mode.INT8_ONLY
            ? "Quantize to int8-only."
            : "Quantize to int8: some ops stay float.";
    return model.canCalibrate() ? what : "Collect samples first. " + what;
  }

  private static List<String> why(Case model, Mode mode) {
    var why = new ArrayList<String>();
    why.add(
        model.canCalibrate()
            ? "Many microcontrollers have no floating-point unit, and int8 quarters flash and RAM."
            : "TFLite Micro takes no model with integer weights and float activations, nor float16:"
                + " without samples there is only the float model.");
    why.add(Words.integers(model.of(mode)) + "; the file becomes " + Words.size(model, mode) + ".");
    if (mode == Mode.INT8) {
      why.add("int8-only is impossible: " + Words.floats(model.of(Mode.INT8_ONLY)) + ".");
    }
    return why;
  }

  private static List<Recommendation.Step> steps(Case model, Mode mode) {
    var steps = new Steps(model);
    steps.quantize("make it", mode, steps.fixedSizes()).evaluate(mode);
    if (model.of(Mode.INT16X8_ONLY).isPossible()) {
      steps.quantize("when accuracy suffers, take 16-bit activations", Mode.INT16X8_ONLY);
    }
    return steps.tune(mode).list();
  }
}
