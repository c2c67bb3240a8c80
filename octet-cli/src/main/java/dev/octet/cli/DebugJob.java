package dev.octet.cli;

import dev.octet.ModelFiles;
import dev.octet.Octet;
import dev.octet.Outcome;
import dev.octet.ReadOptions;
import dev.octet.cli.Calibrating.Calibrated;
import dev.octet.data.Datasets;
import dev.octet.data.RepresentativeDataset;
import dev.octet.debug.DebugOptions;
import dev.octet.debug.Diagnosis;
import dev.octet.debug.Metrics;
import dev.octet.debug.Sensitivity;
import dev.octet.debug.SensitivityOptions;
import dev.octet.debug.StatisticsCsv;
import dev.octet.error.OctetException;
import dev.octet.io.SafeFile;
import dev.octet.model.Model;
import dev.octet.plan.Plan;
import dev.octet.plan.Recipe;
import dev.octet.report.DebugReport;
import dev.octet.report.NodeOverlays;
import dev.octet.runtime.Engine;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Compares a quantized model with its float twin and sums up what that showed. */
final class DebugJob implements Job<DebuggingOptions> {
  @Override
  public void run(DebuggingOptions options, Session session) {
    long start = System.nanoTime();
    Engine.preload(); // while the model is read
    Octet octet = Octet.load(options.model(), options.reading());
    Found found = find(octet, options, session);
    Path output = options.view().output();
    if (output != null) {
      byte[] text = StatisticsCsv.print(found.diagnosis()).getBytes(StandardCharsets.UTF_8);
      SafeFile.write(output, channel -> Channels.newOutputStream(channel).write(text));
    }
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    session.explore(() -> NodeOverlays.of(found.diagnosis(), found.quantized()));
    if (session.wantsReport()) {
      var spread = ValuesSeen.of(found.octet(), found.data(), options.threads(), session);
      session.report(made -> report(found, options, spread).report(made));
    }
    session.print(new DebugSummary(options, found.diagnosis(), found.sensitivity(), time));
  }

  /**
   * What was found out, and of what.
   *
   * @param octet the float model
   * @param original that model as it was compared
   * @param plan how the other was made; null where it was given
   * @param data the samples
   */
  private record Found(
      Diagnosis diagnosis,
      @Nullable Sensitivity sensitivity,
      Octet octet,
      Model original,
      Model quantized,
      @Nullable Plan plan,
      RepresentativeDataset data) {}

  private static DebugReport report(Found found, DebuggingOptions options, ValuesSeen seen) {
    Path other = options.quantized();
    String what = other == null ? options.recipe().name() : ModelPaths.name(other);
    return new DebugReport(
        "%s beside %s".formatted(what, ModelPaths.name(options.model())),
        found.original(),
        found.quantized(),
        found.plan(),
        found.diagnosis(),
        options.view().wholeModel(),
        found.sensitivity(),
        seen.counts(),
        seen.samples());
  }

  private static Found find(Octet octet, DebuggingOptions options, Session session) {
    options.named().requireIn(octet);
    DebugOptions how =
        Metrics.with(options.view().plugins())
            .addTo(
                DebugOptions.standard()
                    .withWholeModel(options.view().wholeModel())
                    .withKernels(options.view().kernels()),
                options.view().metrics());
    Path other = options.quantized();
    return other == null
        ? quantizing(octet, how, options, session)
        : comparingWith(other, octet, how, options, session);
  }

  private static Found comparingWith(
      Path other, Octet octet, DebugOptions how, DebuggingOptions options, Session session) {
    Model quantized = ModelFiles.read(other, ReadOptions.standard()).model();
    RepresentativeDataset data = data(octet, null, options, session);
    Diagnosis diagnosis =
        comparing(
            data,
            session,
            progress -> {
              try {
                return octet.debug(quantized, data, how, options.threads(), progress);
              } catch (OctetException e) {
                throw e.in(other.toString());
              }
            });
    return new Found(diagnosis, null, octet, octet.model(), quantized, null, data);
  }

  private static Found quantizing(
      Octet loaded, DebugOptions how, DebuggingOptions options, Session session) {
    Calibrated calibrated =
        new Calibrating(options.recipe(), options.calibration(), options.threads(), session)
            .run(loaded);
    Octet octet = calibrated.octet();
    Recipe recipe =
        LayersToFree.recipe(
            options.floats(), options.recipe(), options.threads(), calibrated, session);
    Outcome outcome = octet.quantize(recipe, calibrated.ranges());
    RepresentativeDataset data = data(octet, calibrated.data(), options, session);
    Diagnosis diagnosis =
        comparing(
            data,
            session,
            progress -> octet.debug(outcome, data, how, options.threads(), progress));
    return new Found(
        diagnosis,
        options.view().sensitivity()
            ? sensitivity(recipe, calibrated, data, options, session)
            : null,
        octet,
        outcome.plan().model(),
        outcome.model(),
        outcome.plan(),
        data);
  }

  private static Sensitivity sensitivity(
      Recipe recipe,
      Calibrated calibrated,
      RepresentativeDataset data,
      DebuggingOptions options,
      Session session) {
    SensitivityOptions how =
        SensitivityOptions.standard()
            .withThreads(options.threads())
            .withKernels(options.view().kernels());
    try (Progress progress = session.progress()) {
      return calibrated
          .octet()
          .sensitivity(recipe, calibrated.ranges(), data, how, progress::update);
    }
  }

  /** A comparison that tells how far it is. */
  private interface Comparing {
    Diagnosis run(LongConsumer progress);
  }

  private static Diagnosis comparing(
      RepresentativeDataset data, Session session, Comparing comparing) {
    try (Progress progress = session.progress()) {
      return comparing.run(done -> progress.update("comparing", done, data.size()));
    }
  }

  private static RepresentativeDataset data(
      Octet octet,
      @Nullable RepresentativeDataset calibration,
      DebuggingOptions options,
      Session session) {
    Integer limit = options.data().samples();
    if (options.isOnCalibrationSamples() && calibration != null) {
      return limit == null ? calibration : calibration.first(limit);
    }
    RepresentativeDataset all =
        Datasets.open(options.data().sources(), octet.model(), options.data().options());
    all.notes().forEach(session::warn);
    return limit == null ? all : all.first(limit);
  }
}
