package dev.octet;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.keras.Keras;
import dev.octet.format.keras.KerasArchive;
import dev.octet.format.keras.KerasOptions;
import dev.octet.format.tensorflow.TensorFlow;
import dev.octet.format.tensorflow.TensorFlowModel;
import dev.octet.format.tensorflow.TensorFlowOptions;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Reads a model of any format that Octet knows, which its bytes tell. */
public final class ModelFiles {
  private static final String DESCRIPTION = "Converted by Octet";

  private ModelFiles() {}

  /**
   * Reads and verifies a model. The file must not change while the model is in use.
   *
   * @throws OctetException if it cannot be read or is no model; {@code USAGE} for an input that
   *     does not exist, a dimension that is not free, or one that is and has no size
   */
  public static SourceModel read(Path file, ReadOptions options) {
    SourceModel source =
        !isLiteRt(file) && TensorFlow.isModel(file)
            ? tensorFlow(file, options)
            : oneFile(file, options);
    try {
      InputBatch.check(source.model(), options.batch());
      return source;
    } catch (OctetException e) {
      throw e.in(file.toString());
    }
  }

  /** LiteRT's own sign is looked for first: other formats are told by more of the content. */
  private static boolean isLiteRt(Path file) {
    return Files.isRegularFile(file) && Tflite.isTflite(Tflite.map(file));
  }

  private static SourceModel oneFile(Path file, ReadOptions options) {
    MemorySegment bytes = Tflite.map(file);
    if (!options.part().saysNothing()) {
      throw new OctetException(ErrorCode.USAGE, "is no model of TensorFlow")
          .in(file.toString())
          .advise(
              "leave out --tags, --signature, --inputs, --outputs and --allow-custom-ops: they are"
                  + " for SavedModels and frozen graphs");
    }
    return Tflite.isTflite(bytes) || Tflite.isForeign(file)
        ? liteRt(file, bytes, options)
        : keras(file, bytes, options);
  }

  private static SourceModel tensorFlow(Path path, ReadOptions options) {
    GraphPart part = options.part();
    TensorFlowModel read =
        TensorFlow.read(
            path,
            TensorFlowOptions.standard()
                .withBatch(batch(options))
                .withShapes(options.shapes())
                .withTags(part.tags())
                .withSignature(part.signature())
                .withEnds(part.inputs(), part.outputs())
                .withCustomOps(part.customOps()));
    var format = new SourceFormat.TensorFlow(read.form(), read.version(), read.notes());
    return new SourceModel(path, format, described(read.model()), null);
  }

  /** How many samples a model takes that leaves it open; 0 for any number. */
  private static int batch(ReadOptions options) {
    return switch (options.batch()) {
      case Batch.AsFile _ -> 1;
      case Batch.Of(int samples) -> samples;
      case Batch.Dynamic _ -> 0;
    };
  }

  private static Model described(Model model) {
    return new Model(DESCRIPTION, model.graphs(), model.signatures(), model.metadata());
  }

  private static SourceModel liteRt(Path file, MemorySegment bytes, ReadOptions options) {
    Model model = Tflite.read(file, bytes);
    try {
      Map<String, int[]> shapes = InputBatch.shapes(model, options);
      if (!shapes.isEmpty()) {
        Model fixed = new InputShapes(model, shapes).fixed();
        return new SourceModel(file, new SourceFormat.LiteRt(), fixed, null);
      }
    } catch (OctetException e) {
      throw e.in(file.toString());
    }
    return new SourceModel(file, new SourceFormat.LiteRt(), model, bytes);
  }

  private static SourceModel keras(Path file, MemorySegment bytes, ReadOptions options) {
    try {
      KerasArchive archive = KerasArchive.open(bytes);
      Model model = Keras.read(archive, new KerasOptions(batch(options), options.shapes()));
      var format = new SourceFormat.Keras(archive.form(), archive.kerasVersion());
      return new SourceModel(file, format, described(model), null);
    } catch (OctetException e) {
      throw e.in(file.toString());
    }
  }
}
