package dev.octet.format.tensorflow.restore;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.protobuf.Message;
import dev.octet.format.tensorflow.bundle.TensorBundle;
import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.format.tensorflow.graph.Dimensions;
import dev.octet.format.tensorflow.graph.GraphDef;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.lower.Array;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values that the variables of a SavedModel have when it is used. Its checkpoint is opened when
 * the first of them is asked for. For one model, by one thread.
 */
public final class Variables {
  /** The ops that are lookup tables. */
  public static final Set<String> TABLES = Handles.TABLES;

  private final Path prefix;
  private final boolean restored;
  private final Assignments assignments;
  private final Map<VariableName, Array> values = new HashMap<>();
  private @Nullable TensorBundle bundle;
  private @Nullable ObjectGraph objects;

  private Variables(Path prefix, boolean restored, Assignments assignments) {
    this.prefix = prefix;
    this.restored = restored;
    this.assignments = assignments;
  }

  /**
   * Looks at what happens when a SavedModel is loaded.
   *
   * @param folder of the SavedModel
   * @param meta its {@code MetaGraphDef}
   * @param graph the graph in it
   * @throws OctetException {@code MALFORMED_MODEL}, also for a file outside of the folder
   */
  public static Variables of(Path folder, Message meta, GraphDef graph) {
    LoadOps ops = LoadOps.of(meta);
    return new Variables(
        folder.resolve("variables").resolve("variables"),
        !ops.restore().isEmpty(),
        Assignments.of(ops, graph));
  }

  /**
   * The value of the variable that a node stands for; the same instance for the same variable.
   *
   * @param handle a {@code VarHandleOp}, {@code VariableV2}, …
   * @throws OctetException if it has no value, or one that is no constant: a table, a path
   */
  public Array of(NodeDef handle) {
    try {
      VariableName name = VariableName.of(handle);
      Array known = values.get(name);
      Array value = checked(handle, known == null ? value(handle) : known);
      values.put(name, value);
      return value;
    } catch (OctetException e) {
      throw Refusals.of(handle, e);
    }
  }

  /**
   * There is none in a graph that is not part of a SavedModel.
   *
   * @throws OctetException always
   */
  public static Array ofFrozen(NodeDef handle) {
    OctetException refusal =
        Handles.isTable(handle)
            ? Refusals.table(Optional.empty())
            : new OctetException(ErrorCode.UNSUPPORTED_MODEL, "the graph is not frozen")
                .advise("freeze it, or give the SavedModel");
    throw Refusals.of(handle, refusal);
  }

  private Array value(NodeDef handle) {
    Optional<Source> source = assignments.find(VariableName.of(handle));
    if (Handles.isTable(handle)) {
      throw Refusals.table(source.flatMap(this::file));
    }
    return switch (source.orElseGet(() -> byName(handle))) {
      case Source.Restored(String key, String slice) -> bundle().read(key, slice);
      case Source.Constant(var tensor) -> tensor.array();
      case Source.Asset(String file) -> throw Refusals.path(file);
      case Source.Computed(NodeDef node) -> throw Refusals.computed(node);
      case Source.Value(VariableName name) ->
          throw Refusals.unsupported("is a copy of variable '%s'".formatted(name.name()));
      case Source.Texts _, Source.Checkpoint _ -> throw Refusals.unsupported("holds texts");
      case Source.Handle _ -> throw Refusals.unsupported("holds another variable");
    };
  }

  /** Without an op that restores: what the checkpoint says of the objects that it is of. */
  private Source byName(NodeDef handle) {
    if (restored) {
      throw Frame.malformed("has no value: nothing restores or initializes it");
    }
    String name = VariableName.of(handle).name();
    return new Source.Restored(objects().key(name).orElse(name), "");
  }

  /** The file whose path something is. */
  private Optional<String> file(Source source) {
    return switch (source) {
      case Source.Asset(String file) -> Optional.of(file);
      case Source.Value(VariableName name)
          when assignments.find(name).orElse(source) instanceof Source.Asset(String file) ->
          Optional.of(file);
      case Source.Value _,
          Source.Restored _,
          Source.Constant _,
          Source.Computed _,
          Source.Texts _,
          Source.Checkpoint _,
          Source.Handle _ ->
          Optional.empty();
    };
  }

  private static Array checked(NodeDef handle, Array value) {
    Dimensions said = handle.attrs().shape("shape");
    DataType type = handle.attrs().type("dtype", DataType.UNKNOWN);
    if (type.stored() != value.type() || !allows(said, value)) {
      throw Frame.malformed(
          "is %s%s, and its value %s".formatted(type.stored().text(), said, value));
    }
    return value;
  }

  private static boolean allows(Dimensions said, Array value) {
    if (!said.ranked()) {
      return true;
    }
    if (said.sizes().size() != value.rank()) {
      return false;
    }
    for (int i = 0; i < value.rank(); i++) {
      int size = said.sizes().get(i);
      if (size >= 0 && size != value.dim(i)) {
        return false;
      }
    }
    return true;
  }

  private TensorBundle bundle() {
    if (bundle == null) {
      bundle = TensorBundle.open(prefix);
    }
    return bundle;
  }

  private ObjectGraph objects() {
    if (objects == null) {
      objects = ObjectGraph.of(bundle());
    }
    return objects;
  }
}
