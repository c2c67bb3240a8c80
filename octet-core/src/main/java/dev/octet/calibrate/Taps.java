package dev.octet.calibrate;

import dev.octet.model.Constant;
import dev.octet.model.Graph;
import dev.octet.model.Tensor;
import dev.octet.runtime.Engine;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of a graph's tensors after a run: those that the engine shows, and in their place what
 * probes compute of those inside an op. Not for several threads at once.
 */
final class Taps {
  private final Engine engine;
  private final Inner inner;
  private final Map<Integer, MemorySegment> probed = new HashMap<>();

  Taps(Engine engine, Inner inner) {
    this.engine = engine;
    this.inner = inner;
  }

  /** What can be probed in a graph; may be shared. */
  static final class Inner {
    private final List<LstmProbe> probes;
    private final Map<Tensor, Integer> indices = new HashMap<>();

    Inner(Graph graph) {
      probes = graph.nodes().stream().filter(LstmProbe::applies).map(LstmProbe::new).toList();
      List<Tensor> tensors = probes.isEmpty() ? List.of() : graph.tensors();
      for (int i = 0; i < tensors.size(); i++) {
        indices.put(tensors.get(i), i);
      }
    }

    private int index(Tensor tensor) {
      return Objects.requireNonNull(indices.get(tensor), tensor::name);
    }
  }

  /** To be called after each run. */
  void afterRun() {
    for (LstmProbe probe : inner.probes) {
      MemorySegment input = engine.tap(inner.index(probe.input()));
      if (input != null) {
        Map<Tensor, Trace> traces = probe.run(input.toArray(Constant.F32));
        for (Tensor tensor : probe.inner()) {
          Trace trace = traces.getOrDefault(tensor, new Trace());
          probed.put(inner.index(tensor), trace.bytes());
        }
      }
    }
  }

  /** The values of the tensor with that index, or null if there are none. */
  @Nullable MemorySegment values(int index) {
    MemorySegment found = probed.get(index);
    return found == null ? engine.tap(index) : found;
  }
}
