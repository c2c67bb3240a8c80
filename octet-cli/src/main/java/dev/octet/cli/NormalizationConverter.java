package dev.octet.cli;

import dev.octet.data.Normalization;
import dev.octet.error.OctetException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code MEAN,STD}. */
final class NormalizationConverter implements ITypeConverter<Normalization> {
  @Override
  public Normalization convert(String text) {
    try {
      return Normalization.parse(text);
    } catch (OctetException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
