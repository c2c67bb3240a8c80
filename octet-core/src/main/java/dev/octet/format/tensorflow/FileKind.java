package dev.octet.format.tensorflow;

import dev.octet.error.OctetException;
import dev.octet.format.protobuf.Field;
import dev.octet.format.protobuf.Field.Wire;
import dev.octet.format.protobuf.Message;
import dev.octet.format.tensorflow.text.TensorFlowText;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file is that may be TensorFlow's, told from its content: which fields a message has, since
 * messages do not say what they are. Source: {@code saved_model.proto}, {@code meta_graph.proto},
 * {@code graph.proto}, {@code saved_metadata.proto}, {@code fingerprint.proto}, and those of ONNX
 * and Core ML.
 */
enum FileKind {
  /** A graph: nodes. */
  GRAPH,
  /** Graphs with signatures, beside which variables lie. */
  SAVED_MODEL,
  /** A graph for training, whose variables are in checkpoints. */
  META_GRAPH,
  /** Variables, or the name of a file with them. */
  CHECKPOINT,
  /** What Keras says of a SavedModel. */
  KERAS_METADATA,
  /** What tells a SavedModel from others. */
  FINGERPRINT,
  /** A model of ONNX. */
  ONNX,
  /** A model of Core ML. */
  CORE_ML,
  /** Anything else. */
  UNKNOWN;

  private static final Pattern OP = Pattern.compile("[A-Za-z_][A-Za-z0-9_.>]*");
  private static final Pattern NAME = Pattern.compile("^(?:\\s|#[^\\n]*\\n)*([a-z_]+)");
  private static final ValueLayout.OfLong I64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** How a sorted table of names and values ends. */
  private static final long TABLE = 0xdb4775248b80fb57L;

  private static final int LOOK = 4096;

  /** More than any of these formats has before its fields repeat. */
  private static final int FIELDS = 256;

  /** What these bytes are. */
  static FileKind of(MemorySegment bytes) {
    long size = bytes.byteSize();
    if (size >= Long.BYTES && bytes.get(I64, size - Long.BYTES) == TABLE) {
      return CHECKPOINT;
    }
    return TensorFlowText.looksLikeText(bytes) ? text(bytes) : binary(bytes);
  }

  private static FileKind text(MemorySegment bytes) {
    byte[] start =
        bytes.asSlice(0, Math.min(LOOK, bytes.byteSize())).toArray(ValueLayout.JAVA_BYTE);
    Matcher name = NAME.matcher(new String(start, StandardCharsets.UTF_8));
    return switch (name.find() ? name.group(1) : "") {
      case "node", "versions", "library" -> GRAPH;
      case "saved_model_schema_version", "meta_graphs" -> SAVED_MODEL;
      case "meta_info_def", "graph_def", "saver_def" -> META_GRAPH;
      case "model_checkpoint_path", "all_model_checkpoint_paths" -> CHECKPOINT;
      default -> UNKNOWN;
    };
  }

  private static FileKind binary(MemorySegment bytes) {
    var top = new Fields(Message.of(bytes));
    if (top.has(1, Wire.BYTES)) {
      return listed(top);
    }
    if (!top.has(1, Wire.VARINT)) {
      return UNKNOWN;
    }
    if (top.has(2, Wire.VARINT) && top.has(3, Wire.VARINT) && top.has(6, Wire.BYTES)) {
      return FINGERPRINT;
    }
    if (top.has(7, Wire.BYTES) && top.has(8, Wire.BYTES)) {
      return ONNX;
    }
    if (!top.has(2, Wire.BYTES)) {
      return UNKNOWN;
    }
    if (top.first.keySet().stream().anyMatch(n -> n >= 200)) {
      return CORE_ML;
    }
    return top.inner(2).has(2, Wire.BYTES) ? SAVED_MODEL : UNKNOWN;
  }

  /** One whose first field is a message. */
  private static FileKind listed(Fields top) {
    Fields inner = top.inner(1);
    if (inner.text(4).startsWith("_tf_keras")) {
      return KERAS_METADATA;
    }
    if (inner.has(1, Wire.BYTES) && OP.matcher(inner.text(2)).matches()) {
      return GRAPH;
    }
    return top.has(2, Wire.BYTES) && !inner.first.isEmpty() ? META_GRAPH : UNKNOWN;
  }

  /** The first field of each number, as far as the bytes are a message; a few fields tell. */
  private static final class Fields {
    private final Map<Integer, Field> first = new HashMap<>();

    Fields(Message message) {
      try {
        message.forEachFirst(FIELDS, f -> first.putIfAbsent(f.number(), f));
      } catch (OctetException _) {
        // whoever reads it as what it starts like says where it breaks off
      }
    }

    boolean has(int number, Wire wire) {
      Field field = first.get(number);
      return field != null && field.wire() == wire;
    }

    Fields inner(int number) {
      Field field = first.get(number);
      return new Fields(field == null ? Message.of(MemorySegment.NULL) : Message.of(field.bytes()));
    }

    String text(int number) {
      Field field = first.get(number);
      if (field == null || field.wire() != Wire.BYTES || field.bytes().byteSize() > LOOK) {
        return "";
      }
      return field.text();
    }
  }
}
