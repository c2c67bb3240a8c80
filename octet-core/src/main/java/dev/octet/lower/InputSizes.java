package dev.octet.lower;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Shape;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The shapes of inputs: what the file says, and what the user says of what it leaves open. */
public final class InputSizes {
  private static final int EXAMPLE = 224;

  private final int batch;
  private final Map<String, int[]> shapes;
  private final Set<String> inputs = new LinkedHashSet<>();
  private final Set<String> used = new LinkedHashSet<>();

  /**
   * What the user says.
   *
   * @param batch the size of a first dimension that is open; 0 to keep it open
   * @param shapes whole shapes by the name of the input; the empty name stands for the only input
   */
  public InputSizes(int batch, Map<String, int[]> shapes) {
    this.batch = batch;
    this.shapes = Map.copyOf(shapes);
  }

  /**
   * The shape of an input.
   *
   * @param names what it is called; the first counts in messages
   * @param declared its sizes by the file, −1 where open; null where nothing is known
   * @throws OctetException {@code USAGE} for sizes that stay open, or that the file has otherwise
   */
  public Shape of(List<String> names, int @Nullable [] declared) {
    inputs.add(names.getFirst());
    Optional<int[]> given = given(names);
    if (given.isPresent()) {
      checkGiven(names.getFirst(), declared, given.get());
      return shape(given.get(), declared);
    }
    if (declared == null) {
      throw new OctetException(
              ErrorCode.USAGE, "the file does not say the shape of input " + names.getFirst())
          .advise("give it: --input-shape %s=1x224x224x3".formatted(names.getFirst()));
    }
    int[] dims = declared.clone();
    if (dims.length > 0 && dims[0] < 0) {
      dims[0] = batch;
    }
    if (Arrays.stream(dims).anyMatch(d -> d < 0)) {
      throw new OctetException(
              ErrorCode.USAGE,
              "input %s has shape %s, which leaves sizes open"
                  .formatted(names.getFirst(), text(declared)))
          .advise("give them: --input-shape %s=%s".formatted(names.getFirst(), example(declared)));
    }
    return shape(dims, declared);
  }

  private Optional<int[]> given(List<String> names) {
    for (String name :
        IntStream.rangeClosed(0, names.size())
            .mapToObj(i -> i < names.size() ? names.get(i) : "")
            .toList()) {
      int[] shape = shapes.get(name);
      if (shape != null) {
        used.add(name);
        return Optional.of(shape.clone());
      }
    }
    return Optional.empty();
  }

  private static void checkGiven(String name, int @Nullable [] declared, int[] given) {
    boolean fits = declared == null || declared.length == given.length;
    for (int i = 0; fits && declared != null && i < given.length; i++) {
      fits = declared[i] < 0 || declared[i] == given[i];
    }
    if (!fits && declared != null) {
      throw new OctetException(
          ErrorCode.USAGE,
          "input %s has shape %s, not %s".formatted(name, text(declared), Shape.of(given)));
    }
  }

  /** An open batch starts as one sample, or as what was given. */
  private Shape shape(int[] dims, int @Nullable [] declared) {
    int[] signature = dims.clone();
    boolean open = declared == null || (declared.length > 0 && declared[0] < 0);
    if (open && batch == 0 && dims.length > 0) {
      dims[0] = Math.max(1, dims[0]);
      signature[0] = -1;
    }
    return Shape.of(dims, signature);
  }

  /**
   * Checks that each shape that was given belongs to an input.
   *
   * @throws OctetException {@code USAGE} with the inputs that there are
   */
  public void check() {
    for (String name : shapes.keySet()) {
      if (name.isEmpty() ? inputs.size() != 1 : !used.contains(name)) {
        throw new OctetException(
                ErrorCode.USAGE,
                name.isEmpty()
                    ? "the model has %d inputs".formatted(inputs.size())
                    : "there is no input " + name)
            .advise("the inputs are " + String.join(", ", inputs));
      }
    }
  }

  private static String text(int[] declared) {
    return Arrays.stream(declared)
        .mapToObj(d -> d < 0 ? "?" : String.valueOf(d))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String example(int[] declared) {
    return IntStream.range(0, declared.length)
        .map(i -> declared[i] >= 0 ? declared[i] : i == 0 ? 1 : EXAMPLE)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining("x"));
  }
}
