package dev.octet.format.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.schema.Metadata;
import dev.octet.format.tflite.schema.OperatorCode;
import dev.octet.format.tflite.schema.SignatureDef;
import dev.octet.format.tflite.schema.TensorMap;
import dev.octet.model.Constant;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Signature;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /** The metadata that tells tools to look behind the FlatBuffer. */
  static final String BUFFER_LOCATION = "buffer_location";

  private static final Model.Metadata OUTSIDE =
      new Model.Metadata(
          BUFFER_LOCATION, Constant.of("outside flatbuffers".getBytes(StandardCharsets.US_ASCII)));

  private final FlatBufferBuilder builder = new FlatBufferBuilder(1 << 16);
  private final SharedVectors vectors = new SharedVectors(builder);
  private final AttributesWriter attributes = new AttributesWriter(builder, vectors);
  private final BufferPool buffers = new BufferPool();
  private final Map<OperatorCodes.Code, Integer> codes = new LinkedHashMap<>();
  private final List<GraphWriter> graphs = new ArrayList<>();
  private final Model model;
  private final List<Model.Metadata> metadata;
  private final Blobs blobs;

  private TfliteWriter(Model model, boolean outside) {
    this.model = model;
    this.blobs = new Blobs(builder, outside);
    this.metadata = new ArrayList<>(model.metadata());
    if (outside) {
      metadata.add(OUTSIDE);
    }
    write();
  }

  /**
   * Builds the tables of a model and places its constants behind them.
   *
   * @param flatBufferLimit bytes up to which constants are part of the FlatBuffer; those of a
   *     larger file lie behind it
   * @throws OctetException if options do not fit the format
   */
  static Layout layout(Model model, long flatBufferLimit) {
    var file = new TfliteWriter(model, false);
    if (file.blobs.flatBufferSize() > flatBufferLimit) {
      file = new TfliteWriter(model, true);
      if (file.blobs.flatBufferSize() > Tflite.FLATBUFFER_LIMIT) {
        throw new OctetException(
            ErrorCode.MODEL_TOO_LARGE, "its graphs and metadata take more than 2 GiB");
      }
    }
    return file.blobs.place(
        file.builder.sizedByteArray(), Optional.ofNullable(model.files()).stream().toList());
  }

  private void write() {
    for (Graph graph : model.graphs()) {
      graphs.add(new GraphWriter(this, graph));
    }
    int subgraphs = vectors.tables(graphs, GraphWriter::write);
    int metadataVector = vectors.tables(metadata, this::metadata);
    int signatures = vectors.tables(model.signatures(), this::signature);
    // the runtime wants this vector even when there is no op
    int operatorCodes =
        builder.createVectorOfTables(
            codes.keySet().stream().mapToInt(this::operatorCode).toArray());
    int description = vectors.optionalString(model.description());
    int bufferVector = buffers.write(builder, blobs);
    root(operatorCodes, subgraphs, description, bufferVector, metadataVector, signatures);
  }

  private void root(
      int operatorCodes,
      int subgraphs,
      int description,
      int bufferVector,
      int metadataVector,
      int signatures) {
    dev.octet.format.tflite.schema.Model.startModel(builder);
    dev.octet.format.tflite.schema.Model.addVersion(builder, VERSION);
    dev.octet.format.tflite.schema.Model.addOperatorCodes(builder, operatorCodes);
    dev.octet.format.tflite.schema.Model.addSubgraphs(builder, subgraphs);
    dev.octet.format.tflite.schema.Model.addDescription(builder, description);
    dev.octet.format.tflite.schema.Model.addBuffers(builder, bufferVector);
    dev.octet.format.tflite.schema.Model.addMetadata(builder, metadataVector);
    dev.octet.format.tflite.schema.Model.addSignatureDefs(builder, signatures);
    dev.octet.format.tflite.schema.Model.finishModelBuffer(
        builder, dev.octet.format.tflite.schema.Model.endModel(builder));
  }

  private int metadata(Model.Metadata entry) {
    int name = vectors.string(entry.name());
    int buffer = buffers.metadata(entry.data());
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
    int key = vectors.string(signature.key());
    SignatureDef.startSignatureDef(builder);
    SignatureDef.addInputs(builder, inputs);
    SignatureDef.addOutputs(builder, outputs);
    SignatureDef.addSignatureKey(builder, key);
    SignatureDef.addSubgraphIndex(builder, signature.graph());
    return SignatureDef.endSignatureDef(builder);
  }

  private int port(Signature.Port port, int tensor) {
    int name = vectors.string(port.name());
    TensorMap.startTensorMap(builder);
    TensorMap.addName(builder, name);
    TensorMap.addTensorIndex(builder, tensor);
    return TensorMap.endTensorMap(builder);
  }

  private int operatorCode(OperatorCodes.Code code) {
    int custom = code.custom() ? vectors.string(code.name()) : 0;
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

  Blobs blobs() {
    return blobs;
  }

  BufferPool buffers() {
    return buffers;
  }
}
