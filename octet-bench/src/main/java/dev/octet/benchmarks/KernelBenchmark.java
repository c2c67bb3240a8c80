package dev.octet.benchmarks;

import dev.octet.kernel.Channels;
import dev.octet.kernel.Int8Quantization;
import dev.octet.kernel.Kernels;
import dev.octet.kernel.Rounding;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Kernels over the weights of 16 layers of 2048×2048 floats, 256 MiB in a mapped file: 1000 / (ms
 * per pass) × 0.268 is GB of floats per second. Run: see {@code octet-bench/README.md}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx256m")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {
  private static final int ROWS = 16 * 2048;
  private static final int COLUMNS = 2048;
  private static final long BYTES = 4L * ROWS * COLUMNS;

  private final Arena arena = Arena.ofShared();
  private MemorySegment weights = MemorySegment.NULL;
  private MemorySegment bytes = MemorySegment.NULL;
  private MemorySegment floats = MemorySegment.NULL;
  private Path file = Path.of("");

  /** Fills and maps the file. */
  @Setup(Level.Trial)
  public void map() throws IOException {
    file = Files.createTempFile("octet-bench", ".f32");
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      weights = channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES, arena);
    }
    var random = new SplittableRandom(1);
    for (long i = 0; i < BYTES / 4; i++) {
      weights.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) (random.nextDouble() - 0.5));
    }
    bytes = arena.allocate(BYTES / 4, 64);
    floats = arena.allocate(BYTES, 64);
  }

  /** Removes the file. */
  @TearDown(Level.Trial)
  public void unmap() throws IOException {
    arena.close();
    Files.delete(file);
  }

  /** For comparison: what memory can give. */
  @Benchmark
  public MemorySegment copy() {
    return floats.copyFrom(weights);
  }

  /** The largest magnitude of each row, as fully connected layers and convolutions need. */
  @Benchmark
  public float[] absMaxOfRows() {
    var largest = new float[ROWS];
    Kernels.absMaxPerChannel(weights, new Channels(ROWS, COLUMNS), 0, largest);
    return largest;
  }

  /** The largest magnitude down each column, as depthwise convolutions need. */
  @Benchmark
  public float[] absMaxOfColumns() {
    var largest = new float[COLUMNS];
    Kernels.absMaxPerChannel(weights, new Channels(COLUMNS, 1), 0, largest);
    return largest;
  }

  /** Halves to even, by rows. */
  @Benchmark
  public MemorySegment int8Even() {
    return quantize(Rounding.HALF_EVEN, new Channels(ROWS, COLUMNS));
  }

  /** Halves away from zero by the exact quotient, by rows. */
  @Benchmark
  public MemorySegment int8Away() {
    return quantize(Rounding.HALF_AWAY, new Channels(ROWS, COLUMNS));
  }

  /** Halves away from zero by a product, by rows. */
  @Benchmark
  public MemorySegment int8AwayByReciprocal() {
    return quantize(Rounding.HALF_AWAY_BY_RECIPROCAL, new Channels(ROWS, COLUMNS));
  }

  /** Halves away from zero by the exact quotient, by columns. */
  @Benchmark
  public MemorySegment int8AwayOfColumns() {
    return quantize(Rounding.HALF_AWAY, new Channels(COLUMNS, 1));
  }

  /** A layer at a time: the largest magnitudes, then int8, as a model is quantized. */
  @Benchmark
  public MemorySegment absMaxThenInt8() {
    long layer = 4L * 2048 * COLUMNS;
    var channels = new Channels(2048, COLUMNS);
    for (long at = 0; at < BYTES; at += layer) {
      MemorySegment part = weights.asSlice(at, layer);
      var largest = new float[2048];
      Kernels.absMaxPerChannel(part, channels, 0, largest);
      var scales = new double[2048];
      Arrays.setAll(scales, c -> Int8Quantization.scale(largest[c]));
      var how = new Int8Quantization(channels, Rounding.HALF_AWAY, scales);
      Kernels.quantizeInt8(part, bytes.asSlice(at / 4, layer / 4), how, 0);
    }
    return bytes;
  }

  private MemorySegment quantize(Rounding rounding, Channels channels) {
    var scales = new double[channels.count()];
    Arrays.fill(scales, Int8Quantization.scale(0.5f));
    Kernels.quantizeInt8(weights, bytes, new Int8Quantization(channels, rounding, scales), 0);
    return bytes;
  }

  /** To half precision. */
  @Benchmark
  public MemorySegment float16() {
    MemorySegment halves = floats.asSlice(0, BYTES / 2);
    Kernels.toFloat16(weights, halves);
    return halves;
  }

  /** From half precision: half as many values, so as many bytes written. */
  @Benchmark
  public MemorySegment fromFloat16() {
    Kernels.fromFloat16(weights.asSlice(0, BYTES / 2), floats);
    return floats;
  }
}
