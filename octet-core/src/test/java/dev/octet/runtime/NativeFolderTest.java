package dev.octet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFolderTest {
  @TempDir Path home;

  @Test
  void isTheOneAskedFor() {
    Path asked = home.resolve("mine");
    assertThat(NativeFolder.choose(asked.toString(), Map.of(), home.toString())).isEqualTo(asked);
  }

  @Test
  void isBelowTheCachesOfTheUser() {
    Path chosen = NativeFolder.choose(null, Map.of(), home.toString());
    assertThat(chosen).isEqualTo(home.resolve(".cache/octet/natives")).isDirectory();
  }

  @Test
  void isBelowTheCachesThatTheEnvironmentNames() {
    var environment = Map.of("XDG_CACHE_HOME", home.resolve("xdg").toString());
    Path chosen = NativeFolder.choose(null, environment, home.toString());
    assertThat(chosen).isEqualTo(home.resolve("xdg/octet/natives")).isDirectory();
  }

  @Test
  void isTemporaryWhereTheCachesCannotBeWritten() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "in the way");
    Path chosen = NativeFolder.choose(null, Map.of(), file.toString());
    assertThat(chosen).isDirectory().isEmptyDirectory();
    assertThat(chosen.startsWith(home)).isFalse();
  }
}
