package dev.octet.cli;

import dev.octet.error.OctetException;
import dev.octet.plan.RangeMethod;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A way to find ranges, such as {@code percentile:99.9}. */
final class ObserverConverter implements ITypeConverter<RangeMethod> {
  @Override
  public RangeMethod convert(String text) {
    try {
      return RangeMethod.parse(text);
    } catch (OctetException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
