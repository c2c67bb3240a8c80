package dev.octet.evaluate;

import dev.octet.data.Datasets;
import dev.octet.data.Labels;
import dev.octet.data.RepresentativeDataset;
import dev.octet.data.Samples;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Shape;
import dev.octet.model.Signature;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model with its samples.
 *
 * @param signature how it is called, or null for its main graph
 * @param samples in the types of its inputs
 * @param output the place of the output to look at
 * @param outputName its name
 * @param labels the right answers that came with the samples, or null
 * @param notes what is to be known of how the samples were read
 */
record Contestant(
    VerifiedModel model,
    @Nullable String signature,
    Samples samples,
    int output,
    String outputName,
    @Nullable Labels labels,
    List<String> notes) {
  Contestant {
    notes = List.copyOf(notes);
  }

  static Contestant of(VerifiedModel model, List<String> sources, EvaluationOptions options) {
    return of(model, sources, options, null);
  }

  /** This one's form of another model, with outputs in the same order, which may be named anew. */
  Contestant twin(VerifiedModel form, List<String> sources, EvaluationOptions options) {
    return of(form, sources, options, output);
  }

  private static Contestant of(
      VerifiedModel model,
      List<String> sources,
      EvaluationOptions options,
      @Nullable Integer position) {
    RepresentativeDataset data;
    try {
      data = Datasets.open(ofSignature(sources, model, options), model.model(), options.data());
    } catch (OctetException e) {
      throw e.code() == ErrorCode.NOT_READABLE ? e : e.in(model.file().toString());
    }
    if (data.parts().size() > 1) {
      throw new OctetException(ErrorCode.USAGE, "there is data for several signatures")
          .advise("evaluate one signature at a time, or pick one with --signature");
    }
    var part = data.parts().getFirst();
    List<List<String>> names = model.outputNames(part.signature());
    int output = position == null ? place(names, options.output(), model) : position;
    return new Contestant(
        model,
        part.signature(),
        part.samples(),
        output,
        names.get(output).getFirst(),
        part.labels(),
        data.notes());
  }

  /** The sources for the signature that was asked for, said to be so. */
  private static List<String> ofSignature(
      List<String> sources, VerifiedModel model, EvaluationOptions options) {
    String wanted = options.signature();
    if (wanted == null) {
      return sources;
    }
    model.inputs(wanted); // it has one
    List<String> keys = model.model().signatures().stream().map(Signature::key).toList();
    List<String> chosen =
        sources.stream()
            .filter(
                s ->
                    s.startsWith(wanted + "=")
                        || keys.stream().noneMatch(k -> s.startsWith(k + "=")))
            .map(s -> s.startsWith(wanted + "=") ? s : wanted + "=" + s)
            .toList();
    if (chosen.isEmpty()) {
      throw new OctetException(ErrorCode.USAGE, "there is no data for signature '" + wanted + "'")
          .in(where(model))
          .advise("give some with --data " + wanted + "=…");
    }
    return chosen;
  }

  private static int place(List<List<String>> names, @Nullable String wanted, VerifiedModel model) {
    if (names.isEmpty()) {
      throw new OctetException(ErrorCode.BAD_DATA, "the model has no outputs").in(where(model));
    }
    if (wanted == null) {
      return 0;
    }
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).contains(wanted)) {
        return i;
      }
    }
    var known = new ArrayList<String>();
    names.forEach(n -> known.add(n.getFirst()));
    throw new OctetException(ErrorCode.USAGE, "has no output '" + wanted + "'")
        .in(where(model))
        .advise("it has " + String.join(", ", known));
  }

  /** The output must be as large as that of the first model. */
  void checkLike(Contestant first, int size, int firstSize) {
    if (size != firstSize) {
      throw Answers.bad(
              this,
              "has %d elements for a sample, that of %s has %d"
                  .formatted(size, first.where(), firstSize))
          .advise("evaluate models with the same outputs together, or pick the output by name");
    }
  }

  /** Does something with the output; what is wrong with it is so of this model. */
  void guarded(Runnable action) {
    try {
      action.run();
    } catch (OctetException e) {
      throw e.in("output '" + outputName + "'").in(where());
    }
  }

  /** The output's shape in the file. */
  Shape shape() {
    return model.graph(signature).outputs().get(output).shape();
  }

  /** The place for messages. */
  String where() {
    return where(model);
  }

  private static String where(VerifiedModel model) {
    return model.file().toString();
  }
}
