package dev.octet.format.tensorflow;

import dev.octet.error.OctetException;
import dev.octet.format.protobuf.Message;
import dev.octet.format.tensorflow.TensorFlowModel.Form;
import dev.octet.format.tensorflow.graph.GraphDef;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.restore.Variables;
import dev.octet.format.tensorflow.text.TensorFlowText;
import dev.octet.io.MappedFile;
import dev.octet.model.Model;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reads SavedModels and frozen graphs. Nothing in them is ever run. */
public final class TensorFlow {
  private TensorFlow() {}

  /**
   * Whether a path is a folder, as SavedModels are, a graph, or a part of a model that {@link
   * #read} has advice for. The content tells, and the name where that is damaged.
   */
  public static boolean isModel(Path path) {
    if (!Files.isRegularFile(path)) {
      return Files.isDirectory(path) || NoModel.isCheckpoint(path);
    }
    String name = path.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".pb")
        || name.endsWith(".pbtxt")
        || FileKind.of(MappedFile.map(path)) != FileKind.UNKNOWN;
  }

  /**
   * Reads a model as a float LiteRT model: a signature for each of a SavedModel, {@code
   * serving_default} for a frozen graph.
   *
   * @param path the folder of a SavedModel or the file in it, or the file of a frozen graph
   * @throws OctetException if it cannot be read, is no model, or has ops that cannot be converted
   */
  public static TensorFlowModel read(Path path, TensorFlowOptions options) {
    try {
      if (NoModel.isCheckpoint(path)) {
        throw NoModel.checkpoint();
      }
      return Files.isDirectory(path) ? folder(path, options) : file(path, options);
    } catch (OctetException e) {
      throw advised(e).in(path.toString());
    }
  }

  /** What is wrong inside of a graph leaves little to advise, whichever rule finds it. */
  private static OctetException advised(OctetException e) {
    return switch (e.code()) {
      case MALFORMED_MODEL -> advised(e, "the file is damaged, or no file of TensorFlow");
      case UNSUPPORTED_MODEL -> advised(e, "docs/tensorflow-ops.md lists what can be converted");
      case USAGE,
          NOT_READABLE,
          NOT_WRITABLE,
          UNKNOWN_FORMAT,
          MODEL_TOO_LARGE,
          BAD_DATA,
          BAD_RANGES,
          DIFFERENT,
          NOT_TWINS,
          PLUGIN,
          NOT_QUANTIZABLE,
          GATE_FAILED,
          RUNTIME,
          INTERNAL ->
          e;
    };
  }

  private static OctetException advised(OctetException e, String otherwise) {
    return e.advice().isEmpty() ? e.advise(otherwise) : e;
  }

  private static TensorFlowModel folder(Path folder, TensorFlowOptions options) {
    var file = new SavedModelFile(folder);
    if (!file.exists() && NoModel.isPart(folder)) {
      throw NoModel.folder(folder);
    }
    return savedModel(folder, file.read(), options);
  }

  private static TensorFlowModel file(Path path, TensorFlowOptions options) {
    MemorySegment bytes = MappedFile.map(path);
    FileKind kind = FileKind.of(bytes);
    NoModel.of(kind)
        .ifPresent(
            e -> {
              throw e;
            });
    boolean text = TensorFlowText.looksLikeText(bytes);
    if (kind == FileKind.SAVED_MODEL) {
      Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent());
      return savedModel(
          folder, Message.of(text ? TensorFlowText.savedModel(bytes) : bytes), options);
    }
    Message graph = Message.of(text ? TensorFlowText.graph(bytes) : bytes);
    return frozen(graph, options, OpTable.standard());
  }

  private static TensorFlowModel savedModel(Path folder, Message file, TensorFlowOptions options) {
    SavedModel saved = SavedModel.of(folder, file, options.tags());
    GraphDef graph = saved.graph();
    Variables variables = Variables.of(folder, saved.meta(), graph);
    var customOps = new CustomOps(options.customOps(), saved.ops());
    var program = new Program(OpTable.standard(), graph.functions(), variables::of, customOps);
    List<NodeDef> nodes = LearningPhase.off(graph.nodes(), Set.of());
    Model model =
        new ModelLowering(program, nodes, options).model(saved.signatures(options.signature()));
    List<String> notes =
        graph.nodes().stream().filter(LearningPhase::is).map(LearningPhase::note).toList();
    return new TensorFlowModel(Form.SAVED_MODEL, saved.version(), model, notes);
  }

  /** A frozen graph, lowered with a table of rules. */
  static TensorFlowModel frozen(Message file, TensorFlowOptions options, OpTable table) {
    GraphDef graph = GraphDef.of(file);
    FrozenGraph frozen = FrozenGraph.of(graph, file.message(4).integer(1), options);
    var customOps = new CustomOps(options.customOps(), Map.of());
    var program = new Program(table, graph.functions(), Variables::ofFrozen, customOps);
    Model model = new ModelLowering(program, frozen.nodes(), options).model(List.of(frozen.ends()));
    return new TensorFlowModel(Form.FROZEN_GRAPH, "", model, frozen.notes());
  }
}
