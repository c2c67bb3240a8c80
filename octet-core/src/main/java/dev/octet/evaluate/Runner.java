package dev.octet.evaluate;

import dev.octet.data.Datasets;
import dev.octet.data.InputSpec;
import dev.octet.data.NdArray;
import dev.octet.data.Samples;
import dev.octet.error.OctetException;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.Feed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.LongConsumer;

/**
 * Runs a model on given arrays.
 *
 * <p>When every array has the shape of its input the model runs once, on the arrays as they are;
 * where the input is dynamic (mostly its batch) it takes the array's size. Axes of size 1 may be
 * left out or added. Otherwise each array must have one more axis in front that counts samples:
 * then the model runs once for each sample, each from its first state, and an output holds those of
 * all samples, along its first axis if that is of size 1 (its batch), else along a new one in
 * front.
 *
 * <p>Reals are quantized for a quantized input, integers of its own type are fed as they are.
 * Outputs are as the model gives them: quantized ones stay integers.
 */
public final class Runner {
  private final VerifiedModel model;
  private final EngineOptions options;
  private final LongConsumer progress;

  /**
   * A runner.
   *
   * @param options kernels, threads of a run, and the signature
   * @param progress told after each sample how many are done
   */
  public Runner(VerifiedModel model, EngineOptions options, LongConsumer progress) {
    this.model = model;
    this.options = options;
    this.progress = progress;
  }

  /**
   * Runs the model.
   *
   * @param given one array for each input
   * @return the outputs in the model's order, by the names of the signature or else of the tensors;
   *     names that occur twice get {@code _2}, {@code _3}, …
   * @throws OctetException {@code USAGE} for inputs or signatures that the model does not have,
   *     {@code BAD_DATA} for arrays that do not fit, {@code MODEL_TOO_LARGE} if such sizes would
   *     take too much memory, {@code RUNTIME} if the model does not run
   */
  public SequencedMap<String, NdArray> run(List<Given> given) {
    try {
      List<InputSpec> inputs = model.inputs(options.signature());
      Samples samples = Datasets.given(inputs, Binding.bind(inputs, given));
      Memory.check(model.graph(options.signature()), samples);
      return run(samples);
    } catch (OctetException e) {
      String file = model.file().toString();
      throw e.where().startsWith(file) ? e : e.in(file);
    }
  }

  private SequencedMap<String, NdArray> run(Samples samples) {
    List<String> names = names();
    List<Stack> stacks = names.stream().map(n -> new Stack(n, samples.size())).toList();
    try (Engine engine = model.engine(options)) {
      var feed = new Feed(engine, samples);
      for (long i = 0; i < samples.size(); i++) {
        feed.run(i);
        for (int o = 0; o < stacks.size(); o++) {
          stacks.get(o).put(i, Lane.array(engine, o));
        }
        progress.accept(i + 1);
      }
    }
    var outputs = new LinkedHashMap<String, NdArray>();
    stacks.forEach(s -> outputs.put(s.name(), s.array()));
    return outputs;
  }

  /** A name for each output, none twice. */
  private List<String> names() {
    var names = new ArrayList<String>();
    for (List<String> known : model.outputNames(options.signature())) {
      String name = known.getFirst().isEmpty() ? "output" : known.getFirst();
      String unique = name;
      for (int i = 2; names.contains(unique); i++) {
        unique = name + "_" + i;
      }
      names.add(unique);
    }
    return names;
  }
}
