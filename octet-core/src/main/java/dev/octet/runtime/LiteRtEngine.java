package dev.octet.runtime;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.FlatBufferModelBase;
import org.jspecify.annotations.Nullable;

/** The engine on LiteRT's interpreter. */
final class LiteRtEngine implements Engine {
  private static final int ALIGNMENT = 16;

  /** Kept alive for the runtime, which reads the weights where they are. */
  private final MemorySegment bytes;

  private final boolean taps;

  /** How sessions are opened, which may differ from what was asked for. */
  private EngineOptions options;

  private final Reporter reporter;
  private final @Nullable OpProfiler profiler;
  private final FlatBufferModel model;
  private Session session;
  private Tensors tensors;
  private final Ports inputs;
  private final Ports outputs;
  private boolean ready;
  private boolean closed;

  private LiteRtEngine(
      MemorySegment bytes,
      EngineOptions options,
      Reporter reporter,
      @Nullable OpProfiler profiler,
      FlatBufferModel model) {
    this.bytes = bytes;
    this.taps = options.taps();
    this.options = Precautions.of(options, bytes);
    this.reporter = reporter;
    this.profiler = profiler;
    this.model = model;
    session = new Session(model, this.options, reporter, profiler);
    tensors = tensorsOf(session);
    inputs = session.inputs();
    outputs = session.outputs();
  }

  /** See {@link Engine#open}. */
  static LiteRtEngine open(MemorySegment bytes, EngineOptions options) {
    return open(bytes, options, null);
  }

  /** See {@link Engine#profiled}. */
  static LiteRtEngine open(
      MemorySegment bytes, EngineOptions options, @Nullable OpProfiler profiler) {
    if (!bytes.isNative() || bytes.address() % ALIGNMENT != 0) {
      throw new IllegalArgumentException(
          "a model must lie in native memory at a multiple of " + ALIGNMENT);
    }
    LiteRt.load();
    var reporter = new Reporter();
    FlatBufferModel model = null;
    try {
      model = verified(bytes, reporter);
      return new LiteRtEngine(bytes, options, reporter, profiler, model);
    } catch (RuntimeException e) {
      if (model != null) {
        model.close();
      }
      reporter.close();
      throw e;
    }
  }

  private static FlatBufferModel verified(MemorySegment bytes, Reporter reporter) {
    var model =
        FlatBufferModelBase.VerifyAndBuildFromBuffer(
            new Address(bytes), bytes.byteSize(), null, reporter.pointer());
    if (model == null || model.isNull()) {
      throw reporter.failure("load the model");
    }
    return model;
  }

  private Tensors tensorsOf(Session owner) {
    return new Tensors(owner.graph(), new ModelFile(bytes).tensorCount(owner.index()));
  }

  @Override
  public KernelSet kernels() {
    return options.kernels();
  }

  @Override
  public List<TensorInfo> inputs() {
    return inputs.describe(open().tensors);
  }

  @Override
  public List<TensorInfo> outputs() {
    return outputs.describe(open().tensors);
  }

  @Override
  public void resize(int input, int... dims) {
    int tensor = open().inputs.tensor(input);
    ready = false;
    tensors.release();
    session.resize(tensor, dims);
  }

  @Override
  public void prepare() {
    if (!open().ready) {
      allocate();
      tensors.refresh();
      ready = true;
    }
  }

  private void allocate() {
    try {
      session.allocate();
    } catch (OctetException e) {
      if (options.kernels() != KernelSet.DEFAULT || !isOfXnnpack(e)) {
        restart(); // XNNPACK would refuse better sizes, too
        throw explained(e);
      }
      allocateWithoutXnnpack();
    }
  }

  private void allocateWithoutXnnpack() {
    EngineOptions before = options;
    options = before.withKernels(KernelSet.PLAIN);
    restart();
    try {
      session.allocate();
    } catch (OctetException e) {
      options = before;
      restart();
      throw explained(e);
    }
  }

  /**
   * XNNPACK refuses some models as a whole, and only now. It cannot compute integers whose scale is
   * 256 times as small as that of the products they sum up, as a layer has whose results are all
   * but constant. LiteRT's own kernels can.
   */
  private static boolean isOfXnnpack(OctetException failure) {
    return String.valueOf(failure.getMessage()).contains("failed to create XNNPACK runtime");
  }

  private OctetException explained(OctetException failure) {
    var ops = new ModelFile(bytes).customOps();
    return ops.isEmpty()
        ? failure
        : failure.advise("the model has ops that are not LiteRT's own: " + String.join(", ", ops));
  }

  @Override
  public MemorySegment input(int i) {
    prepare();
    int tensor = inputs.tensor(i);
    MemorySegment memory = tensors.values(tensor);
    if (memory == null || memory.isReadOnly()) {
      throw new OctetException(
          ErrorCode.RUNTIME,
          "input %d ('%s') cannot be written to: %s"
              .formatted(
                  i,
                  inputs.describe(tensors).get(i).name(),
                  memory == null ? "it has no memory of a fixed size" : "it is a constant"));
    }
    return memory;
  }

  @Override
  public void run() {
    prepare();
    try {
      session.invoke();
    } finally {
      tensors.relocate();
    }
    if (session.isDynamic()) {
      tensors.refresh();
    }
  }

  @Override
  public MemorySegment output(int i) {
    prepare();
    MemorySegment memory = tensors.values(outputs.tensor(i));
    if (memory == null) {
      throw new IllegalStateException("output " + i + " has no values before a run");
    }
    return memory;
  }

  @Override
  public int tensorCount() {
    return tensors.count();
  }

  @Override
  public TensorInfo tensor(int i) {
    return open().tensors.info(i);
  }

  @Override
  public @Nullable MemorySegment tap(int i) {
    if (!taps) {
      throw new IllegalStateException("opened without taps");
    }
    prepare();
    return tensors.values(i);
  }

  @Override
  public long arenaBytes() {
    prepare();
    return session.arenaBytes();
  }

  @Override
  public void resetState() {
    prepare();
    if (session.hasResources()) {
      restart();
    } else {
      session.resetVariables();
    }
  }

  /** Goes on with a new session that has the same sizes. */
  private void restart() {
    var sizes = inputs.describe(tensors);
    var fresh = new Session(model, options, reporter, profiler);
    tensors.close();
    session.close();
    session = fresh;
    tensors = tensorsOf(fresh);
    ready = false;
    sizes.forEach(input -> fresh.resize(input.index(), input.shape().dims()));
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      tensors.close();
      session.close();
      model.close();
      reporter.close();
    }
  }

  private LiteRtEngine open() {
    if (closed) {
      throw new IllegalStateException("the engine is closed");
    }
    return this;
  }
}
