package dev.octet.debug;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Finds the metrics in jars. */
public final class MetricPlugins {
  private MetricPlugins() {}

  /**
   * The built-in metrics and those of jars. The jars stay open: their metrics may load classes at
   * any time.
   *
   * @throws OctetException {@code NOT_READABLE} for a file that is not there, {@code PLUGIN} for
   *     one that is no jar, has no {@link MetricProvider}, or one that cannot be used
   */
  public static Metrics load(List<Path> jars) {
    Metrics metrics = Metrics.builtIn();
    for (Path jar : jars) {
      try {
        metrics = with(metrics, jar);
      } catch (OctetException e) {
        throw e.in(jar.toString());
      }
    }
    return metrics;
  }

  @SuppressWarnings({"PMD.AvoidCatchingGenericException", "MustBeClosedChecker"})
  private static Metrics with(Metrics metrics, Path jar) {
    requireJar(jar);
    var loader = new URLClassLoader(new URL[] {url(jar)}, MetricProvider.class.getClassLoader());
    try {
      List<MetricProvider> providers =
          ServiceLoader.load(MetricProvider.class, loader).stream()
              .filter(p -> loader.equals(p.type().getClassLoader()))
              .map(ServiceLoader.Provider::get)
              .toList();
      if (providers.isEmpty()) {
        throw new OctetException(ErrorCode.PLUGIN, "has no provider of metrics")
            .advise(
                "name the class in the jar's META-INF/services/" + MetricProvider.class.getName());
      }
      Metrics all = metrics;
      for (MetricProvider provider : providers) {
        all = all.with(provider);
      }
      return all;
    } catch (OctetException e) {
      throw e;
    } catch (UnsupportedClassVersionError e) {
      throw failure("is made for a newer Java than this one", e)
          .advise("compile it with --release " + Runtime.version().feature());
    } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
      throw failure("its metrics cannot be loaded: " + reason(e), e);
    }
  }

  private static OctetException failure(String what, Throwable cause) {
    return new OctetException(ErrorCode.PLUGIN, what).because(cause);
  }

  private static Throwable reason(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof ServiceConfigurationError && cause != null ? cause : failure;
  }

  private static void requireJar(Path jar) {
    if (!Files.isRegularFile(jar) || !Files.isReadable(jar)) {
      throw new OctetException(
          ErrorCode.NOT_READABLE, Files.exists(jar) ? "cannot be read" : "no such file");
    }
    try (var _ = new ZipFile(jar.toFile())) {
      // it opens
    } catch (ZipException e) {
      throw failure("is no jar", e);
    } catch (IOException e) {
      throw new OctetException(ErrorCode.NOT_READABLE, "cannot be read").because(e);
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw failure("cannot be named as a URL", e);
    }
  }
}
