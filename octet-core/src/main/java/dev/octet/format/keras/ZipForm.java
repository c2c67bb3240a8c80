package dev.octet.format.keras;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.hdf5.Hdf5File;
import dev.octet.io.ZipArchive;
import dev.octet.io.ZipEntry;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** Whole models as a zip archive: the format of Keras 3, and of Keras 2 from 2.12 on. */
final class ZipForm {
  private static final String CONFIG = "config.json";
  private static final String METADATA = "metadata.json";
  private static final String WEIGHTS = "model.weights.h5";
  private static final String VERSION = "keras_version";
  private static final long MOST_JSON = 64L << 20;

  /** Weights hardly pack; but those of a pruned model, or of one that was never trained, do. */
  private static final long MOST_TIMES = 16;

  private static final long FREE = 64L << 20;

  private ZipForm() {}

  static KerasArchive open(MemorySegment bytes) {
    ZipArchive archive = ZipArchive.of(bytes);
    ZipEntry config = archive.entry(CONFIG).orElseThrow(() -> NotKeras.zip(archive.names()));
    JsonObject architecture = json(config);
    String version = archive.entry(METADATA).map(ZipForm::version).orElse("1");
    Hdf5File weights = weights(archive, FREE + MOST_TIMES * bytes.byteSize());
    return new KerasArchive(KerasArchive.Form.ZIP, architecture, version, weights, weights.root());
  }

  private static Hdf5File weights(ZipArchive archive, long most) {
    ZipEntry entry =
        archive.entry(WEIGHTS).orElseThrow(() -> NotKeras.otherWeights(archive.names()));
    MemorySegment bytes = entry.bytes(most);
    if (!Hdf5File.recognises(bytes)) {
      throw new OctetException(ErrorCode.MALFORMED_MODEL, "is no HDF5 file")
          .advise("save the model again, or copy the file again")
          .in(WEIGHTS);
    }
    return Hdf5File.of(bytes, WEIGHTS);
  }

  private static String version(ZipEntry metadata) {
    JsonElement version = json(metadata).get(VERSION);
    return version != null && version.isJsonPrimitive() ? version.getAsString() : "1";
  }

  private static JsonObject json(ZipEntry entry) {
    byte[] bytes = entry.checkedBytes(MOST_JSON).toArray(ValueLayout.JAVA_BYTE);
    return Json.object(new String(bytes, StandardCharsets.UTF_8), entry.name());
  }
}
