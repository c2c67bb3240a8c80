package dev.octet.runtime;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.InterpreterOptions;
import org.bytedeco.tensorflowlite.Subgraph;
import org.bytedeco.tensorflowlite.global.tensorflowlite;
import org.jspecify.annotations.Nullable;

/** One of LiteRT's interpreters and the graph of it that runs; each status becomes an exception. */
final class Session implements AutoCloseable {
  private final Interpreter interpreter = new Interpreter((Pointer) null);
  private final Reporter reporter;
  private final @Nullable String signature;
  private final int index;
  private final Subgraph graph;

  /** An interpreter of a model that reports to {@code reporter}, and what it runs to a profiler. */
  Session(
      FlatBufferModel model,
      EngineOptions options,
      Reporter reporter,
      @Nullable OpProfiler profiler) {
    this.reporter = reporter;
    signature = options.signature();
    try {
      build(model, options);
      if (profiler != null) {
        interpreter.SetProfiler(profiler.pointer());
      }
      index = signature == null ? 0 : indexOf(signature);
      graph = interpreter.subgraph(index);
    } catch (OctetException e) {
      interpreter.close();
      throw e;
    }
  }

  private void build(FlatBufferModel model, EngineOptions options) {
    try (var settings = new InterpreterOptions()) {
      settings.SetPreserveAllTensors(options.taps());
      try (var builder = new InterpreterBuilder(model, Resolvers.of(options.kernels()), settings)) {
        builder.SetNumThreads(options.threads());
        reporter.clear();
        check(builder.apply(interpreter), "load the model");
      }
    }
  }

  private int indexOf(String key) {
    int found = interpreter.GetSubgraphIndexFromSignature(key);
    if (found >= 0) {
      return found;
    }
    var keys = Arrays.stream(interpreter.signature_keys().get()).map(k -> k.getString()).toList();
    throw new OctetException(ErrorCode.USAGE, "the model has no signature '" + key + "'")
        .advise(keys.isEmpty() ? "it has none at all" : "it has " + String.join(", ", keys));
  }

  /** The place of the graph among the model's. */
  int index() {
    return index;
  }

  Subgraph graph() {
    return graph;
  }

  Ports inputs() {
    return Ports.of(
        graph.inputs(),
        signature == null ? Map.of() : Ports.names(interpreter.signature_inputs(signature)));
  }

  Ports outputs() {
    return Ports.of(
        graph.outputs(),
        signature == null ? Map.of() : Ports.names(interpreter.signature_outputs(signature)));
  }

  void resize(int tensor, int[] dims) {
    reporter.clear();
    check(graph.ResizeInputTensor(tensor, dims), "resize an input to " + Arrays.toString(dims));
  }

  void allocate() {
    reporter.clear();
    if (index == 0) {
      check(interpreter.AllocateTensors(), "prepare the model");
      return;
    }
    // Asked for its runner, LiteRT hands the graphs to XNNPACK.
    if (interpreter.GetSignatureRunner(signature) == null) {
      check(tensorflowlite.kTfLiteError, "prepare the model");
    }
    check(graph.AllocateTensors(), "prepare the model");
  }

  void invoke() {
    reporter.clear();
    check(index == 0 ? interpreter.Invoke() : graph.Invoke(), "run the model");
  }

  void resetVariables() {
    reporter.clear();
    check(graph.ResetVariableTensors(), "reset the state");
  }

  /** Whether the model keeps state in resources, which only a new session forgets. */
  boolean hasResources() {
    return graph.resources().size() > 0;
  }

  /** What LiteRT's arenas, dynamic tensors and resources take, of all graphs. */
  long arenaBytes() {
    long bytes = 0;
    try (var info = new Subgraph.SubgraphAllocInfo()) {
      for (int i = 0; i < interpreter.subgraphs_size(); i++) {
        interpreter.subgraph(i).GetMemoryAllocInfo(info);
        bytes +=
            info.arena_size()
                + info.arena_persist_size()
                + info.dynamic_size()
                + info.resource_size();
      }
    }
    return bytes;
  }

  /** Whether shapes are decided in a run. */
  boolean isDynamic() {
    return graph.HasDynamicTensors();
  }

  @Override
  public void close() {
    interpreter.close();
  }

  private void check(int status, String what) {
    if (status != tensorflowlite.kTfLiteOk) {
      throw reporter.failure(what);
    }
  }
}
