package dev.octet.format.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.octet.format.tflite.schema.Buffer;
import dev.octet.format.tflite.schema.Metadata;
import dev.octet.format.tflite.schema.Model;
import dev.octet.format.tflite.schema.Operator;
import dev.octet.format.tflite.schema.OperatorCode;
import dev.octet.format.tflite.schema.SignatureDef;
import dev.octet.format.tflite.schema.SubGraph;
import dev.octet.format.tflite.schema.TensorMap;
import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file built table by table, with whatever in it: what no writer of Octet's would write, but
 * others have.
 */
public final class RawFile {
  private final FlatBufferBuilder builder = new FlatBufferBuilder(1 << 12);
  private final AttributesWriter attributes =
      new AttributesWriter(builder, new SharedVectors(builder));
  private final List<Integer> buffers = new ArrayList<>();
  private final List<Integer> codes = new ArrayList<>();
  private final List<Integer> graphs = new ArrayList<>();
  private final List<Integer> metadata = new ArrayList<>();
  private final List<Integer> signatures = new ArrayList<>();

  /** A file without anything, not even the empty buffer 0. */
  public static RawFile bare() {
    return new RawFile();
  }

  /** A file with the empty buffer 0. */
  public static RawFile start() {
    var file = new RawFile();
    file.noData();
    return file;
  }

  /** Adds a buffer without data. */
  public int noData() {
    Buffer.startBuffer(builder);
    return add(buffers, Buffer.endBuffer(builder));
  }

  /** Adds a buffer of floats. */
  public int floats(float... values) {
    return data(Constant.of(values).bytes().toArray(ValueLayout.JAVA_BYTE));
  }

  /** Adds a buffer. */
  public int data(byte... bytes) {
    builder.startVector(1, bytes.length, 16);
    for (int i = bytes.length - 1; i >= 0; i--) {
      builder.addByte(bytes[i]);
    }
    int vector = builder.endVector();
    Buffer.startBuffer(builder);
    Buffer.addData(builder, vector);
    return add(buffers, Buffer.endBuffer(builder));
  }

  /** Adds a buffer that lies elsewhere in the file. */
  public int outside(long offset, long size) {
    Buffer.startBuffer(builder);
    Buffer.addOffset(builder, offset);
    Buffer.addSize(builder, size);
    return add(buffers, Buffer.endBuffer(builder));
  }

  /** Adds an operator code with exactly these fields; null for a builtin op's. */
  public int code(int deprecated, int builtin, int version, byte @Nullable [] custom) {
    int name = custom == null ? 0 : string(custom);
    OperatorCode.startOperatorCode(builder);
    OperatorCode.addDeprecatedBuiltinCode(builder, (byte) deprecated);
    OperatorCode.addBuiltinCode(builder, builtin);
    OperatorCode.addVersion(builder, version);
    OperatorCode.addCustomCode(builder, name);
    return add(codes, OperatorCode.endOperatorCode(builder));
  }

  /** Adds a builtin op's code. */
  public int code(String op) {
    int number = (int) Schema.get().enumType("BuiltinOperator").value(op);
    return code(Math.min(number, 127), number, 1, null);
  }

  /** Starts a graph. */
  public Sub graph() {
    return new Sub();
  }

  /** Adds metadata. */
  public RawFile metadata(String name, int buffer) {
    int text = string(Names.bytes(name));
    Metadata.startMetadata(builder);
    Metadata.addName(builder, text);
    Metadata.addBuffer(builder, buffer);
    add(metadata, Metadata.endMetadata(builder));
    return this;
  }

  /** Adds a signature: names for tensors. */
  public RawFile signature(
      String key, int graph, Map<String, Integer> inputs, Map<String, Integer> outputs) {
    int in = ports(inputs);
    int out = ports(outputs);
    int text = string(Names.bytes(key));
    SignatureDef.startSignatureDef(builder);
    SignatureDef.addInputs(builder, in);
    SignatureDef.addOutputs(builder, out);
    SignatureDef.addSignatureKey(builder, text);
    SignatureDef.addSubgraphIndex(builder, graph);
    add(signatures, SignatureDef.endSignatureDef(builder));
    return this;
  }

  private int ports(Map<String, Integer> ports) {
    var tables = new ArrayList<Integer>();
    new TreeMap<>(ports)
        .forEach(
            (name, tensor) -> {
              int text = string(Names.bytes(name));
              TensorMap.startTensorMap(builder);
              TensorMap.addName(builder, text);
              TensorMap.addTensorIndex(builder, tensor);
              tables.add(TensorMap.endTensorMap(builder));
            });
    return tables(tables);
  }

  /** The finished file, in native memory as engines want it. */
  public MemorySegment bytes() {
    int codeVector = tables(codes);
    int graphVector = tables(graphs);
    int bufferVector = tables(buffers);
    int metadataVector = tables(metadata);
    int signatureVector = tables(signatures);
    Model.startModel(builder);
    Model.addVersion(builder, 3);
    Model.addOperatorCodes(builder, codeVector);
    Model.addSubgraphs(builder, graphVector);
    Model.addBuffers(builder, bufferVector);
    Model.addMetadata(builder, metadataVector);
    Model.addSignatureDefs(builder, signatureVector);
    Model.finishModelBuffer(builder, Model.endModel(builder));
    byte[] bytes = builder.sizedByteArray();
    return java.lang.foreign.Arena.ofAuto()
        .allocate(bytes.length, 64)
        .copyFrom(MemorySegment.ofArray(bytes));
  }

  private int string(byte[] text) {
    return builder.createString(ByteBuffer.wrap(text));
  }

  private int tables(List<Integer> offsets) {
    return builder.createVectorOfTables(offsets.stream().mapToInt(i -> i).toArray());
  }

  private static int add(List<Integer> list, int item) {
    list.add(item);
    return list.size() - 1;
  }

  /** A graph under construction. */
  public final class Sub {
    private final List<Integer> tensors = new ArrayList<>();
    private final List<Integer> operators = new ArrayList<>();

    /** Adds a float tensor. */
    public int tensor(String name, int buffer, int... dims) {
      return tensor(Names.bytes(name), Attributes.of("Tensor"), buffer, dims);
    }

    /** Adds a tensor with further fields of the format. */
    public int tensor(byte[] name, Attributes fields, int buffer, int... dims) {
      var shape = new ArrayList<Long>();
      for (int dim : dims) {
        shape.add((long) dim);
      }
      Attributes all =
          fields.with("shape", shape).with("buffer", (long) buffer).with("name", Names.text(name));
      return add(tensors, attributes.write(all));
    }

    /** Adds an operator; null options for none. */
    public Sub op(int code, @Nullable Attributes options, int[] inputs, int... outputs) {
      return op(code, options, 0, 0, inputs, outputs);
    }

    /** Adds a custom operator whose options lie elsewhere in the file. */
    public Sub op(
        int code,
        @Nullable Attributes options,
        long largeOffset,
        long largeSize,
        int[] inputs,
        int... outputs) {
      int table = options == null ? 0 : attributes.write(options);
      int in = Operator.createInputsVector(builder, inputs);
      int out = Operator.createOutputsVector(builder, outputs);
      Operator.startOperator(builder);
      Operator.addOpcodeIndex(builder, code);
      Operator.addInputs(builder, in);
      Operator.addOutputs(builder, out);
      if (options != null) {
        Operator.addBuiltinOptions(builder, table);
        Operator.addBuiltinOptionsType(
            builder, (byte) attributes.member("BuiltinOptions", options.type()));
      }
      Operator.addLargeCustomOptionsOffset(builder, largeOffset);
      Operator.addLargeCustomOptionsSize(builder, largeSize);
      add(operators, Operator.endOperator(builder));
      return this;
    }

    /** Ends the graph. */
    public RawFile end(int[] inputs, int... outputs) {
      int tensorVector = tables(tensors);
      int in = SubGraph.createInputsVector(builder, inputs);
      int out = SubGraph.createOutputsVector(builder, outputs);
      int ops = tables(operators);
      SubGraph.startSubGraph(builder);
      SubGraph.addTensors(builder, tensorVector);
      SubGraph.addInputs(builder, in);
      SubGraph.addOutputs(builder, out);
      SubGraph.addOperators(builder, ops);
      add(graphs, SubGraph.endSubGraph(builder));
      return RawFile.this;
    }
  }
}
