package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class InputSourceTest {
  @ParameterizedTest
  @CsvSource({
    "x.npz, , x.npz,",
    "x.npz:a, , x.npz, a",
    "x.npz:a:b, , x.npz, a:b",
    "in=x.npz:a, in, x.npz, a",
    "in=x.npy, in, x.npy,",
    "scope/in:0=x.npy, scope/in:0, x.npy,",
    "C:\\x.npy, , C:\\x.npy,",
    "in=p=q.npy, in, p=q.npy,",
  })
  void nameFileAndArray(String text, String input, String file, String array) {
    assertThat(InputSource.parse(text)).isEqualTo(new InputSource(input, Path.of(file), array));
  }

  @Test
  void aFileOfExactlyThatNameIsMeant(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("mode=1.npz:x"));
    assertThat(InputSource.parse(file.toString())).isEqualTo(new InputSource(null, file, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "=x.npy", "in=", "x.npz:"})
  void whatLacksAPartIsRefused(String text) {
    assertThatThrownBy(() -> InputSource.parse(text)).isInstanceOf(TypeConversionException.class);
  }
}
