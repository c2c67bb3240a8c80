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
      return read(KerasArchive.open(bytes), options);
    } catch (OctetException e) {
      throw e.in(file.toString());
    }
  }

  /**
   * Reads the model of a file that has been opened.
   *
   * @throws OctetException as {@link #read(Path, KerasOptions)}, without the name of the file
   */
  public static Model read(KerasArchive archive, KerasOptions options) {
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
