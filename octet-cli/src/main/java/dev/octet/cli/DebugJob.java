package dev.octet.cli;

import dev.octet.ModelFiles;
import dev.octet.Octet;
import dev.octet.ReadOptions;
import dev.octet.data.Datasets;
import dev.octet.data.RepresentativeDataset;
import dev.octet.debug.DebugOptions;
import dev.octet.debug.Diagnosis;
import dev.octet.debug.StatisticsCsv;
import dev.octet.error.OctetException;
import dev.octet.io.SafeFile;
import dev.octet.model.Model;
import dev.octet.runtime.Engine;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongConsumer;

/** Compares a quantized model with its float twin and sums up what that showed. */
final class DebugJob implements Job<DebuggingOptions> {
  @Override
  public void run(DebuggingOptions options, Session session) {
    long start = System.nanoTime();
    Engine.preload(); // while the model is read
    Octet octet = Octet.load(options.model(), options.reading());
    Diagnosis diagnosis = diagnose(octet, options, session);
    Path output = options.view().output();
    if (output != null) {
      byte[] text = StatisticsCsv.print(diagnosis).getBytes(StandardCharsets.UTF_8);
      SafeFile.write(output, channel -> Channels.newOutputStream(channel).write(text));
    }
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    session.print(new DebugSummary(options, diagnosis, time));
  }

  private static Diagnosis diagnose(Octet octet, DebuggingOptions options, Session session) {
    DebugOptions how =
        DebugOptions.standard()
            .withWholeModel(options.view().wholeModel())
            .withKernels(options.view().kernels());
    Path other = options.quantized();
    if (other != null) {
      Model quantized = ModelFiles.read(other, ReadOptions.standard()).model();
      RepresentativeDataset data = data(octet, options, session);
      return comparing(
          data,
          session,
          progress -> {
            try {
              return octet.debug(quantized, data, how, options.threads(), progress);
            } catch (OctetException e) {
              throw e.in(other.toString());
            }
          });
    }
    var calibrating =
        new Calibrating(octet, options.recipe(), options.calibration(), options.threads());
    calibrating.requireRanges();
    var outcome = octet.quantize(options.recipe(), calibrating.ranges(session));
    RepresentativeDataset data = data(octet, options, session);
    return comparing(
        data, session, progress -> octet.debug(outcome, data, how, options.threads(), progress));
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
      Octet octet, DebuggingOptions options, Session session) {
    RepresentativeDataset all =
        Datasets.open(options.sources(), octet.model(), options.data().normalize());
    if (!options.isOnCalibrationSamples()) {
      all.notes().forEach(session::warn);
    }
    Integer limit = options.data().samples();
    return limit == null ? all : all.first(limit);
  }
}
