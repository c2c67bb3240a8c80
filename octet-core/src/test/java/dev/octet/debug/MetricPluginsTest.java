package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics out of jars that are compiled here. */
class MetricPluginsTest {
  private static final String SERVICE = "META-INF/services/dev.octet.evaluate.MetricProvider";
  private static final String CLASS = "example/Mine.class";

  @TempDir private Path folder;

  private Path jar(String body) throws IOException {
    byte[] compiled = compile(body);
    return jar("example.Mine", compiled);
  }

  private Path jar(String service, byte[] compiled) throws IOException {
    Path jar = folder.resolve("mine.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        var zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry(CLASS));
      zip.write(compiled);
      if (!service.isEmpty()) {
        zip.putNextEntry(new ZipEntry(SERVICE));
        zip.write(service.getBytes(StandardCharsets.UTF_8));
      }
      zip.closeEntry();
    }
    return jar;
  }

  private byte[] compile(String body) throws IOException {
    String text =
        """
        package example;
        import dev.octet.evaluate.*;
        import java.util.Map;
        public final class Mine implements MetricProvider {
        %s
        }
        """
            .formatted(body);
    var source =
        new SimpleJavaFileObject(
            URI.create("string:///example/Mine.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
          }
        };
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
      assertThat(compiler.getTask(null, files, null, null, null, List.of(source)).call()).isTrue();
    }
    return Files.readAllBytes(folder.resolve(CLASS));
  }

  private static void refuse(Path jar, ErrorCode code, String... mentions) {
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(() -> Metrics.with(List.of(jar)))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.getMessage()).startsWith(jar.toString()).contains(mentions);
            });
  }

  @Test
  void metricsOfEachKindAreFound() throws IOException {
    Path jar =
        jar(
            """
            public Map<String, DifferenceMetric> differenceMetrics() {
              return Map.of("largest", d -> d.length);
            }
            public Map<String, OutputMetric> outputMetrics() {
              return Map.of("scaled", (f, q, scale, zero) -> scale);
            }
            public Map<String, ModelMetric> modelMetrics() {
              return Map.of("outputs", (f, q) -> f.size());
            }
            """);
    Metrics metrics = Metrics.with(List.of(jar));
    assertThat(metrics.model("outputs").of(List.of(new float[1]), List.of(new float[1]))).isOne();
    DebugOptions options =
        metrics.addTo(DebugOptions.standard(), List.of("largest", "scaled", "kl"));
    assertThat(options.differenceMetrics()).containsOnlyKeys("largest");
    assertThat(options.outputMetrics()).containsOnlyKeys("scaled", "kl");
  }

  @Test
  void aJarMustBeThere() {
    refuse(folder.resolve("none.jar"), ErrorCode.NOT_READABLE, "no such file");
  }

  @Test
  void aJarMustBeOne() throws IOException {
    refuse(Files.writeString(folder.resolve("a.jar"), "text"), ErrorCode.PLUGIN, "is no jar");
  }

  @Test
  void aJarMustNameAProvider() throws IOException {
    refuse(jar("", compile("")), ErrorCode.PLUGIN, "no provider", SERVICE);
  }

  @Test
  void theProviderMustBeInTheJar() throws IOException {
    refuse(jar("example.Other", compile("")), ErrorCode.PLUGIN, "example.Other not found");
  }

  @Test
  void aNewerJavaIsNamed() throws IOException {
    byte[] compiled = compile("");
    compiled[7] = (byte) (compiled[7] + 10); // the class file's major version
    refuse(jar("example.Mine", compiled), ErrorCode.PLUGIN, "newer Java", "--release");
  }

  @Test
  void brokenClassesAreTold() throws IOException {
    refuse(jar("example.Mine", new byte[] {1, 2, 3}), ErrorCode.PLUGIN, "cannot be loaded");
  }

  @Test
  void aProviderThatThrowsIsTold() throws IOException {
    refuse(
        jar("public Mine() { throw new IllegalStateException(\"no licence\"); }"),
        ErrorCode.PLUGIN,
        "no licence");
    refuse(
        jar(
            """
            public Map<String, ModelMetric> modelMetrics() {
              throw new IllegalStateException("not today");
            }
            """),
        ErrorCode.PLUGIN,
        "not today");
    refuse(
        jar("public Map<String, ModelMetric> modelMetrics() { return null; }"),
        ErrorCode.PLUGIN,
        "NullPointerException");
  }

  @Test
  void namesThatAreTakenAreRefused() throws IOException {
    refuse(
        jar(
            """
            public Map<String, ModelMetric> modelMetrics() {
              return Map.of("kl", (f, q) -> 0);
            }
            """),
        ErrorCode.PLUGIN,
        "two metrics called 'kl'");
  }
}
