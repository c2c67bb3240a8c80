package dev.octet.format.keras;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page about Keras models says what the cases found. With the system property {@code
 * octet.write} it is written anew.
 */
class KerasPageTest {
  private static final Path PAGE = Fixtures.docs("keras.md");

  @TempDir static Path folder;

  @Test
  void thePageIsCurrent() throws IOException {
    String page = KerasPage.of(tried());
    if (Boolean.getBoolean("octet.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as("docs/keras.md; -Doctet.write=true writes it anew")
        .isEqualTo(page);
  }

  @Test
  void optionsAreTakenApartAtTheirOwnCommas() {
    assertThat(KerasPageRow.split("strides=(1, 2), padding='a,b', axis=[1, 2]"))
        .containsExactly("strides=(1, 2)", "padding='a,b'", "axis=[1, 2]");
  }

  private static List<Tried> tried() throws IOException {
    var tried = new ArrayList<Tried>();
    for (Path archive : LayerMatrix.archives()) {
      for (LayerCase c : LayerMatrix.unpack(archive, folder)) {
        tried.add(new Tried(c, false, LayerRun.one(c)));
        if (c.batch() > 1) {
          tried.add(new Tried(c, true, LayerRun.dynamic(c)));
        }
      }
    }
    return tried;
  }
}
