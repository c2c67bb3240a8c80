package dev.octet.advise;

import dev.octet.advise.Facts.Content;
import dev.octet.plan.Mode;
import java.util.ArrayList;
import java.util.List;

/** Float16: the delegate computes with halves, and makes floats of integers. */
final class GpuTree implements Tree {
  @Override
  public Mode held() {
    return Mode.FLOAT16;
  }

  @Override
  public Recommendation decide(Case model) {
    var watch = new ArrayList<>(Notes.of(model));
    obstacles(model, watch);
    Content content = model.facts().content();
    if (content == Content.INTEGER || content == Content.MIXED) {
      watch.add("The GPU delegate turns integers into floats: it is no faster for them.");
      return new Recommendation(
          null,
          "Begin with the float model: this one is quantized to integers.",
          List.of(
              "The delegate computes with halves, for which the float model is the better start."),
          new Steps(model).add("where there is no other, see what it holds", inspect(model)).list(),
          watch);
    }
    if (content == Content.FLOAT16) {
      return new Recommendation(
          null,
          "Keep it: its constants are float16 already.",
          List.of("The GPU delegate computes with halves, and takes them as they are."),
          new Steps(model).add("see what it holds", inspect(model)).list(),
          watch);
    }
    if (!model.saves(Mode.FLOAT16)) {
      return new Recommendation(
          null,
          "Leave it as it is.",
          List.of(
              "The GPU delegate computes with halves whatever the file holds, and float16 would make the file of %s no smaller."
                  .formatted(Words.bytes(model.facts().bytes()))),
          new Steps(model).study().list(),
          watch);
    }
    return new Recommendation(
        Mode.FLOAT16,
        "Store the constants as float16.",
        List.of(
            "The GPU delegate computes with halves: it takes float16 constants without loss of"
                + " speed.",
            "The file becomes %s, and it needs no samples."
                .formatted(Words.size(model, Mode.FLOAT16)),
            "Integers would be turned back into floats by the delegate."),
        new Steps(model)
            .quantize("make it", Mode.FLOAT16)
            .evaluate(Mode.FLOAT16)
            .quantize("for a smaller file and the same speed, int8 weights", Mode.WEIGHTS8)
            .list(),
        watch);
  }

  private static String inspect(Case model) {
    return "octet inspect " + Steps.quoted(model.file().toString());
  }

  private static void obstacles(Case model, List<String> watch) {
    Fit fit = model.fit();
    if (!fit.obstacles().isEmpty()) {
      watch.add(
          "%d of %s stay on the CPU; each change between the two costs time."
              .formatted(fit.obstacles().size(), Words.ops(fit.ops())));
    }
  }
}
