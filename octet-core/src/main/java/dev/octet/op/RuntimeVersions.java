package dev.octet.op;

import dev.octet.model.Constant;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The first runtime that can run a given version of an op (source: {@code runtime_version.cc} of
 * LiteRT's converter), and so the first that can run a model.
 */
public final class RuntimeVersions {
  private static final Comparator<String> BY_NUMBERS =
      Comparator.comparing(RuntimeVersions::numbers, Arrays::compare);

  private static final String METADATA = "min_runtime_version";
  private static final int METADATA_BYTES = 16;

  private final Map<String, String[]> firstRuntimes = new HashMap<>();

  private RuntimeVersions(String table) {
    table
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(" "))
        .forEach(w -> firstRuntimes.put(w[0], Arrays.copyOfRange(w, 1, w.length)));
  }

  /** Reads the table that comes with Octet. */
  public static RuntimeVersions load() {
    try (InputStream in = RuntimeVersions.class.getResourceAsStream("runtime_versions.txt")) {
      return new RuntimeVersions(
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The first runtime, such as {@code 2.3.0}, that has this op in this version; empty if unknown.
   */
  public Optional<String> of(Operation operation) {
    String[] first = operation.custom() ? null : firstRuntimes.get(operation.name());
    int index = operation.version() - 1;
    return first == null || index >= first.length || first[index].equals("-")
        ? Optional.empty()
        : Optional.of(first[index]);
  }

  /** The first runtime that has every op of a model, as far as the table knows them. */
  public Optional<String> of(Model model) {
    return model.graphs().stream()
        .flatMap(g -> g.nodes().stream())
        .map(Node::operation)
        .flatMap(o -> of(o).stream())
        .max(BY_NUMBERS);
  }

  /** A model with that version in its metadata, as LiteRT's own tools write it. */
  public Model record(Model model) {
    return of(model).map(v -> model.withMetadata(METADATA, Constant.of(padded(v)))).orElse(model);
  }

  private static byte[] padded(String version) {
    byte[] ascii = version.getBytes(StandardCharsets.US_ASCII);
    return Arrays.copyOf(ascii, Math.max(METADATA_BYTES, ascii.length));
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
  }
}
