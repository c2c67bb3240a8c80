package dev.octet.format.tensorflow;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.protobuf.Message;
import dev.octet.format.tensorflow.TensorFlowModel.Form;
import dev.octet.format.tensorflow.graph.GraphDef;
import dev.octet.format.tensorflow.restore.Variables;
import dev.octet.io.MappedFile;
import dev.octet.model.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Reads SavedModels and frozen graphs. Nothing in them is ever run. */
public final class TensorFlow {
  private TensorFlow() {}

  /** Whether a path is a folder, as SavedModels are, or a file that is named as a graph. */
  public static boolean isModel(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    return Files.isDirectory(path)
        || ((name.endsWith(".pb") || name.endsWith(".pbtxt")) && Files.isRegularFile(path));
  }

  /**
   * Reads a model as a float LiteRT model: a signature for each of a SavedModel, {@code
   * serving_default} for a frozen graph.
   *
   * @param path the folder of a SavedModel, its file in there, or the file of a frozen graph
   * @throws OctetException if it cannot be read, is no model, or has ops that cannot be converted
   */
  public static TensorFlowModel read(Path path, TensorFlowOptions options) {
    try {
      return SavedModelFile.of(path)
          .map(f -> savedModel(f, options))
          .orElseGet(() -> frozen(path, options));
    } catch (OctetException e) {
      boolean damaged = e.code() == ErrorCode.MALFORMED_MODEL && e.advice().isEmpty();
      throw (damaged ? e.advise("the model is damaged: export it again") : e).in(path.toString());
    }
  }

  private static TensorFlowModel savedModel(SavedModelFile file, TensorFlowOptions options) {
    Path folder = file.folder();
    SavedModel saved = SavedModel.of(folder, file.read(), options.tags());
    GraphDef graph = saved.graph();
    Variables variables = Variables.of(folder, saved.meta(), graph);
    var program =
        new Program(OpTable.standard(), graph.functions(), variables::of, options.customOps());
    Model model =
        new ModelLowering(program, graph.nodes(), options)
            .model(saved.signatures(options.signature()));
    return new TensorFlowModel(Form.SAVED_MODEL, saved.version(), model, List.of());
  }

  private static TensorFlowModel frozen(Path file, TensorFlowOptions options) {
    GraphDef graph = GraphDef.of(Message.of(MappedFile.map(file)));
    var program =
        new Program(
            OpTable.standard(), graph.functions(), Variables::ofFrozen, options.customOps());
    Model model =
        new ModelLowering(program, graph.nodes(), options)
            .model(List.of(new FrozenGraph(graph).ends(options)));
    return new TensorFlowModel(Form.FROZEN_GRAPH, "", model, List.of());
  }
}
