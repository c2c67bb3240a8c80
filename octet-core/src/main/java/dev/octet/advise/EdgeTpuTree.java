package dev.octet.advise;

import dev.octet.advise.Facts.Content;
import dev.octet.plan.Mode;
import java.util.ArrayList;
import java.util.List;

/** Int8 and nothing else, with fixed sizes; samples are a must. */
final class EdgeTpuTree implements Tree {
  private static final long CACHE = 8_000_000;

  @Override
  public Mode held() {
    return Mode.INT8_ONLY;
  }

  @Override
  public Recommendation decide(Case model) {
    Forecast only = model.of(Mode.INT8_ONLY);
    var watch = new ArrayList<>(Notes.of(model));
    watch(model, watch);
    if (model.facts().content() == Content.INTEGER) {
      Recommendation keep = Finished.keep(model, fits(model));
      return new Recommendation(
          null, keep.headline(), keep.why(), compiler(model, model.file().toString()), watch);
    }
    Mode mode = only.isPossible() ? Mode.INT8_ONLY : Mode.INT8;
    if (model.of(mode).integerOps() == 0) {
      return new Recommendation(
          null,
          "The Edge TPU cannot run any of it.",
          List.of("No op has an int8 form: " + Words.floats(model.of(Mode.INT8)) + "."),
          List.of(),
          watch);
    }
    if (!model.canCalibrate()) {
      watch.add(
          "Random samples make a model that runs, for measuring speed, but not one that is right:"
              + " --calibrate random:100.");
    }
    return new Recommendation(
        mode, headline(model, mode), why(model, mode), steps(model, mode), watch);
  }

  private static String headline(Case model, Mode mode) {
    String what =
        mode == Mode.INT8_ONLY
            ? "Quantize to int8-only, then compile for the Edge TPU"
            : "Quantize to int8, but the Edge TPU can take a part of it only";
    if (2 * model.fit().leading() < model.fit().ops()) {
      return "The Edge TPU is not for this model: it would take %d of %s."
          .formatted(model.fit().leading(), Words.ops(model.fit().ops()));
    }
    return model.canCalibrate() ? what + "." : "Collect samples first. " + what + ".";
  }

  private static List<String> why(Case model, Mode mode) {
    var why = new ArrayList<String>();
    why.add("The Edge TPU knows 8-bit integers only, with ranges that are fixed by samples.");
    why.add(Words.integers(model.of(mode)) + "; the file becomes " + Words.size(model, mode) + ".");
    if (mode == Mode.INT8) {
      why.add("int8-only is impossible: " + Words.floats(model.of(Mode.INT8_ONLY)) + ".");
    }
    why.add("Of the quantized model " + fits(model) + ".");
    return why;
  }

  private static String fits(Case model) {
    Fit fit = model.fit();
    return fit.obstacles().isEmpty()
        ? "the compiler takes all " + Words.ops(fit.ops())
        : "the compiler takes %d of %s: it cuts the graph once, so what comes after an op that it does not take stays on the CPU, too"
            .formatted(fit.leading(), Words.ops(fit.ops()));
  }

  private static List<Recommendation.Step> steps(Case model, Mode mode) {
    var steps = new Steps(model);
    steps.quantize("make it", mode, steps.fixedSizes());
    steps.evaluate(mode);
    var all = new ArrayList<>(steps.list());
    all.addAll(compiler(model, steps.output(mode.text())));
    all.addAll(new Steps(model).tune(mode).list());
    return all;
  }

  private static List<Recommendation.Step> compiler(Case model, String file) {
    return new Steps(model)
        .add("compile it (Coral's own tool)", "edgetpu_compiler -s " + Steps.quoted(file))
        .list();
  }

  private static void watch(Case model, List<String> watch) {
    if (model.batchFixed() || !model.facts().openInputs().isEmpty()) {
      watch.add(
          "The Edge TPU takes fixed sizes only, and the file leaves some open: fix them when"
              + " quantizing.");
    }
    if (model.of(Mode.INT8).isPossible() && model.of(Mode.INT8).bytes() > CACHE) {
      watch.add(
          "The model is larger than the 8 MB that the device keeps: the rest is sent to it at each"
              + " run.");
    }
  }
}
