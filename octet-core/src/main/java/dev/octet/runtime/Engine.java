package dev.octet.runtime;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a model and shows its tensors.
 *
 * <p>One engine belongs to one thread at a time; any number of engines run side by side, also on
 * the same bytes. What LiteRT refuses or fails to do is an {@link dev.octet.error.OctetException}
 * with code {@code RUNTIME} and LiteRT's own words.
 *
 * <p>Memory is the runtime's own, in the machine's byte order, packed as {@link
 * dev.octet.model.ElementType} says. It stays where it is from run to run, unless the graph decides
 * shapes while it runs: so ask for it each time, which is cheap. Memory from before a {@link
 * #resize}, a {@link #resetState} that had to start anew, or {@link #close} is gone, and touching
 * it throws {@link IllegalStateException}.
 */
public interface Engine extends AutoCloseable {
  /**
   * Opens a model. Each engine of Octet comes from here.
   *
   * <p>The caller passes only bytes that Octet's own verifier has accepted: LiteRT's verifier,
   * which runs here too, lets through models that abort the process.
   *
   * @param model the bytes of a {@code .tflite} file in native memory, mapped or allocated,
   *     starting at a multiple of 16; used where they are, so they must neither change nor go away
   *     before the engine is closed
   * @throws dev.octet.error.OctetException RUNTIME when LiteRT refuses the model or cannot be
   *     loaded, USAGE when the signature does not exist
   * @throws IllegalArgumentException for memory on the heap or not aligned
   */
  static Engine open(MemorySegment model, EngineOptions options) {
    return LiteRtEngine.open(model, options);
  }

  /**
   * Opens a model as {@link #open}, and has the profiler listen to its runs. XNNPACK then times its
   * own ops, which makes runs a little slower.
   */
  static Engine profiled(MemorySegment model, EngineOptions options, OpProfiler profiler) {
    return LiteRtEngine.open(model, options, profiler);
  }

  /**
   * Loads the native library ahead of the first engine, on a thread of its own, while the caller
   * does something else. What goes wrong shows when an engine is opened.
   */
  static void preload() {
    Thread.ofPlatform().daemon().name("octet-natives").start(LiteRt::preload);
  }

  /** The version of LiteRT behind the engine, such as {@code 2.20.0}. */
  static String version() {
    return LiteRt.version();
  }

  /**
   * The kernels that run the model. Where {@link KernelSet#DEFAULT} says so they are others than
   * were asked for, and {@link #prepare()} may find that they must be.
   */
  KernelSet kernels();

  /**
   * The inputs, in the order of the graph's inputs, also when a signature runs. Should a signature
   * have two names for one input, the second comes behind all of those.
   */
  List<TensorInfo> inputs();

  /** The outputs, in the order of the graph's outputs, as {@link #inputs()}. */
  List<TensorInfo> outputs();

  /**
   * Gives an input other sizes. What that means for the other tensors shows in {@link #prepare()}.
   * LiteRT crashes where memory runs out: the caller sees to it that it does not.
   *
   * @param input its place in {@link #inputs()}
   * @param dims the sizes, none negative
   * @throws dev.octet.error.OctetException RUNTIME when LiteRT refuses the sizes
   */
  void resize(int input, int... dims);

  /**
   * Readies every op for the sizes of the inputs and allocates the tensors. Whatever needs this
   * does it first; call it to learn whether the runtime has a kernel for each op and type in the
   * model. State kept between runs is reset.
   */
  void prepare();

  /**
   * Where to write input number {@code i}.
   *
   * @throws dev.octet.error.OctetException RUNTIME for a tensor of strings
   */
  MemorySegment input(int i);

  /** Runs the graph once. */
  void run();

  /** The values of output number {@code i} after a run. */
  MemorySegment output(int i);

  /** The number of tensors the graph has in the file. */
  int tensorCount();

  /** What the runtime says of tensor {@code i} of the graph, by its index in the file. */
  TensorInfo tensor(int i);

  /**
   * The values of tensor {@code i} of the graph after a run. The runtime computes no tensor that
   * only describes or that no output needs, and where it computes several ops at once not all of
   * those between; constants have their values always.
   *
   * @param i the tensor's index in the file
   * @return its values, or null when the runtime has none
   * @throws IllegalStateException when the engine was opened without taps
   */
  @Nullable MemorySegment tap(int i);

  /**
   * What LiteRT has set aside in this model's graphs: its arenas for activations, scratch buffers
   * and states, tensors that are sized in a run, and resources. XNNPACK keeps its own memory.
   */
  long arenaBytes();

  /**
   * Sets what is kept from run to run, such as the state of an RNN, back to its first value. Write
   * the inputs after it, not before.
   */
  void resetState();

  /** Frees everything. Closing again does nothing. */
  @Override
  void close();
}
