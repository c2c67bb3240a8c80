package dev.octet.runtime;

import dev.octet.model.Constant;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The few things that the runtime does not tell of a model. */
final class ModelFile {
  private static final int CODES_OF_MODEL = 1;
  private static final int NAME_OF_CODE = 1;
  private static final int SUBGRAPHS_OF_MODEL = 2;
  private static final int TENSORS_OF_SUBGRAPH = 0;
  private static final int OUTPUTS_OF_SUBGRAPH = 2;
  private static final int OPERATORS_OF_SUBGRAPH = 3;
  private static final int INPUTS_OF_OPERATOR = 1;
  private static final int OUTPUTS_OF_OPERATOR = 2;
  private static final int QUANTIZATION_OF_TENSOR = 4;
  private static final int DETAILS_TYPE_OF_QUANTIZATION = 4;
  private static final int BLOCKWISE = 2;

  private final MemorySegment bytes;

  /** A model whose bytes are verified. */
  ModelFile(MemorySegment bytes) {
    this.bytes = bytes;
  }

  /** The number of tensors of a graph. Those that the runtime adds for itself come behind. */
  int tensorCount(int graph) {
    return length(tensors(graph));
  }

  /** Whether tensors have a scale for each block of values. */
  boolean hasBlocks() {
    return IntStream.range(0, graphCount()).anyMatch(g -> hasBlocks(tensors(g)));
  }

  /** Whether ops make something that only ops read whose own results lead nowhere. */
  boolean hasDeadChains() {
    return IntStream.range(0, graphCount())
        .mapToObj(this::graph)
        .anyMatch(g -> new DeadChains(ops(g), ints(vector(g, OUTPUTS_OF_SUBGRAPH))).any());
  }

  /** Which graphs ops run. */
  SharedGraphs sharedGraphs() {
    return new SharedGraphs(
        IntStream.range(0, graphCount())
            .mapToObj(g -> operators(graph(g)).mapToObj(op -> Callees.of(this, op)).toList())
            .toList());
  }

  /** The tensors of an op by their index; −1 stands for one that is absent. */
  record Op(List<Integer> inputs, List<Integer> outputs) {}

  private List<Op> ops(long graph) {
    return operators(graph)
        .mapToObj(
            op ->
                new Op(ints(vector(op, INPUTS_OF_OPERATOR)), ints(vector(op, OUTPUTS_OF_OPERATOR))))
        .toList();
  }

  private LongStream operators(long graph) {
    long operators = vector(graph, OPERATORS_OF_SUBGRAPH);
    return IntStream.range(0, length(operators))
        .mapToLong(i -> follow(operators + Integer.BYTES * (1L + i)));
  }

  /** The values of a vector, which may be absent. */
  List<Integer> ints(long vector) {
    return IntStream.range(0, length(vector))
        .mapToObj(i -> bytes.get(Constant.I32, vector + Integer.BYTES * (1L + i)))
        .toList();
  }

  private int graphCount() {
    return length(vector(follow(0), SUBGRAPHS_OF_MODEL));
  }

  private boolean hasBlocks(long tensors) {
    return IntStream.range(0, length(tensors))
        .mapToLong(i -> vector(follow(tensors + Integer.BYTES * (1L + i)), QUANTIZATION_OF_TENSOR))
        .filter(quantization -> quantization != 0)
        .map(quantization -> field(quantization, DETAILS_TYPE_OF_QUANTIZATION))
        .anyMatch(type -> type != 0 && bytes.get(ValueLayout.JAVA_BYTE, type) == BLOCKWISE);
  }

  private long tensors(int graph) {
    return vector(graph(graph), TENSORS_OF_SUBGRAPH);
  }

  private long graph(int graph) {
    return follow(vector(follow(0), SUBGRAPHS_OF_MODEL) + Integer.BYTES * (1L + graph));
  }

  /** The length of a vector, which may be absent. */
  private int length(long vector) {
    return vector == 0 ? 0 : bytes.get(Constant.I32, vector);
  }

  /** The names of the ops that are not LiteRT's own. */
  List<String> customOps() {
    var names = new ArrayList<String>();
    long codes = vector(follow(0), CODES_OF_MODEL);
    int count = length(codes);
    for (long i = 1; i <= count; i++) {
      long name = vector(follow(codes + Integer.BYTES * i), NAME_OF_CODE);
      if (name != 0 && bytes.get(Constant.I32, name) > 0) {
        names.add(bytes.getString(name + Integer.BYTES));
      }
    }
    return names;
  }

  /**
   * Where a vector, string or table that a field of a table refers to starts; 0 when the field is
   * absent.
   */
  long vector(long table, int field) {
    long at = field(table, field);
    return at == 0 ? 0 : follow(at);
  }

  /** An integer in a table; 0 when it is absent. */
  int integer(long table, int field) {
    long at = field(table, field);
    return at == 0 ? 0 : bytes.get(Constant.I32, at);
  }

  /** A byte in a table; 0 when it is absent. */
  int unsignedByte(long table, int field) {
    long at = field(table, field);
    return at == 0 ? 0 : Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, at));
  }

  /** Where a field of a table stands; 0 when it is absent. */
  private long field(long table, int field) {
    long layout = table - bytes.get(Constant.I32, table);
    int slot = Short.BYTES * (2 + field);
    int offset = slot < unsigned(layout) ? unsigned(layout + slot) : 0;
    return offset == 0 ? 0 : table + offset;
  }

  private long follow(long position) {
    return position + Integer.toUnsignedLong(bytes.get(Constant.I32, position));
  }

  private int unsigned(long position) {
    return Short.toUnsignedInt(bytes.get(Constant.I16, position));
  }
}
