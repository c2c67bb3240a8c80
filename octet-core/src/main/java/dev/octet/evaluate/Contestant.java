package dev.octet.evaluate;

import dev.octet.data.Datasets;
import dev.octet.data.RepresentativeDataset;
import dev.octet.data.Samples;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
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
 */
record Contestant(
    VerifiedModel model,
    @Nullable String signature,
    Samples samples,
    int output,
    String outputName) {
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
      data = Datasets.open(sources, model.model(), options.data());
    } catch (OctetException e) {
      throw e.code() == ErrorCode.NOT_READABLE ? e : e.in(model.file().toString());
    }
    if (data.parts().size() > 1) {
      throw new OctetException(ErrorCode.USAGE, "there is data for several signatures")
          .advise("evaluate one signature at a time");
    }
    var part = data.parts().getFirst();
    List<List<String>> names = model.outputNames(part.signature());
    int output = position == null ? place(names, options.output(), model) : position;
    return new Contestant(
        model, part.signature(), part.samples(), output, names.get(output).getFirst());
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

  /** The place for messages. */
  String where() {
    return where(model);
  }

  private static String where(VerifiedModel model) {
    return model.file().toString();
  }
}
