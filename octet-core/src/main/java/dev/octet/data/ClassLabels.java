package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.Arrays;
import java.util.List;

/** The class of each sample, from 0. */
public final class ClassLabels implements Labels {
  private final int[] classes;
  private final List<String> names;

  /**
   * Copies.
   *
   * @param names by class; none where classes have no names
   */
  ClassLabels(int[] classes, List<String> names) {
    this.classes = classes.clone();
    this.names = List.copyOf(names);
    for (int i = 0; i < classes.length; i++) {
      if (classes[i] < 0 || (!names.isEmpty() && classes[i] >= names.size())) {
        String known = names.isEmpty() ? "" : ": there are %d classes".formatted(names.size());
        throw new OctetException(ErrorCode.BAD_DATA, "is %d%s".formatted(classes[i], known))
            .in("label " + i)
            .advise("classes count from 0");
      }
    }
  }

  /** A copy of the class of each sample. */
  public int[] classes() {
    return classes.clone();
  }

  /** The class of a sample. */
  public int at(int sample) {
    return classes[sample];
  }

  /** The names by class; none where classes have no names. */
  public List<String> names() {
    return names;
  }

  @Override
  public long size() {
    return classes.length;
  }

  @Override
  public ClassLabels select(long[] kept) {
    int[] some = Arrays.stream(kept).mapToInt(i -> classes[Math.toIntExact(i)]).toArray();
    return new ClassLabels(some, names);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClassLabels o
        && Arrays.equals(classes, o.classes)
        && names.equals(o.names);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(classes) + names.hashCode();
  }

  @Override
  public String toString() {
    return classes.length + " labels of " + (names.isEmpty() ? "classes" : names);
  }
}
