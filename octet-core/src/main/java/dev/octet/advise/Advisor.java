package dev.octet.advise;

import dev.octet.advise.Facts.Content;
import dev.octet.debug.Requantizer;
import dev.octet.model.Model;
import dev.octet.op.OpTable;
import dev.octet.plan.Mode;
import dev.octet.runtime.KernelSet;
import dev.octet.runtime.MissingOps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Says which kind of quantization suits a model. */
public final class Advisor {
  private final Path file;
  private final Model model;
  private final long bytes;
  private final Requantizer assumed;
  private final boolean rangesKnown;
  private final boolean batchFixed;

  /**
   * An advisor about a model.
   *
   * @param file where it comes from
   * @param model the model as it would be converted
   * @param bytes of that
   * @param assumed the model to be quantized as if the ranges of its activations were known
   * @param rangesKnown whether they are, by the model's own quantization
   * @param batchFixed whether the file leaves the batch open, and {@code model} has 1
   */
  public Advisor(
      Path file,
      Model model,
      long bytes,
      Requantizer assumed,
      boolean rangesKnown,
      boolean batchFixed) {
    this.file = file;
    this.model = model;
    this.bytes = bytes;
    this.assumed = assumed;
    this.rangesKnown = rangesKnown;
    this.batchFixed = batchFixed;
  }

  /**
   * Advises.
   *
   * @param dataAvailable whether there are samples to calibrate with
   */
  public Advice advise(Target target, boolean dataAvailable) {
    var facts = Facts.of(model, bytes, OpTable.standard());
    var prospects = new Prospects(assumed, rangesKnown);
    var forecasts = new EnumMap<Mode, Forecast>(Mode.class);
    for (Mode mode : Mode.values()) {
      forecasts.put(mode, prospects.of(mode));
    }
    var all =
        new Case(
            file,
            dataAvailable,
            rangesKnown,
            facts,
            forecasts,
            fit(target, facts, prospects),
            batchFixed);
    return new Advice(
        file,
        target,
        dataAvailable,
        facts,
        List.copyOf(forecasts.values()),
        all.fit(),
        target.tree().decide(all));
  }

  private Fit fit(Target target, Facts facts, Prospects prospects) {
    Mode wanted = target.tree().held();
    Optional<Model> held = prospects.model(wanted);
    Mode found = wanted;
    if (held.isEmpty()) {
      found = Mode.INT8;
      held = prospects.model(found);
    }
    boolean asItIs = facts.content() == Content.INTEGER || held.isEmpty();
    Model quantized = asItIs ? model : held.orElseThrow();
    Fit fit = Fit.of(asItIs ? "as it is" : found.text(), quantized, target.ops());
    return target == Target.CPU ? runtime(fit, quantized) : fit;
  }

  /** The runtime knows itself what it lacks. */
  private static Fit runtime(Fit fit, Model quantized) {
    var missing = new HashSet<>(MissingOps.of(quantized, KernelSet.DEFAULT));
    if (missing.isEmpty()) {
      return fit;
    }
    var obstacles = new ArrayList<Obstacle>();
    missing.stream()
        .sorted()
        .forEach(
            op -> obstacles.add(new Obstacle(op, "", "the runtime here has no kernel for it")));
    return new Fit(fit.as(), fit.ops(), obstacles, fit.leading(), fit.peakActivations());
  }
}
