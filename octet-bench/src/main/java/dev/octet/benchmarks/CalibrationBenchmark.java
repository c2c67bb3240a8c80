package dev.octet.benchmarks;

import dev.octet.Octet;
import dev.octet.calibrate.Calibrator;
import dev.octet.calibrate.Ranges;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.RepresentativeDataset;
import dev.octet.data.Samples;
import dev.octet.format.tflite.Tflite;
import dev.octet.op.OpTable;
import dev.octet.plan.RangeMethod;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.Feed;
import dev.octet.runtime.SideBySide;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What calibration costs over plain inference: the same samples through the same engines on the
 * same threads, with and without observing every activation.
 *
 * <pre>
 * java -cp 'octet-bench/target/classes:octet-bench/target/lib/*' org.openjdk.jmh.Main \
 *     CalibrationBenchmark -p model=MODEL.tflite -p data=FILE.npz:ARRAY -p std=255 \
 *     -p method=min-max,mean,percentile,mse
 * </pre>
 *
 * <p>Milliseconds for 1000 samples; the quotient inference / calibration is the share of the
 * samples a second that is left.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 6, time = 2)
@Fork(2)
public class CalibrationBenchmark {
  private static final long SAMPLES = 1000;

  @Param("examples/fashion/fashion.tflite")
  private String model = "";

  @Param("examples/fashion/calib.npz:x")
  private String data = "";

  @Param("255")
  private float std;

  @Param({"1", "2"})
  private int threads;

  /** Any method of {@link RangeMethod}. */
  @Param("min-max")
  private String method = "";

  private Octet octet;
  private MemorySegment bytes;
  private RepresentativeDataset samples;

  /** Loads the model and repeats its samples. */
  @Setup
  public void load() {
    octet = Octet.load(Path.of(model));
    bytes = Tflite.bytes(octet.model());
    var once = Datasets.open(List.of(data), octet.model(), DataOptions.normalized(0, std));
    samples = RepresentativeDataset.of(new Repeated(once.parts().getFirst().samples(), SAMPLES));
  }

  /** Every sample through plain engines. */
  @Benchmark
  public List<Long> inference() {
    Samples all = samples.parts().getFirst().samples();
    return SideBySide.run(threads, all.size(), turns -> infer(all, turns));
  }

  private long infer(Samples all, SideBySide.Turns turns) {
    long done = 0;
    try (Engine engine = Engine.open(bytes, EngineOptions.standard())) {
      var feed = new Feed(engine, all);
      for (long i = turns.next(); i >= 0; i = turns.next()) {
        feed.run(i);
        done++;
      }
    }
    return done;
  }

  /** Every sample through engines whose activations are observed. */
  @Benchmark
  public Ranges calibration() {
    RangeMethod chosen = RangeMethod.parse(method);
    return new Calibrator(OpTable.standard(), threads, _ -> {})
        .withMethods(_ -> chosen)
        .calibrate(octet.model(), bytes, samples);
  }
}
