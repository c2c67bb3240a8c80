package dev.octet.cli;

import dev.octet.Verification;
import dev.octet.advise.Target;
import dev.octet.data.ImageSizing;
import dev.octet.data.Preset;
import dev.octet.error.Spelling;
import dev.octet.format.tensorflow.weights.Treatment;
import dev.octet.model.ElementType;
import dev.octet.plan.Improvement;
import dev.octet.plan.Mode;
import dev.octet.runtime.KernelSet;
import dev.octet.tune.Objective;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An option whose value is one word out of a few; also the list of them for help and completion.
 *
 * @param <T> what the words stand for
 */
abstract class Words<T> implements ITypeConverter<T>, Iterable<String> {

  private final List<T> values;
  private final Function<T, String> word;

  Words(List<T> values, Function<T, String> word) {
    this.values = values;
    this.word = word;
  }

  @Override
  public final T convert(String text) {
    return values.stream()
        .filter(value -> word.apply(value).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is none of %s%s"
                        .formatted(text, String.join(", ", this), suggestion(text))));
  }

  private String suggestion(String text) {
    String near = Spelling.nearest(text, values.stream().map(word).toList());
    return near == null ? "" : ": did you mean " + near + "?";
  }

  @Override
  public final Iterator<String> iterator() {
    return values.stream().map(word).iterator();
  }

  private static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** The kinds of quantized model. */
  static final class Modes extends Words<Mode> {
    Modes() {
      super(Arrays.asList(Mode.values()), Mode::text);
    }
  }

  /** What families of networks want of pixels. */
  static final class Presets extends Words<Preset> {
    Presets() {
      super(Arrays.asList(Preset.values()), Preset::text);
    }
  }

  /** Ways to make an image larger or smaller. */
  static final class Filters extends Words<ImageSizing.Filter> {
    Filters() {
      super(Arrays.asList(ImageSizing.Filter.values()), Words::lowerCase);
    }
  }

  /** What becomes of images of another aspect. */
  static final class Fits extends Words<ImageSizing.Fit> {
    Fits() {
      super(Arrays.asList(ImageSizing.Fit.values()), Words::lowerCase);
    }
  }

  /** What can make a quantized model better. */
  static final class Improvements extends Words<Improvement> {
    Improvements() {
      super(Arrays.asList(Improvement.values()), Improvement::text);
    }
  }

  /** The element types a model's interface may have. */
  static final class InterfaceTypes extends Words<ElementType> {
    InterfaceTypes() {
      super(
          List.of(ElementType.FLOAT32, ElementType.INT8, ElementType.UINT8, ElementType.INT16),
          Words::lowerCase);
    }
  }

  /** Implementations of the ops. */
  static final class Kernels extends Words<KernelSet> {
    Kernels() {
      super(Arrays.asList(KernelSet.values()), KernelSet::text);
    }
  }

  /** What a model is to run on. */
  static final class Targets extends Words<Target> {
    Targets() {
      super(Arrays.asList(Target.values()), Target::text);
    }
  }

  /** What a search makes the best of. */
  static final class Objectives extends Words<Objective> {
    Objectives() {
      super(Arrays.asList(Objective.values()), Objective::text);
    }
  }

  /** The ways in which 8 bits stand for floats in a frozen graph. */
  static final class DequantizeModes extends Words<Treatment.Mode> {
    DequantizeModes() {
      super(
          Arrays.asList(Treatment.Mode.values()), mode -> Words.lowerCase(mode).replace('_', '-'));
    }
  }

  /** The ways to check what was written. */
  static final class Verifications extends Words<Verification> {
    Verifications() {
      super(Arrays.asList(Verification.values()), Words::lowerCase);
    }
  }
}
