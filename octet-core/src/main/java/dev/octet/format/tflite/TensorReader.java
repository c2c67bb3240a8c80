package dev.octet.format.tflite;

import dev.octet.error.OctetException;
import dev.octet.format.tflite.schema.SubGraph;
import dev.octet.format.tflite.schema.TensorType;
import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the tensors of one subgraph. */
final class TensorReader {
  private static final int MAX_RANK = 64;
  private static final long MAX_ELEMENTS = 1L << 50;

  private final TfliteReader file;
  private final SubGraph graph;
  private final int graphTable;
  private final boolean knowsRank;
  private final QuantizationReader quantizations;
  private final AttributesReader attributes;
  private final @Nullable Tensor[] tensors;

  TensorReader(TfliteReader file, SubGraph graph, int graphTable, boolean knowsRank) {
    this.file = file;
    this.graph = graph;
    this.graphTable = graphTable;
    this.knowsRank = knowsRank;
    this.attributes = new AttributesReader(file.bytes(), file.budget());
    this.quantizations = new QuantizationReader(file, attributes);
    this.tensors = new @Nullable Tensor[graph.tensorsLength()];
  }

  /**
   * Reads all.
   *
   * @param filled the tensors that inputs and ops give a value
   */
  void read(BitSet filled) {
    for (int i = 0; i < tensors.length; i++) {
      if (tensors[i] == null) {
        tensors[i] = at(i, filled, true);
      }
    }
  }

  /** The tensor of that index. */
  Tensor get(int index) {
    Tensor tensor = tensors[index];
    if (tensor == null) {
      throw new IllegalStateException("tensor " + index + " was not read");
    }
    return tensor;
  }

  /** The tensors of these indices. */
  List<Tensor> get(int[] indices) {
    return Arrays.stream(indices).mapToObj(this::get).toList();
  }

  /** Number and name, for messages. */
  String describe(int index) {
    FlatBytes bytes = file.bytes();
    int name = bytes.field(bytes.element(graphTable, Ids.GRAPH_TENSORS, index), Ids.TENSOR_NAME);
    return "tensor %d '%s'".formatted(index, name == 0 ? "" : bytes.string(bytes.follow(name)));
  }

  private Tensor at(int index, BitSet filled, boolean mayRefer) {
    int table = file.bytes().element(graphTable, Ids.GRAPH_TENSORS, index);
    try {
      return read(index, table, filled, mayRefer);
    } catch (OctetException e) {
      throw e.in("%s at byte %d".formatted(describe(index), table));
    }
  }

  private Tensor read(int index, int table, BitSet filled, boolean mayRefer) {
    var source = graph.tensors(index);
    ElementType type = type(source.type());
    if (source.externalBuffer() != 0) {
      throw TfliteReader.unsupported("keeps its data in another file");
    }
    Constant data = file.constant(source.buffer(), "it");
    Shape shape = shape(source, data != null);
    if (data == null && !filled.get(index) && !source.isVariable() && shape.elements() == 0) {
      data = Constant.of(new byte[0]);
    }
    Attributes extras = extras(table);
    if (data != null) {
      checkData(source, type, shape, data, extras);
      data = file.trimmed(source.buffer(), data, needed(type, shape, data, extras));
    }
    Quantization quantization =
        quantizations.read(
            source.quantization(),
            table,
            type,
            shape,
            data != null,
            t -> scales(t, index, filled, mayRefer));
    Tensor tensor = Tensor.of(file.text(table, Ids.TENSOR_NAME), type, shape);
    if (source.isVariable()) {
      tensor = tensor.asVariable();
    }
    return tensor.withExtras(extras).withData(type, quantization, data);
  }

  /** The tensor that holds the scales of a blockwise quantized one. */
  private Tensor scales(int scales, int user, BitSet filled, boolean mayRefer) {
    if (scales < 0 || scales >= tensors.length || scales == user || !mayRefer) {
      throw TfliteReader.malformed("has its scales in tensor " + scales);
    }
    Tensor tensor = tensors[scales];
    if (tensor == null) {
      tensor = at(scales, filled, false);
      tensors[scales] = tensor;
    }
    return tensor;
  }

  private static void checkData(
      dev.octet.format.tflite.schema.Tensor source,
      ElementType type,
      Shape shape,
      Constant data,
      @Nullable Attributes extras) {
    if (source.isVariable()) {
      throw TfliteReader.malformed("is a variable and has data");
    }
    if (data.byteSize() < needed(type, shape, data, extras)) {
      throw TfliteReader.malformed(
          "%s%s has %d bytes of data, not %d"
              .formatted(type.text(), shape, data.byteSize(), type.bytes(shape.elements())));
    }
    if (extras != null && extras.fields().get("sparsity") instanceof Attributes sparsity) {
      SparsityRules.check(sparsity, shape, type, data);
    }
    if (type == ElementType.STRING) {
      StringTensors.check(data, shape);
    }
  }

  /** Bytes the runtime asks for; it takes more, and so do we, but do not keep them. */
  private static long needed(
      ElementType type, Shape shape, Constant data, @Nullable Attributes extras) {
    boolean sparse = extras != null && extras.fields().containsKey("sparsity");
    return type.bits() == 0 || sparse ? data.byteSize() : type.bytes(shape.elements());
  }

  private static ElementType type(byte code) {
    if (code < 0 || code >= TensorType.names.length) {
      throw TfliteReader.unsupported("has type " + code + ", newer than Octet knows");
    }
    try {
      return ElementType.valueOf(TensorType.name(code));
    } catch (IllegalArgumentException e) {
      throw TfliteReader.unsupported("has type " + TensorType.name(code)).because(e);
    }
  }

  private Shape shape(dev.octet.format.tflite.schema.Tensor source, boolean constant) {
    int rank = file.budget().take(source.shapeLength());
    if (rank > MAX_RANK) {
      throw TfliteReader.malformed("has " + rank + " dimensions");
    }
    if (rank == 0) {
      return constant || source.hasRank() || !knowsRank ? Shape.of() : Shape.unranked();
    }
    var dims = new int[rank];
    long elements = 1;
    for (int i = 0; i < rank; i++) {
      dims[i] = source.shape(i);
      if (dims[i] < 0) {
        throw TfliteReader.malformed("dimension %d is %d".formatted(i, dims[i]));
      }
      if (dims[i] > 0 && elements > MAX_ELEMENTS / dims[i]) {
        throw TfliteReader.malformed("has more elements than any memory");
      }
      elements *= dims[i];
    }
    return Shape.of(dims, signature(source, dims));
  }

  /** LiteRT looks at the shape alone; a signature that does not fit it is taken for what it can. */
  private static int @Nullable [] signature(
      dev.octet.format.tflite.schema.Tensor source, int[] dims) {
    if (source.shapeSignatureLength() != dims.length) {
      return null;
    }
    int[] signature = dims.clone();
    for (int i = 0; i < dims.length; i++) {
      if (source.shapeSignature(i) == -1) {
        signature[i] = -1;
      }
    }
    return signature;
  }

  /** What has no place of its own in the model: sparsity, variants, recorded ranges. */
  private @Nullable Attributes extras(int table) {
    var extras = new TreeMap<String, Object>();
    for (String name : List.of("sparsity", "variant_tensors")) {
      Object value = attributes.field(table, "Tensor", name);
      if (value != null) {
        extras.put(name, value);
      }
    }
    int quantization = file.bytes().field(table, Ids.TENSOR_QUANTIZATION);
    if (quantization != 0) {
      Map<String, Object> ranges = ranges(file.bytes().follow(quantization));
      if (!ranges.isEmpty()) {
        extras.put("quantization", new Attributes("QuantizationParameters", ranges));
      }
    }
    return extras.isEmpty() ? null : new Attributes("Tensor", extras);
  }

  private Map<String, Object> ranges(int quantization) {
    var ranges = new TreeMap<String, Object>();
    for (String name : List.of("min", "max")) {
      Object value = attributes.field(quantization, "QuantizationParameters", name);
      if (value instanceof List<?> list && !list.isEmpty()) {
        ranges.put(name, new ArrayList<Object>(list));
      }
    }
    return ranges;
  }
}
