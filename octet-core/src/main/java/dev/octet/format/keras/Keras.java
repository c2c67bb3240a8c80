package dev.octet.format.keras;

import dev.octet.error.OctetException;
import dev.octet.lower.Lowering;
import dev.octet.model.Model;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads whole-model files of Keras: {@code .h5} of Keras 2 and 3, and {@code .keras}. Nothing in
 * them is ever run.
 */
public final class Keras {
  private Keras() {}

  /** Whether a file is an HDF5 file or a zip archive, and so perhaps a Keras model. */
  public static boolean recognises(Path file) {
    return KerasArchive.recognises(file);
  }

  /**
   * Reads a model as a float LiteRT model: inputs and outputs have the names and the order that
   * they have in Keras, and there is a signature {@code serving_default}.
   *
   * @throws OctetException if it cannot be read, is no model, or has layers that cannot be
   *     converted
   */
  public static Model read(Path file, KerasOptions options) {
    MemorySegment bytes = KerasArchive.map(file);
    try {
      KerasArchive archive = KerasArchive.open(bytes);
      LayerSpec spec = LayerSpec.of(archive.config());
      Network network = Network.of(spec);
      LayerTable table = LayerTable.standard();
      Unknown.check(network, table);
      var unread = new Unread();
      var inputs = new Inputs(options);
      var g = new Lowering();
      var lowering =
          new NetworkLowering(
              network,
              weights(archive, unread),
              new LayerLowering(table, KerasVersion.of(archive.kerasVersion())));
      Map<String, Tensor> outputs = lowering.top(g, inputs);
      inputs.check();
      unread.check();
      return g.model(network.name(), outputs);
    } catch (OctetException e) {
      throw e.in(file.toString());
    }
  }

  private static Weights weights(KerasArchive archive, Unread unread) {
    return switch (archive.form()) {
      case H5 -> LegacyWeights.of(unread, archive.weightGroup());
      case ZIP -> {
        unread.expectAll(archive.weightGroup());
        yield new ArchiveWeights(unread, archive.weightGroup());
      }
    };
  }
}
