package dev.octet.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {
  private static final long LARGE = 100L << 20;

  /** The main class of a JVM with a heap of 32 MB. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      for (int i = 0; i < 30; i++) {
        MemorySegment memory = NativeMemory.allocate(LARGE, 64);
        if (memory.address() % 64 != 0
            || memory.byteSize() != LARGE
            || memory.get(ValueLayout.JAVA_BYTE, LARGE - 1) != 0) {
          throw new AssertionError(memory);
        }
        memory.set(ValueLayout.JAVA_BYTE, LARGE - 1, (byte) 1);
      }
    }
  }

  @Test
  void isThereBeyondTheHeap() throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output).isEmpty();
    assertThat(child.exitValue()).isZero();
  }
}
