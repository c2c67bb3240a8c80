package dev.octet.runtime;

import dev.octet.model.ElementType;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.Subgraph;
import org.bytedeco.tensorflowlite.TfLiteContext;
import org.bytedeco.tensorflowlite.TfLiteIntArray;
import org.bytedeco.tensorflowlite.TfLiteTensor;
import org.bytedeco.tensorflowlite.global.tensorflowlite;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of a graph as the runtime has them. Memory is remembered for as long as the runtime's
 * own table says the same, so that asking again costs two loads.
 */
final class Tensors {
  private final Subgraph graph;
  private final @Nullable TensorInfo[] infos;
  private final @Nullable MemorySegment[] values;
  private final int stride = Pointer.sizeof(TfLiteTensor.class);
  private final int data = Pointer.offsetof(TfLiteTensor.class, "data");
  private final int bytes = Pointer.offsetof(TfLiteTensor.class, "bytes");
  private final MemorySegment tableAddress;
  private Arena lifetime = Arena.ofShared();
  private MemorySegment table = MemorySegment.NULL;

  /** The first {@code count} tensors of a graph. */
  Tensors(Subgraph graph, int count) {
    this.graph = graph;
    infos = new TensorInfo[count];
    values = new MemorySegment[count];
    tableAddress = tableAddress(graph);
    refresh();
  }

  /** Where the runtime keeps the address of its table. To ask it costs as much as a small op. */
  @SuppressWarnings("restricted")
  private static MemorySegment tableAddress(Subgraph graph) {
    long field = graph.context().address() + Pointer.offsetof(TfLiteContext.class, "tensors");
    return MemorySegment.ofAddress(field).reinterpret(ValueLayout.JAVA_LONG.byteSize());
  }

  int count() {
    return infos.length;
  }

  /** Shapes and addresses, even the table's, may have changed. */
  void refresh() {
    Arrays.fill(infos, null);
    relocate();
  }

  /**
   * The table may have moved. LiteRT moves it in a run, too: it makes room for more tensors before
   * each op ({@code EnsureTensorsVectorCapacity} in {@code subgraph.cc}), be they needed or not.
   */
  @SuppressWarnings("restricted")
  void relocate() {
    if (infos.length > 0) {
      long address = tableAddress.get(ValueLayout.JAVA_LONG, 0);
      if (address != table.address()) {
        table = MemorySegment.ofAddress(address).reinterpret((long) stride * infos.length);
      }
    }
  }

  /** All memory is about to go: whoever still holds some gets an exception, not a crash. */
  void release() {
    close();
    lifetime = Arena.ofShared();
  }

  /** They are no more. */
  void close() {
    Arrays.fill(infos, null);
    Arrays.fill(values, null);
    lifetime.close();
  }

  TensorInfo info(int i) {
    TensorInfo known = infos[i];
    if (known == null) {
      known = describe(i, graph.tensor(i));
      infos[i] = known;
    }
    return known;
  }

  /** The memory of a tensor, read-only for a constant, or null when it has none. */
  @Nullable MemorySegment values(int i) {
    MemorySegment known = values[i];
    long at = (long) i * stride;
    long address = table.get(ValueLayout.JAVA_LONG, at + data);
    long size = table.get(ValueLayout.JAVA_LONG, at + bytes);
    if (known == null || known.address() != address || known.byteSize() != size) {
      known = memory(graph.tensor(i), address, size);
      values[i] = known;
    }
    return known;
  }

  @SuppressWarnings("restricted")
  private @Nullable MemorySegment memory(TfLiteTensor tensor, long address, long size) {
    if (address == 0) {
      return elements(tensor) == 0 ? MemorySegment.NULL : null;
    }
    var memory = MemorySegment.ofAddress(address).reinterpret(size, lifetime, null);
    boolean constant = tensor.allocation_type() == tensorflowlite.kTfLiteMmapRo;
    return constant ? memory.asReadOnly() : memory;
  }

  private static long elements(TfLiteTensor tensor) {
    return Arrays.stream(ints(tensor.dims())).asLongStream().reduce(1, (a, b) -> a * b);
  }

  private static TensorInfo describe(int index, TfLiteTensor tensor) {
    var name = tensor.name();
    float scale = tensor.params().scale();
    return new TensorInfo(
        index,
        name == null || name.isNull() ? "" : name.getString(),
        type(tensor.type()),
        shape(ints(tensor.dims()), ints(tensor.dims_signature())),
        scale > 0 && Float.isFinite(scale)
            ? new PerTensor(scale, tensor.params().zero_point())
            : null);
  }

  /** A shape; a fixed dimension that was resized all the same makes all of them fixed. */
  private static Shape shape(int[] dims, int[] signature) {
    boolean fits = dims.length == signature.length;
    for (int i = 0; fits && i < dims.length; i++) {
      fits = signature[i] == -1 || signature[i] == dims[i];
    }
    return fits ? Shape.of(dims, signature) : Shape.of(dims);
  }

  private static int[] ints(@Nullable TfLiteIntArray array) {
    if (array == null || array.isNull()) {
      return new int[0];
    }
    var ints = new int[array.size()];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = array.data(i);
    }
    return ints;
  }

  private static ElementType type(int type) {
    return switch (type) {
      case tensorflowlite.kTfLiteFloat32 -> ElementType.FLOAT32;
      case tensorflowlite.kTfLiteFloat16 -> ElementType.FLOAT16;
      case tensorflowlite.kTfLiteBFloat16 -> ElementType.BFLOAT16;
      case tensorflowlite.kTfLiteFloat64 -> ElementType.FLOAT64;
      case tensorflowlite.kTfLiteInt4 -> ElementType.INT4;
      case tensorflowlite.kTfLiteInt8 -> ElementType.INT8;
      case tensorflowlite.kTfLiteInt16 -> ElementType.INT16;
      case tensorflowlite.kTfLiteInt32 -> ElementType.INT32;
      case tensorflowlite.kTfLiteInt64 -> ElementType.INT64;
      case tensorflowlite.kTfLiteUInt8 -> ElementType.UINT8;
      case tensorflowlite.kTfLiteUInt16 -> ElementType.UINT16;
      case tensorflowlite.kTfLiteUInt32 -> ElementType.UINT32;
      case tensorflowlite.kTfLiteUInt64 -> ElementType.UINT64;
      case tensorflowlite.kTfLiteBool -> ElementType.BOOL;
      case tensorflowlite.kTfLiteComplex64 -> ElementType.COMPLEX64;
      case tensorflowlite.kTfLiteComplex128 -> ElementType.COMPLEX128;
      case tensorflowlite.kTfLiteString -> ElementType.STRING;
      case tensorflowlite.kTfLiteResource -> ElementType.RESOURCE;
      case tensorflowlite.kTfLiteVariant -> ElementType.VARIANT;
      default -> throw new IllegalStateException("tensor of unknown type " + type);
    };
  }
}
