package dev.octet.debug;

import dev.octet.data.RepresentativeDataset.Part;
import dev.octet.data.Samples;
import dev.octet.debug.FloatOutputs.Output;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import dev.octet.plan.Plan;
import dev.octet.plan.Recipe;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.Feed;
import dev.octet.runtime.SideBySide;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * A model quantized in many ways, each compared with the float model on the samples of one
 * signature. The float model's outputs are kept for as many samples at a time as fit into a bounded
 * memory.
 */
final class Variants {
  private static final long MOST_BYTES = 256L << 20;

  /** So many tasks for each thread keep all of them busy till the end. */
  private static final int TASKS_A_THREAD = 4;

  private final Requantizer requantizer;
  private final List<Recipe> recipes;
  private final Samples samples;
  private final SensitivityOptions options;
  private final EngineOptions engine;

  Variants(Requantizer requantizer, List<Recipe> recipes, Part part, SensitivityOptions options) {
    this.requantizer = requantizer;
    this.recipes = recipes;
    this.samples = part.samples();
    this.options = options;
    this.engine =
        EngineOptions.standard().withKernels(options.kernels()).withSignature(part.signature());
  }

  /** A run of samples through one variant. */
  private record Task(int variant, int from, int to) {}

  /**
   * The effect of each recipe.
   *
   * @param progress told how many recipes are done
   */
  List<Effect> effects(Model original, LongConsumer progress) {
    MemorySegment bytes = Tflite.bytes(original);
    int count = Math.toIntExact(samples.size());
    List<EffectTally> tallies = new ArrayList<>();
    for (int from = 0; from < count; ) {
      List<List<Output>> expected = expected(bytes, from, count);
      if (tallies.isEmpty()) {
        int outputs = expected.getFirst().size();
        recipes.forEach(_ -> tallies.add(new EffectTally(outputs, count)));
      }
      int start = from;
      var part = new AtomicLong();
      List<Task> tasks = tasks(from, from + expected.size());
      SideBySide.run(
          options.threads(),
          tasks.size(),
          turns -> {
            for (long i = turns.next(); i >= 0; i = turns.next()) {
              Task task = tasks.get((int) i);
              compare(task, expected, start, tallies.get(task.variant()));
              long done = part.incrementAndGet() * expected.size() / tasks.size();
              progress.accept(recipes.size() * (start + done) / count);
            }
            return 0;
          });
      from += expected.size();
    }
    return tallies.stream().map(EffectTally::effect).toList();
  }

  /** The float model's outputs for samples from one on, as many as fit. */
  private List<List<Output>> expected(MemorySegment bytes, int from, int count) {
    try (Engine floats = Engine.open(bytes, engine)) {
      var feed = new Feed(floats, samples);
      var expected = new ArrayList<List<Output>>();
      for (long room = MOST_BYTES; room > 0 && from + expected.size() < count; ) {
        feed.run(from + expected.size());
        List<Output> outputs = FloatOutputs.of(floats);
        expected.add(outputs);
        room -= FloatOutputs.bytes(outputs);
      }
      return expected;
    }
  }

  /** A task for each variant, or several where variants are few. */
  private List<Task> tasks(int from, int to) {
    int wanted = options.threads() == 1 ? 1 : options.threads() * TASKS_A_THREAD;
    int pieces = Math.clamp((wanted + recipes.size() - 1) / recipes.size(), 1, to - from);
    var tasks = new ArrayList<Task>();
    for (int v = 0; v < recipes.size(); v++) {
      for (int p = 0; p < pieces; p++) {
        int size = to - from;
        tasks.add(new Task(v, from + size * p / pieces, from + size * (p + 1) / pieces));
      }
    }
    return tasks;
  }

  private void compare(Task task, List<List<Output>> expected, int start, EffectTally tally) {
    Plan plan = requantizer.plan(recipes.get(task.variant()));
    if (plan.quantized().isEmpty()) {
      for (int i = task.from(); i < task.to(); i++) {
        tally.compare(i, expected.get(i - start), expected.get(i - start));
      }
      return;
    }
    MemorySegment bytes = Tflite.bytes(requantizer.quantize(plan));
    try (Engine quantized = Engine.open(bytes, engine)) {
      var feed = new Feed(quantized, samples);
      for (int i = task.from(); i < task.to(); i++) {
        feed.run(i);
        tally.compare(i, expected.get(i - start), FloatOutputs.of(quantized));
      }
    }
  }
}
