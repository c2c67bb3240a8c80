package dev.octet.benchmarks;

import dev.octet.kernel.Kernels;
import dev.octet.kernel.MinMax;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
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
 * Minimum and maximum of activations, as calibration takes them of every tensor of every sample.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class ActivationBenchmark {
  /** Values per activation. */
  @Param({"10", "100", "1000", "10000", "200000"})
  private int values = 10;

  private MemorySegment activation = MemorySegment.NULL;
  private final MinMax range = new MinMax();

  /** Makes the values. */
  @Setup
  public void fill() {
    activation = Arena.ofAuto().allocate(4L * values, 64);
    var random = new SplittableRandom(1);
    for (int i = 0; i < values; i++) {
      activation.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) random.nextGaussian());
    }
  }

  /** One activation. */
  @Benchmark
  public MinMax minMax() {
    Kernels.minMax(activation, range);
    return range;
  }
}
