package dev.octet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.octet.Fixtures;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.evaluate.MetricPlugins.Plugin;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The error rates that {@code docs/plugins.md} shows, compiled from there. */
class SampleMetricTest {
  private static final int KINDS = 28;

  @TempDir private Path folder;

  private List<Plugin> plugins() throws IOException {
    String page = Files.readString(Fixtures.docs("plugins.md"));
    String code =
        Stream.of(page.split("```java\n"))
            .filter(part -> part.contains("class ErrorRates"))
            .map(part -> part.substring(0, part.indexOf("```")))
            .findFirst()
            .orElseThrow();
    compile(code);
    Path jar = folder.resolve("rates.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        var zip = new ZipOutputStream(file);
        Stream<Path> classes = Files.list(folder.resolve("example"))) {
      for (Path compiled : classes.toList()) {
        zip.putNextEntry(new ZipEntry("example/" + compiled.getFileName()));
        zip.write(Files.readAllBytes(compiled));
      }
      zip.putNextEntry(new ZipEntry("META-INF/services/" + MetricProvider.class.getName()));
      zip.write("example.ErrorRates".getBytes(StandardCharsets.UTF_8));
    }
    return MetricPlugins.load(List.of(jar));
  }

  private void compile(String code) throws IOException {
    var source =
        new SimpleJavaFileObject(
            URI.create("string:///example/ErrorRates.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
          }
        };
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
      assertThat(compiler.getTask(null, files, null, null, null, List.of(source)).call()).isTrue();
    }
  }

  /** Letters from a to z are 1 to 26, a space is 27, a point stands for none. */
  private static double[] numbers(String text) {
    return text.chars().mapToDouble(c -> c == ' ' ? 27 : c == '.' ? 0 : c - 'a' + 1).toArray();
  }

  private static double[] scores(String text) {
    var scores = new double[text.length() * KINDS];
    double[] best = numbers(text);
    for (int i = 0; i < best.length; i++) {
      scores[i * KINDS + (int) best[i]] = 1;
    }
    return scores;
  }

  private static double rate(Catalogue catalogue, String name, String... givenAndRight) {
    var gauge = (Gauge.OfSamples) catalogue.find(name);
    Column column = gauge.column(givenAndRight.length / 2);
    var truth = new Truth();
    var shot = new Shot(null, truth);
    for (int i = 0; i < givenAndRight.length; i += 2) {
      String given = givenAndRight[i];
      double[] right = numbers(givenAndRight[i + 1]);
      truth.be(right, new int[] {right.length});
      shot.take(i / 2, scores(given), new int[] {1, given.length(), KINDS}, false);
      gauge.meter().read(shot, column);
    }
    return gauge.value(column);
  }

  @Test
  void errorRatesAreErrorsByWordsAndByLetters() throws IOException {
    var catalogue = Catalogue.of(plugins());
    String[] samples = {
      "aa.b cc", "ab c..", // right once repeated letters are one
      "cat sst on", "cat sat on",
      "dog", "dot go"
    };
    assertThat(rate(catalogue, "wer", samples)).isEqualTo((0 + 1 + 2) / 7.0);
    assertThat(rate(catalogue, "cer", samples)).isEqualTo((0 + 1 + 3) / 20.0);
    assertThat(catalogue.find("wer").better()).isEqualTo(Figure.Better.LOWER);
    assertThat(Gate.parse("wer.drop<=1%", catalogue).metric()).isEqualTo("wer");
  }

  @Test
  void whatAMetricThrowsNamesItAndTheSample() throws IOException {
    var gauge = (Gauge.OfSamples) Catalogue.of(plugins()).find("cer");
    var shot = new Shot(null, new Truth());
    shot.take(0, scores("a"), new int[] {1, 1, KINDS}, false);
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(() -> gauge.meter().read(shot, gauge.column(1)))
        .withMessageContaining("metric 'cer': sample 0: fails: ")
        .withMessageContaining("give the letters with --labels")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PLUGIN));
  }
}
