package dev.octet.benchmarks;

import dev.octet.Octet;
import dev.octet.calibrate.Ranges;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Node;
import dev.octet.plan.NodeNames;
import dev.octet.plan.Recipe;
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
 * What it takes to quantize a calibrated model once more with another layer left in float, up to
 * the bytes of the file.
 *
 * <pre>
 * java -cp 'octet-bench/target/classes:octet-bench/target/lib/*' org.openjdk.jmh.Main \
 *     RequantizationBenchmark -p model=MODEL.tflite -p data=FILE.npz:ARRAY -p std=255
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 6, time = 2)
@Fork(2)
public class RequantizationBenchmark {
  @Param("examples/fashion/fashion.tflite")
  private String model = "";

  @Param("examples/fashion/calib.npz:x")
  private String data = "";

  @Param("255")
  private float std;

  private Octet octet;
  private Ranges ranges;
  private List<String> names;
  private int next;

  /** Loads and calibrates the model. */
  @Setup
  public void load() {
    octet = Octet.load(Path.of(model));
    var samples = Datasets.open(List.of(data), octet.model(), DataOptions.normalized(0, std));
    ranges = octet.calibrate(samples.first(20), 1, _ -> {});
    List<Node> nodes = octet.model().main().nodes();
    names = nodes.stream().map(NodeNames::full).toList();
  }

  /** Another layer each time. */
  @Benchmark
  public MemorySegment requantization() {
    String node = names.get(next++ % names.size());
    Recipe recipe = Recipe.fullInteger().withDenylistedNodes(List.of(node));
    return Tflite.bytes(octet.quantize(recipe, ranges).model());
  }
}
