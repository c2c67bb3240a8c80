package dev.octet.format.tensorflow;

import dev.octet.ChildJvm;
import dev.octet.format.tensorflow.bundle.BundleFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * 2000 damaged SavedModels, read by JVMs with little heap: no crash, no hang, no error but the
 * user's.
 */
class SavedModelMutantsTest {
  private static final String EACH = "400";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "tf1_partitioned_resource, saved_model.pb",
    "tf1_text, saved_model.pbtxt",
    "tf2_shared, saved_model.pb",
    "tf2_slices, variables/variables.index",
    "keras3_twins, saved_model.pb"
  })
  void everyDamagedModelIsReadOrRefused(String model, String file) throws IOException {
    BundleFiles.unpack("saved_models.zip", folder);
    ChildJvm.start(
            SavedModelMutants.class,
            folder.resolve("log"),
            List.of(folder.resolve(model).toString(), file, "0", EACH))
        .check();
  }
}
