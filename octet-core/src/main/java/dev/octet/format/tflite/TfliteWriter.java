package dev.octet.format.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.octet.format.tflite.schema.Metadata;
import dev.octet.format.tflite.schema.OperatorCode;
import dev.octet.format.tflite.schema.SignatureDef;
import dev.octet.format.tflite.schema.TensorMap;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Signature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds everything of a file but the bytes of its constants.
 *
 * <p>A FlatBuffer is built back to front: what a table refers to is written before it. Equal
 * strings, vectors, quantization tables and options are written once and referred to often.
 */
final class TfliteWriter {
  private static final int VERSION = 3;

  /** Stands in the byte-sized field for operators beyond it. */
  private static final int PLACEHOLDER = 127;

  private final FlatBufferBuilder builder = new FlatBufferBuilder(1 << 16);
  private final SharedVectors vectors = new SharedVectors(builder);
  private final AttributesWriter attributes = new AttributesWriter(builder);
  private final BufferPool buffers = new BufferPool();
  private final Map<OperatorCodes.Code, Integer> codes = new LinkedHashMap<>();
  private final List<GraphWriter> graphs = new ArrayList<>();

  private TfliteWriter() {}

  /**
   * Builds the tables of a model and places its constants behind them.
   *
   * @param flatBufferLimit bytes up to which constants are part of the FlatBuffer; those of a
   *     larger file lie behind it
   * @throws dev.octet.error.OctetException if options do not fit the format
   */
  static Layout layout(Model model, long flatBufferLimit) {
    return new TfliteWriter().build(model, flatBufferLimit);
  }

  private Layout build(Model model, long flatBufferLimit) {
    for (Graph graph : model.graphs()) {
      graphs.add(new GraphWriter(this, graph));
    }
    int subgraphs = vectors.tables(graphs, GraphWriter::write);
    int metadata = vectors.tables(model.metadata(), this::metadata);
    int signatures = vectors.tables(model.signatures(), this::signature);
    // the runtime wants this vector even when there is no op
    int operatorCodes =
        builder.createVectorOfTables(
            codes.keySet().stream().mapToInt(this::operatorCode).toArray());
    int description = vectors.string(model.description());
    var tables = new BufferTables(builder, buffers.constants(), flatBufferLimit);
    int bufferVector = tables.write();
    root(operatorCodes, subgraphs, description, bufferVector, metadata, signatures);
    return tables.place(builder.sizedByteArray());
  }

  private void root(
      int operatorCodes,
      int subgraphs,
      int description,
      int bufferVector,
      int metadata,
      int signatures) {
    dev.octet.format.tflite.schema.Model.startModel(builder);
    dev.octet.format.tflite.schema.Model.addVersion(builder, VERSION);
    dev.octet.format.tflite.schema.Model.addOperatorCodes(builder, operatorCodes);
    dev.octet.format.tflite.schema.Model.addSubgraphs(builder, subgraphs);
    dev.octet.format.tflite.schema.Model.addDescription(builder, description);
    dev.octet.format.tflite.schema.Model.addBuffers(builder, bufferVector);
    dev.octet.format.tflite.schema.Model.addMetadata(builder, metadata);
    dev.octet.format.tflite.schema.Model.addSignatureDefs(builder, signatures);
    dev.octet.format.tflite.schema.Model.finishModelBuffer(
        builder, dev.octet.format.tflite.schema.Model.endModel(builder));
  }

  private int metadata(Model.Metadata entry) {
    int name = vectors.string(entry.name());
    int buffer = buffers.number(entry.data());
    Metadata.startMetadata(builder);
    Metadata.addName(builder, name);
    Metadata.addBuffer(builder, buffer);
    return Metadata.endMetadata(builder);
  }

  private int signature(Signature signature) {
    GraphWriter graph = graphs.get(signature.graph());
    int inputs = vectors.tables(signature.inputs(), p -> port(p, graph.input(p.position())));
    int outputs = vectors.tables(signature.outputs(), p -> port(p, graph.output(p.position())));
    // the key may be empty but has to be there
    int key = builder.createSharedString(signature.key());
    SignatureDef.startSignatureDef(builder);
    SignatureDef.addInputs(builder, inputs);
    SignatureDef.addOutputs(builder, outputs);
    SignatureDef.addSignatureKey(builder, key);
    SignatureDef.addSubgraphIndex(builder, signature.graph());
    return SignatureDef.endSignatureDef(builder);
  }

  private int port(Signature.Port port, int tensor) {
    int name = builder.createSharedString(port.name());
    TensorMap.startTensorMap(builder);
    TensorMap.addName(builder, name);
    TensorMap.addTensorIndex(builder, tensor);
    return TensorMap.endTensorMap(builder);
  }

  private int operatorCode(OperatorCodes.Code code) {
    int custom = code.custom() ? builder.createSharedString(code.name()) : 0;
    OperatorCode.startOperatorCode(builder);
    OperatorCode.addCustomCode(builder, custom);
    OperatorCode.addVersion(builder, code.version());
    OperatorCode.addBuiltinCode(builder, code.builtin());
    OperatorCode.addDeprecatedBuiltinCode(builder, (byte) Math.min(code.builtin(), PLACEHOLDER));
    return OperatorCode.endOperatorCode(builder);
  }

  /** The index of an operator code, which is the same for equal ones. */
  int code(OperatorCodes.Code code) {
    return codes.computeIfAbsent(code, _ -> codes.size());
  }

  FlatBufferBuilder builder() {
    return builder;
  }

  SharedVectors vectors() {
    return vectors;
  }

  AttributesWriter attributes() {
    return attributes;
  }

  BufferPool buffers() {
    return buffers;
  }
}
