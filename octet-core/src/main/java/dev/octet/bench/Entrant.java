package dev.octet.bench;

import dev.octet.data.Datasets;
import dev.octet.data.ModelInputs;
import dev.octet.data.RepresentativeDataset;
import dev.octet.data.RepresentativeDataset.Part;
import dev.octet.data.Samples;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.evaluate.VerifiedModel;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.KernelSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A model with the samples it is fed.
 *
 * @param signature what runs, or null for the main graph
 * @param samples null for a model without inputs
 */
record Entrant(VerifiedModel model, @Nullable String signature, @Nullable Samples samples) {
  /** So many random samples take turns. */
  private static final String RANDOM = "random:4";

  static Entrant of(VerifiedModel model, BenchOptions options) {
    String file = model.file().toString();
    String key = options.signature();
    if (key != null && model.model().signature(key).isEmpty()) {
      List<String> keys = model.model().signatures().stream().map(s -> s.key()).toList();
      throw new OctetException(ErrorCode.USAGE, "the model has no signature '" + key + "'")
          .in(file)
          .advise(keys.isEmpty() ? "it has none at all" : "it has " + String.join(", ", keys));
    }
    if (options.data().isEmpty() && inputs(model, key) == 0) {
      return new Entrant(model, key, null);
    }
    List<String> sources =
        !options.data().isEmpty()
            ? options.data()
            : List.of(key == null ? RANDOM : key + "=" + RANDOM);
    try {
      Part part = part(Datasets.open(sources, model.model(), options.reading()), key);
      return new Entrant(model, part.signature(), part.samples());
    } catch (OctetException e) {
      throw e.code() == ErrorCode.NOT_READABLE ? e : e.in(file);
    }
  }

  private static int inputs(VerifiedModel model, @Nullable String key) {
    ModelInputs inputs = ModelInputs.of(model.model());
    return key == null
        ? inputs.main().size()
        : Objects.requireNonNull(inputs.signatures().get(key)).size();
  }

  /** The part for what runs; data for a signature alone says which one that is. */
  private static Part part(RepresentativeDataset data, @Nullable String key) {
    if (key == null && data.parts().size() == 1) {
      return data.parts().getFirst();
    }
    return data.parts().stream()
        .filter(p -> Objects.equals(p.signature(), key))
        .findFirst()
        .orElseThrow(
            () ->
                new OctetException(ErrorCode.USAGE, "there is no data for what is to run")
                    .advise("pick one signature, and write --data SIGNATURE=PATH"));
  }

  /** An engine with inputs written, ready to run, to be closed by the caller. */
  EngineRacer open(KernelSet kernels, int threads) {
    return open(kernels, threads, model::engine);
  }

  /** The same, but the engine comes from elsewhere. */
  EngineRacer open(KernelSet kernels, int threads, Function<EngineOptions, Engine> opener) {
    EngineOptions how =
        EngineOptions.standard().withKernels(kernels).withThreads(threads).withSignature(signature);
    var racer = new EngineRacer(opener.apply(how), samples, model.file().toString());
    try {
      racer.ready(0);
      return racer;
    } catch (RuntimeException e) {
      racer.close();
      throw e;
    }
  }
}
