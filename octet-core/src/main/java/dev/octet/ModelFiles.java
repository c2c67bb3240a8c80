package dev.octet;

import dev.octet.error.OctetException;
import dev.octet.format.keras.Keras;
import dev.octet.format.keras.KerasArchive;
import dev.octet.format.keras.KerasOptions;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import java.lang.foreign.MemorySegment;
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
    MemorySegment bytes = Tflite.map(file);
    SourceModel source =
        Tflite.isTflite(bytes) || Tflite.isForeign(file)
            ? liteRt(file, bytes, options)
            : keras(file, bytes, options);
    try {
      InputBatch.check(source.model(), options.batch());
      return source;
    } catch (OctetException e) {
      throw e.in(file.toString());
    }
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
    int batch =
        switch (options.batch()) {
          case Batch.AsFile _ -> 1;
          case Batch.Of(int samples) -> samples;
          case Batch.Dynamic _ -> 0;
        };
    try {
      KerasArchive archive = KerasArchive.open(bytes);
      Model model = Keras.read(archive, new KerasOptions(batch, options.shapes()));
      var described = new Model(DESCRIPTION, model.graphs(), model.signatures(), model.metadata());
      var format = new SourceFormat.Keras(archive.form(), archive.kerasVersion());
      return new SourceModel(file, format, described, null);
    } catch (OctetException e) {
      throw e.in(file.toString());
    }
  }
}
