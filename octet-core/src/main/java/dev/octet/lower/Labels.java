package dev.octet.lower;

import dev.octet.model.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How large the dimensions are that letters stand for. Several letters in one group are one
 * dimension of a tensor, the product of theirs.
 *
 * @param sizes shapes of one dimension each
 */
public record Labels(Map<Character, Shape> sizes) {
  /** Copies the map. */
  public Labels {
    sizes = Map.copyOf(sizes);
  }

  /** The dimensions of a shape, a letter for each. */
  public static Labels of(String letters, Shape shape) {
    if (letters.length() != shape.rank()) {
      throw new IllegalArgumentException("\"%s\" does not label %s".formatted(letters, shape));
    }
    var sizes = new HashMap<Character, Shape>();
    for (int i = 0; i < letters.length(); i++) {
      sizes.put(letters.charAt(i), Dims.range(shape, i, i + 1));
    }
    return new Labels(sizes);
  }

  /** With another letter. */
  public Labels with(char letter, int size) {
    var more = new HashMap<>(sizes);
    more.put(letter, Shape.of(size));
    return new Labels(more);
  }

  /**
   * With those of another operand.
   *
   * @throws IllegalArgumentException if a letter has two sizes
   */
  Labels and(Labels other) {
    var more = new HashMap<>(sizes);
    other.sizes.forEach(
        (letter, size) -> {
          Shape known = more.put(letter, size);
          if (known != null && known.dim(0) != size.dim(0)) {
            throw new IllegalArgumentException(
                "dimension %c is %s and %s".formatted(letter, known, size));
          }
          if (known != null && known.isDynamic()) {
            more.put(letter, known);
          }
        });
    return new Labels(more);
  }

  /** Whether a dimension has always one element. */
  boolean isOne(char letter) {
    Shape size = size(letter);
    return size.dim(0) == 1 && !size.isDynamic();
  }

  /** The product of some dimensions. */
  int product(String letters) {
    return shape(List.of(letters)).dim(0);
  }

  /** The shape that has a dimension for each group. */
  Shape shape(List<String> groups) {
    var dims = new int[groups.size()];
    var signature = new int[groups.size()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = 1;
      boolean dynamic = false;
      for (char letter : groups.get(i).toCharArray()) {
        dims[i] = Math.multiplyExact(dims[i], size(letter).dim(0));
        dynamic |= size(letter).isDynamic();
      }
      signature[i] = dynamic ? -1 : dims[i];
    }
    return Shape.of(dims, signature);
  }

  /** The groups without the letters of dimensions that have always one element. */
  List<String> withoutOnes(List<String> groups) {
    var kept = new ArrayList<String>();
    for (String group : groups) {
      var letters = new StringBuilder();
      group.chars().filter(c -> !isOne((char) c)).forEach(c -> letters.append((char) c));
      kept.add(letters.toString());
    }
    return kept;
  }

  private Shape size(char letter) {
    Shape size = sizes.get(letter);
    if (size == null) {
      throw new IllegalArgumentException("dimension " + letter + " has no size");
    }
    return size;
  }
}
