package dev.octet.format.tflite;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.schema.Buffer;
import dev.octet.format.tflite.schema.Metadata;
import dev.octet.format.tflite.schema.SubGraph;
import dev.octet.model.Constant;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a model from the bytes of a file. What tables mean is checked here while they are turned
 * into the model; the structure was checked before, the plausibility of ops is checked after.
 */
final class TfliteReader {
  private static final int VERSION = 3;

  private final MemorySegment file;
  private final FlatBytes bytes;
  private final dev.octet.format.tflite.schema.Model root;
  private final Budget budget;
  private final Map<Integer, Constant> constants = new HashMap<>();
  private final Map<List<Long>, Constant> trimmed = new HashMap<>();

  /** Where the last byte was that is known to belong to the model. */
  private long end;

  private TfliteReader(MemorySegment file, FlatBytes bytes) {
    this.file = file;
    this.bytes = bytes;
    this.budget = new Budget(bytes.size());
    this.root = dev.octet.format.tflite.schema.Model.getRootAsModel(bytes.buffer());
  }

  /**
   * Reads a model; its constants are views on {@code file}.
   *
   * @throws OctetException if anything is wrong with it
   */
  static Model read(MemorySegment file) {
    if (!Tflite.isTflite(file)) {
      throw Foreign.file(file);
    }
    var bytes = new FlatBytes(file);
    StructureVerifier.verify(bytes);
    Model model = new TfliteReader(file, bytes).model();
    int root = bytes.root();
    ModelVerifier.verify(
        model,
        (g, op) ->
            bytes.element(bytes.element(root, Ids.MODEL_SUBGRAPHS, g), Ids.GRAPH_OPERATORS, op));
    return model;
  }

  private Model model() {
    if (root.version() != VERSION) {
      throw new OctetException(
          ErrorCode.UNSUPPORTED_MODEL,
          "has schema version %d, the runtime wants %d".formatted(root.version(), VERSION));
    }
    if (root.subgraphsLength() == 0) {
      throw malformed("has no subgraph");
    }
    boolean knowsRank = knowsRank();
    var codes = new OperatorCodes(this, root);
    var graphs = new ArrayList<Graph>();
    var readers = new ArrayList<GraphReader>();
    for (int g = 0; g < root.subgraphsLength(); g++) {
      var reader = new GraphReader(this, g, root.subgraphs(g), codes, knowsRank);
      try {
        graphs.add(reader.read());
      } catch (OctetException e) {
        throw e.in("subgraph " + g);
      }
      readers.add(reader);
    }
    var signatures = new SignatureReader(this, root, readers).read();
    return new Model(
        text(bytes.root(), Ids.MODEL_DESCRIPTION),
        graphs,
        signatures,
        metadata(),
        AssociatedZip.find(file, end));
  }

  /** Old converters wrote no {@code has_rank}; then an empty shape is a scalar's. */
  private boolean knowsRank() {
    for (int g = 0; g < root.subgraphsLength(); g++) {
      SubGraph graph = root.subgraphs(g);
      for (int t = 0; t < graph.tensorsLength(); t++) {
        if (graph.tensors(t).hasRank()) {
          return true;
        }
      }
    }
    return false;
  }

  private List<Model.Metadata> metadata() {
    var metadata = new ArrayList<Model.Metadata>();
    for (int i = 0; i < root.metadataLength(); i++) {
      Metadata m = root.metadata(i);
      String name = text(bytes.element(bytes.root(), Ids.MODEL_METADATA, i), Ids.METADATA_NAME);
      if (name.equals(TfliteWriter.BUFFER_LOCATION)) {
        continue; // of this file, not of the model
      }
      Constant data = constant(m.buffer(), "metadata " + name);
      metadata.add(new Model.Metadata(name, data == null ? Constant.of(new byte[0]) : data));
    }
    return metadata;
  }

  /**
   * The constant in a buffer: the same instance for the same buffer; null when the buffer has none.
   */
  @Nullable Constant constant(long buffer, String user) {
    if (buffer == 0) {
      return null;
    }
    if (buffer >= root.buffersLength()) {
      throw malformed("%s uses buffer %d of %d".formatted(user, buffer, root.buffersLength()));
    }
    int index = (int) buffer;
    Constant known = constants.get(index);
    if (known == null) {
      MemorySegment data = data(index);
      if (data == null) {
        return null;
      }
      known = Constant.stored(data);
      constants.put(index, known);
    }
    return known;
  }

  /** The first bytes of a buffer's constant; the constant itself when these are all. */
  Constant trimmed(long buffer, Constant whole, long size) {
    return size == whole.byteSize()
        ? whole
        : trimmed.computeIfAbsent(
            List.of(buffer, size), _ -> Constant.stored(whole.bytes().asSlice(0, size)));
  }

  private @Nullable MemorySegment data(int index) {
    Buffer buffer = root.buffers(index);
    int table = bytes.element(bytes.root(), Ids.MODEL_BUFFERS, index);
    int field = bytes.field(table, Ids.BUFFER_DATA);
    if (field != 0) {
      return vector(field);
    }
    // LiteRT: an offset counts when it is greater than 1
    return Long.compareUnsigned(buffer.offset(), 1) > 0
        ? outside(buffer.offset(), buffer.size(), "buffer " + index)
        : null;
  }

  /** The bytes of the vector that a field refers to. */
  MemorySegment vector(int field) {
    int vector = bytes.follow(field);
    return stretch(vector + 4L, bytes.int32(vector));
  }

  private MemorySegment stretch(long offset, long size) {
    end = Math.max(end, offset + size);
    return file.asSlice(offset, size);
  }

  /** A stretch of the file that is addressed from its start. */
  MemorySegment outside(long offset, long size, String what) {
    if (offset < 0 || size < 0 || offset > file.byteSize() || size > file.byteSize() - offset) {
      throw malformed(
          "%s: bytes %s to +%s lie behind the end of the file"
              .formatted(what, Long.toUnsignedString(offset), Long.toUnsignedString(size)));
    }
    return stretch(offset, size);
  }

  FlatBytes bytes() {
    return bytes;
  }

  Budget budget() {
    return budget;
  }

  /** The text in a field of a table, or an empty one where there is none. */
  String text(int table, int field) {
    int at = bytes.field(table, field);
    if (at == 0) {
      return "";
    }
    int string = bytes.follow(at);
    budget.take(bytes.int32(string));
    return bytes.string(string);
  }

  static OctetException malformed(String what) {
    return new OctetException(ErrorCode.MALFORMED_MODEL, what);
  }

  static OctetException unsupported(String what) {
    return new OctetException(ErrorCode.UNSUPPORTED_MODEL, what);
  }
}
