package dev.octet.format.keras;

import com.google.gson.JsonObject;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.hdf5.Hdf5File;
import dev.octet.format.hdf5.Hdf5Group;
import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Whole models as one HDF5 file: Keras 1 and 2, and what Keras 3 calls the legacy format. */
final class H5Form {
  private static final String CONFIG = "model_config";
  private static final String WEIGHTS = "model_weights";

  /** Groups at the root of a file of {@code save_weights}. */
  private static final List<String> WEIGHTS_ONLY =
      List.of(
          "layers", "_layer_checkpoint_dependencies", "vars", WEIGHTS, "top_level_model_weights");

  private H5Form() {}

  static KerasArchive open(MemorySegment bytes) {
    Hdf5File file = Hdf5File.of(bytes, "");
    Hdf5Group root = file.root();
    JsonObject config = Json.object(config(root).orElseThrow(() -> without(root)), CONFIG);
    Hdf5Group weights =
        root.group(WEIGHTS)
            .orElseThrow(
                () ->
                    new OctetException(
                            ErrorCode.UNSUPPORTED_MODEL,
                            "holds an architecture, but no weights (no group %s)"
                                .formatted(WEIGHTS))
                        .advise("save the whole model with model.save(...)"));
    String version = root.text("keras_version").or(() -> weights.text("keras_version")).orElse("1");
    return new KerasArchive(KerasArchive.Form.H5, config, version, file, weights);
  }

  /** A text, or, where it was too long for one attribute, pieces of it. */
  private static Optional<String> config(Hdf5Group root) {
    List<String> pieces = root.texts(CONFIG);
    return pieces.isEmpty() ? Optional.empty() : Optional.of(String.join("", pieces));
  }

  private static OctetException without(Hdf5Group root) {
    boolean weights =
        root.hasAttribute("layer_names")
            || root.hasAttribute("layer_names0")
            || !Collections.disjoint(root.names(), WEIGHTS_ONLY);
    return weights
        ? NotKeras.weightsOnly()
        : NotKeras.unknown("is an HDF5 file, but no Keras model: it has no attribute " + CONFIG);
  }
}
