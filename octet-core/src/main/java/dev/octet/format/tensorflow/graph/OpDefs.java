package dev.octet.format.tensorflow.graph;

import dev.octet.format.tensorflow.graph.OpDef.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What TensorFlow's own ops make, of which graphs say only the attributes: {@code ops.txt}, a line
 * for each op with the names of its outputs and what says their types.
 */
public final class OpDefs {
  private static final Pattern OUTPUT =
      Pattern.compile("(\\w+):(?:(\\w+)\\*)?(?:\\[(\\w+)]|(\\w+)(?:=(\\w+))?)");

  private OpDefs() {}

  private static final class Holder {
    private static final Map<String, String> LINES = read();

    private Holder() {}

    private static Map<String, String> read() {
      try (InputStream in = Objects.requireNonNull(OpDefs.class.getResourceAsStream("ops.txt"))) {
        var lines = new HashMap<String, String>();
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        text.lines().forEach(line -> lines.put(line.substring(0, line.indexOf(' ')), line));
        return Map.copyOf(lines);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** An op of TensorFlow; empty for one that is not its own, or makes nothing. */
  public static Optional<OpDef> find(String op) {
    return Optional.ofNullable(Holder.LINES.get(op)).map(OpDefs::parse);
  }

  private static OpDef parse(String line) {
    String[] parts = line.split(" ", -1);
    var results = new ArrayList<Result>();
    var defaults = new HashMap<String, DataType>();
    for (String part : List.of(parts).subList(1, parts.length)) {
      Matcher m = OUTPUT.matcher(part);
      if (!m.matches()) {
        throw new IllegalStateException(part);
      }
      String type = Objects.requireNonNullElse(m.group(4), "");
      Optional<DataType> fixed = named(type);
      if (m.group(5) != null) {
        named(m.group(5)).ifPresent(t -> defaults.put(type, t));
      }
      results.add(
          new Result(
              m.group(1),
              fixed.orElse(DataType.UNKNOWN),
              fixed.isPresent() ? "" : type,
              Objects.requireNonNullElse(m.group(2), ""),
              Objects.requireNonNullElse(m.group(3), "")));
    }
    return new OpDef(parts[0], results, defaults);
  }

  private static Optional<DataType> named(String type) {
    for (DataType t : DataType.values()) {
      if (t.name().equals(type)) {
        return Optional.of(t);
      }
    }
    return Optional.empty();
  }
}
