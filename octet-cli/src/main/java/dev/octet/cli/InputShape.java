package dev.octet.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The sizes of one input: {@code [NAME=]1x224x224x3}, with commas as well.
 *
 * @param input the input's name; empty for the model's only input
 * @param sizes of its dimensions, each at least 1
 */
record InputShape(String input, List<Integer> sizes) {
  InputShape {
    sizes = List.copyOf(sizes);
  }

  /** Reads the text. */
  static InputShape parse(String text) {
    int equals = text.lastIndexOf('=');
    if (equals == 0) {
      throw new TypeConversionException("'%s' has no name before '='".formatted(text));
    }
    try {
      var sizes =
          Arrays.stream(text.substring(equals + 1).split("[,x]", -1))
              .map(size -> Integer.valueOf(size.strip()))
              .toList();
      if (sizes.stream().allMatch(size -> size > 0)) {
        return new InputShape(equals < 0 ? "" : text.substring(0, equals), sizes);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new TypeConversionException(
        "'%s' is not [NAME=]SIZES, such as image=1x224x224x3".formatted(text));
  }

  /** As the library wants them. */
  static Map<String, int[]> byName(List<InputShape> shapes) {
    var byName = new LinkedHashMap<String, int[]>();
    shapes.forEach(
        s -> byName.put(s.input(), s.sizes().stream().mapToInt(Integer::intValue).toArray()));
    return byName;
  }

  /** For picocli. */
  static final class Converter implements ITypeConverter<InputShape> {
    @Override
    public InputShape convert(String text) {
      return parse(text);
    }
  }
}
