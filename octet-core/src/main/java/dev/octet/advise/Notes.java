package dev.octet.advise;

import dev.octet.advise.Facts.OpenInput;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is to be watched with a model whatever the target. */
final class Notes {
  private static final int HALF = 2;

  private Notes() {}

  static List<String> of(Case model) {
    Facts facts = model.facts();
    var notes = new ArrayList<String>();
    if (!facts.customOps().isEmpty()) {
      notes.add(
          "custom ops (%s) are left as they are, and the target must bring their kernels."
              .formatted(String.join(", ", facts.customOps())));
    }
    if (facts.loops() > 0) {
      notes.add(
          "%s WHILE or IF: what loops carry is quantized step after step, so errors add up; look at long sequences."
              .formatted(facts.loops() == 1 ? "it has a" : "it has %d".formatted(facts.loops())));
    }
    if (facts.recurrentOps() > 0) {
      notes.add(
          "%s keep state from step to step, where int8 loses most; int16x8 is the remedy."
              .formatted(Words.ops(facts.recurrentOps()))
              .replace("1 op keep ", "1 op keeps "));
    }
    if (facts.tableBytes() * HALF > facts.weightBytes()) {
      notes.add(
          "%s of its %s are tables to look rows up in (embeddings): they shrink in every mode but float16 by 4, and computing gets no faster by it."
              .formatted(Words.bytes(facts.tableBytes()), Words.bytes(facts.weightBytes())));
    }
    if (model.batchFixed()
        && model.fit().obstacles().stream().anyMatch(o -> o.op().equals("SHAPE"))) {
      notes.add(
          "the file computes sizes while it runs (SHAPE), because it leaves the batch open: made"
              + " anew from the Keras file or SavedModel, with a batch of 1, it does not.");
    }
    if (!facts.oddTypes().isEmpty()) {
      notes.add(
          "values of type %s are not quantized in any mode."
              .formatted(String.join(", ", facts.oddTypes())));
    }
    if (!facts.openInputs().stream().allMatch(OpenInput::onlyBatch)) {
      notes.add(
          "sizes are open (%s): ops whose own sizes depend on them cannot be laid out ahead."
              .formatted(
                  facts.openInputs().stream()
                      .map(OpenInput::shape)
                      .collect(Collectors.joining(", "))));
    }
    return notes;
  }
}
