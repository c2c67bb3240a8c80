package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesTest {
  @ParameterizedTest
  @CsvSource({
    "x.npz, , x.npz,",
    "x.npz:a, , x.npz, a",
    "X.NPZ:a/b, , X.NPZ, a/b",
    "x.npz:a:b, , x.npz:a:b,",
    "s=x.npz:a, s, x.npz, a",
    "s=x.npy, s, x.npy,",
    "a/b:0=x.npy, a/b:0, x.npy,",
    "C:\\x.npy, , C:\\x.npy,",
    "random:100, , random:100,",
    "s=random:100, s, random:100,",
    "s=p=q.npy, s, p=q.npy,",
  })
  void namePathAndArray(String text, String name, String path, String array) {
    assertThat(NamedSource.parse(text))
        .isEqualTo(new NamedSource(name, new ArraySource(Path.of(path), array)));
  }

  @Test
  void aFileOfExactlyThatNameIsMeant(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("mode=1.npz:x"));
    assertThat(NamedSource.parse(file.toString()))
        .isEqualTo(new NamedSource(null, new ArraySource(file, null)));
  }
}
