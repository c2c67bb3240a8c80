package dev.octet.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version line, from the build; loads nothing native. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    Properties build = build();
    return new String[] {
      "octet %s (LiteRT %s, JDK %s)"
          .formatted(
              build.getProperty("octet"),
              upstream(build.getProperty("litert")),
              Runtime.version().feature())
    };
  }

  /** Octet's own version. */
  static String ofOctet() {
    return build().getProperty("octet");
  }

  private static Properties build() {
    Properties build = new Properties();
    try (InputStream file = Version.class.getResourceAsStream("version.properties")) {
      build.load(Objects.requireNonNull(file, "version.properties is not in the jar"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build;
  }

  /** The runtime's own version: {@code 2.20.0} of a binding's {@code 2.20.0-1.5.13}. */
  private static String upstream(String binding) {
    int dash = binding.indexOf('-');
    return dash < 0 ? binding : binding.substring(0, dash);
  }
}
