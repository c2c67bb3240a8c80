package dev.octet.evaluate;

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
import java.util.function.Supplier;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Finds the metrics in jars. */
public final class MetricPlugins {
  private MetricPlugins() {}

  /**
   * What one jar brings.
   *
   * @param jar the file
   * @param providers at least one
   */
  public record Plugin(Path jar, List<MetricProvider> providers) {
    /** Copies the list. */
    public Plugin {
      providers = List.copyOf(providers);
    }
  }

  /**
   * The providers in jars. The jars stay open: their metrics may load classes at any time.
   *
   * @throws OctetException {@code NOT_READABLE} for a file that is not there, {@code PLUGIN} for
   *     one that is no jar, has no {@link MetricProvider}, or one that cannot be used
   */
  public static List<Plugin> load(List<Path> jars) {
    return jars.stream().map(jar -> new Plugin(jar, inJar(jar, () -> providers(jar)))).toList();
  }

  /**
   * Does something with what a jar holds, whose code may fail in any way.
   *
   * @throws OctetException {@code PLUGIN}, naming the jar
   */
  @SuppressWarnings("PMD.AvoidCatchingGenericException")
  public static <T> T inJar(Path jar, Supplier<T> action) {
    try {
      return action.get();
    } catch (OctetException e) {
      throw e.in(jar.toString());
    } catch (UnsupportedClassVersionError e) {
      throw failure("is made for a newer Java than this one", e)
          .in(jar.toString())
          .advise("compile it with --release " + Runtime.version().feature());
    } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
      throw failure("its metrics cannot be loaded: " + reason(e), e).in(jar.toString());
    }
  }

  @SuppressWarnings("MustBeClosedChecker")
  private static List<MetricProvider> providers(Path jar) {
    requireJar(jar);
    var loader = new URLClassLoader(new URL[] {url(jar)}, MetricProvider.class.getClassLoader());
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
    return providers;
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
