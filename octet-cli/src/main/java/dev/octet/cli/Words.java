package dev.octet.cli;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The words a person may write for the values of an enum: its names in lower case, {@code
 * INT8_ONLY} as {@code int8-only}.
 */
abstract class Words<E extends Enum<E>> implements ITypeConverter<E>, Iterable<String> {
  private final List<E> values;

  Words(Class<E> type) {
    this.values = List.of(type.getEnumConstants());
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public E convert(String word) {
    return values.stream()
        .filter(value -> word(value).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is none of %s".formatted(word, String.join(", ", this))));
  }

  @Override
  public java.util.Iterator<String> iterator() {
    return values.stream().map(Words::word).iterator();
  }
}
