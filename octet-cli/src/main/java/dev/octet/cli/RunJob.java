package dev.octet.cli;

import dev.octet.ModelFiles;
import dev.octet.data.NdArray;
import dev.octet.data.NumpyWriter;
import dev.octet.evaluate.Given;
import dev.octet.evaluate.Runner;
import dev.octet.evaluate.VerifiedModel;
import dev.octet.runtime.EngineOptions;
import java.time.Duration;
import java.util.List;
import java.util.SequencedMap;

/** Runs a model on arrays and writes its outputs. */
final class RunJob implements Job<RunOptions> {
  @Override
  public void run(RunOptions options, Session session) {
    long start = System.nanoTime();
    VerifiedModel model = ModelFiles.read(options.model(), options.reading()).verified();
    List<Given> given =
        options.inputs().stream().map(i -> Given.read(i.input(), i.file(), i.array())).toList();
    EngineOptions engine =
        EngineOptions.standard()
            .withKernels(options.kernels())
            .withThreads(options.threads())
            .withSignature(options.signature());
    SequencedMap<String, NdArray> outputs;
    try (Progress progress = session.progress()) {
      outputs =
          new Runner(model, engine, done -> progress.update("running", done, Progress.UNKNOWN))
              .run(given);
    }
    NumpyWriter.npz(options.output(), outputs);
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    session.print(new RunSummary(options.model(), options.output(), outputs, time));
  }
}
