package dev.octet.format.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.schema.Operator;
import dev.octet.format.tflite.schema.SubGraph;
import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Quantization;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Writes one graph: tensors get their indices here. */
final class GraphWriter {
  private static final int ABSENT = -1;

  /** Custom options beyond so many bytes are streamed, as constants are. */
  private static final int LARGE = 64 << 10;

  private final TfliteWriter file;
  private final FlatBufferBuilder builder;
  private final Graph graph;
  private final Map<Tensor, Integer> index = new HashMap<>();
  private final List<Tensor> tensors = new ArrayList<>();

  GraphWriter(TfliteWriter file, Graph graph) {
    this.file = file;
    this.builder = file.builder();
    this.graph = graph;
    graph.tensors().forEach(this::number);
  }

  private void number(Tensor tensor) {
    if (index.putIfAbsent(tensor, tensors.size()) == null) {
      tensors.add(tensor);
      if (tensor.quantization() instanceof Quantization.Blockwise blockwise) {
        number(blockwise.scales());
      }
    }
  }

  /** The tensor index of an input of the graph. */
  int input(int position) {
    return indexOf(graph.inputs().get(position));
  }

  /** The tensor index of an output of the graph. */
  int output(int position) {
    return indexOf(graph.outputs().get(position));
  }

  int indexOf(@Nullable Tensor tensor) {
    return tensor == null ? ABSENT : index.getOrDefault(tensor, ABSENT);
  }

  int write() {
    var tensorWriter = new TensorWriter(file, this);
    // the runtime wants both vectors, even when they are empty
    int tensorVector = builder.createVectorOfTables(offsets(tensors, tensorWriter::write));
    int operators = builder.createVectorOfTables(offsets(graph.nodes(), this::operator));
    int inputs = indices(graph.inputs());
    int outputs = indices(graph.outputs());
    int name = file.vectors().optionalString(graph.name());
    SubGraph.startSubGraph(builder);
    SubGraph.addTensors(builder, tensorVector);
    SubGraph.addInputs(builder, inputs);
    SubGraph.addOutputs(builder, outputs);
    SubGraph.addOperators(builder, operators);
    SubGraph.addName(builder, name);
    return SubGraph.endSubGraph(builder);
  }

  private static <T> int[] offsets(List<T> items, ToIntFunction<T> write) {
    return items.stream().mapToInt(write).toArray();
  }

  private int operator(Node node) {
    Operation op = node.operation();
    int code = file.code(new OperatorCodes.Code(op.name(), op.custom(), op.version()));
    int inputs = indices(node.inputs());
    int outputs = indices(node.outputs());
    int intermediates = node.intermediates().isEmpty() ? 0 : indices(node.intermediates());
    MemorySegment customOptions = op.customOptions();
    Constant large =
        customOptions == null || customOptions.byteSize() <= LARGE
            ? null
            : file.blobs().options(customOptions);
    int custom =
        customOptions == null || large != null
            ? 0
            : file.vectors().bytes(customOptions.asByteBuffer());
    int mutating = mutating(op.extras());
    Attributes options = op.options();
    int first = options == null ? 0 : file.attributes().member("BuiltinOptions", options.type());
    int second = options == null ? 0 : file.attributes().member("BuiltinOptions2", options.type());
    if (options != null && first == 0 && second == 0) {
      throw new OctetException(
          ErrorCode.UNSUPPORTED_MODEL,
          "%s has options of type %s, which the format does not know"
              .formatted(op.name(), options.type()));
    }
    int table = options == null ? 0 : file.attributes().write(options);
    Operator.startOperator(builder);
    Operator.addOpcodeIndex(builder, code);
    Operator.addInputs(builder, inputs);
    Operator.addOutputs(builder, outputs);
    Operator.addMutatingVariableInputs(builder, mutating);
    Operator.addIntermediates(builder, intermediates);
    Operator.addCustomOptions(builder, custom);
    Operator.addBuiltinOptions(builder, first == 0 ? 0 : table);
    Operator.addBuiltinOptions2(builder, second == 0 ? 0 : table);
    Operator.addBuiltinOptionsType(builder, (byte) first);
    Operator.addBuiltinOptions2Type(builder, (byte) second);
    return large == null
        ? Operator.endOperator(builder)
        : file.blobs().endTable(Blobs.Slot.OPTIONS, large, false);
  }

  private int mutating(@Nullable Attributes extras) {
    List<?> inputs = extras == null ? List.of() : extras.list(GraphReader.MUTATING);
    var bytes = ByteBuffer.allocate(inputs.size());
    inputs.forEach(input -> bytes.put((byte) (input.equals(true) ? 1 : 0)));
    return inputs.isEmpty() ? 0 : file.vectors().bytes(bytes.flip());
  }

  private int indices(List<? extends @Nullable Tensor> list) {
    return file.vectors().ints(list.stream().mapToInt(this::indexOf).toArray());
  }
}
