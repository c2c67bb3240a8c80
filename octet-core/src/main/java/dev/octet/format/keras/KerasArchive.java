package dev.octet.format.keras;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.hdf5.Hdf5File;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/** What a Keras file holds. */
record KerasArchive(Form form, JsonObject config, String kerasVersion, Hdf5File weights) {
  enum Form {
    H5,
    ZIP
  }

  static boolean recognises(Path file) {
    try (var in = Files.newInputStream(file)) {
      byte[] b = in.readNBytes(8);
      return b.length > 4 && ((b[1] == 'H' && b[2] == 'D') || (b[0] == 'P' && b[1] == 'K'));
    } catch (IOException e) {
      return false;
    }
  }

  static KerasArchive open(Path file) {
    try {
      byte[] b = Files.readAllBytes(file);
      if (b[0] != 'P') {
        Hdf5File h = Hdf5File.open(file);
        JsonObject o =
            JsonParser.parseString(h.root().text("model_config").orElse("{}")).getAsJsonObject();
        return new KerasArchive(Form.H5, o, h.root().text("keras_version").orElse(""), h);
      }
      try (var zip = new ZipFile(file.toFile())) {
        byte[] c = zip.getInputStream(zip.getEntry("config.json")).readAllBytes();
        byte[] w = zip.getInputStream(zip.getEntry("model.weights.h5")).readAllBytes();
        return new KerasArchive(
            Form.ZIP,
            JsonParser.parseString(new String(c, StandardCharsets.UTF_8)).getAsJsonObject(),
            "",
            Hdf5File.of(MemorySegment.ofArray(w), "model.weights.h5"));
      }
    } catch (IOException e) {
      throw new OctetException(ErrorCode.NOT_READABLE, "cannot be read").because(e);
    }
  }
}
