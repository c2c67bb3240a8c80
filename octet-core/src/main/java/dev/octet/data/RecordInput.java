package dev.octet.data;

import dev.octet.data.Example.Feature;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.ElementType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an input gets of a record.
 *
 * @param type the type of the values as they are stored, that of all records
 * @param conversion what becomes of numbers, or null for images
 * @param image how an image is brought to the input, or null for numbers
 */
record RecordInput(
    InputSpec input,
    String feature,
    FeatureForm form,
    ElementType type,
    @Nullable Conversion conversion,
    @Nullable ImageInput image) {
  /**
   * Finds out from a first record how the values of a feature lie.
   *
   * @throws OctetException {@code BAD_DATA} if they cannot go to the input
   */
  static RecordInput of(
      InputSpec input, FeatureForm.Named named, Example first, DataOptions options) {
    Feature feature = first.feature(named.feature());
    try {
      FeatureForm form = named.form() == null ? FeatureForm.of(feature, input) : named.form();
      if (form instanceof FeatureForm.Image) {
        var image = ImageInput.of(input, options);
        return new RecordInput(input, named.feature(), form, ElementType.UINT8, null, image);
      }
      ElementType type = RecordValues.of(feature, form).type();
      Conversion conversion = Conversion.of(type, input, options.preprocessing());
      var found = new RecordInput(input, named.feature(), form, type, conversion, null);
      found.dims(first);
      return found;
    } catch (OctetException e) {
      throw in(named.feature(), e);
    }
  }

  private static OctetException in(String feature, OctetException e) {
    return e.in("feature '" + feature + "'");
  }

  /** The input's dimensions for a record. */
  int[] dims(Example example) {
    Feature there = example.feature(feature);
    try {
      return image == null
          ? dims(RecordValues.of(there, form))
          : image.dims(new ImageBytes(RecordValues.single(there)));
    } catch (OctetException e) {
      throw in(feature, e);
    }
  }

  private int[] dims(RecordValues values) {
    if (values.type() != type) {
      throw bad("holds %s, in the first record %s".formatted(values.type().text(), type.text()));
    }
    List<Long> shape = values.shape();
    if (shape.size() > 1) {
      int[] have = shape.stream().mapToInt(Math::toIntExact).toArray();
      var fit = ShapeFit.fit(input.shape(), have);
      if (fit.isPresent()) {
        return fit.get();
      }
    }
    return FilledShape.of(input.shape(), values.count())
        .orElseThrow(
            () -> bad("has %d values, input %s does not".formatted(values.count(), input)));
  }

  /** Writes the values of a record. */
  void read(Example example, MemorySegment target) {
    Feature there = example.feature(feature);
    try {
      if (image != null) {
        image.read(new ImageBytes(RecordValues.single(there)), target);
        return;
      }
      RecordValues values = RecordValues.of(there, form);
      dims(values);
      if (target.byteSize() != input.type().bytes(values.count())) {
        throw new IllegalArgumentException("room for %d bytes".formatted(target.byteSize()));
      }
      Objects.requireNonNull(conversion).apply(values.data(), 0, values.count(), target);
    } catch (OctetException e) {
      throw in(feature, e);
    }
  }

  private static OctetException bad(String what) {
    return new OctetException(ErrorCode.BAD_DATA, what);
  }
}
