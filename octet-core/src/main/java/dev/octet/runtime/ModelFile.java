package dev.octet.runtime;

import dev.octet.model.Constant;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** The few things that the runtime does not tell of a model. */
final class ModelFile {
  private static final int CODES_OF_MODEL = 1;
  private static final int NAME_OF_CODE = 1;
  private static final int SUBGRAPHS_OF_MODEL = 2;
  private static final int TENSORS_OF_SUBGRAPH = 0;

  private final MemorySegment bytes;

  /** A model whose bytes are verified. */
  ModelFile(MemorySegment bytes) {
    this.bytes = bytes;
  }

  /** The number of tensors of a graph. Those that the runtime adds for itself come behind. */
  int tensorCount(int graph) {
    long graphs = vector(follow(0), SUBGRAPHS_OF_MODEL);
    long tensors = vector(follow(graphs + Integer.BYTES * (1L + graph)), TENSORS_OF_SUBGRAPH);
    return tensors == 0 ? 0 : bytes.get(Constant.I32, tensors);
  }

  /** The names of the ops that are not LiteRT's own. */
  List<String> customOps() {
    var names = new ArrayList<String>();
    long codes = vector(follow(0), CODES_OF_MODEL);
    int count = codes == 0 ? 0 : bytes.get(Constant.I32, codes);
    for (long i = 1; i <= count; i++) {
      long name = vector(follow(codes + Integer.BYTES * i), NAME_OF_CODE);
      if (name != 0 && bytes.get(Constant.I32, name) > 0) {
        names.add(bytes.getString(name + Integer.BYTES));
      }
    }
    return names;
  }

  /**
   * Where a vector (or string) field of a table starts, with its length; 0 when the field is
   * absent.
   */
  private long vector(long table, int field) {
    long layout = table - bytes.get(Constant.I32, table);
    int slot = Short.BYTES * (2 + field);
    int offset = slot < unsigned(layout) ? unsigned(layout + slot) : 0;
    return offset == 0 ? 0 : follow(table + offset);
  }

  private long follow(long position) {
    return position + Integer.toUnsignedLong(bytes.get(Constant.I32, position));
  }

  private int unsigned(long position) {
    return Short.toUnsignedInt(bytes.get(Constant.I16, position));
  }
}
