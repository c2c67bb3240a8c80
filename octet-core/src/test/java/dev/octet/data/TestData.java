package dev.octet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.Fixtures;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests of this package share. */
final class TestData {
  private TestData() {}

  /** A file or folder that {@code make_arrays.py} made. */
  static Path file(String name) {
    return Fixtures.example("..")
        .resolve("../octet-core/src/test/resources/data")
        .resolve(name)
        .normalize();
  }

  static NdArray read(String file, String array) {
    return NumpyFile.open(file(file)).read(array);
  }

  /** The elements as reals, in C order. */
  static double[] reals(NdArray array) {
    var values = new double[(int) array.elements()];
    Reals.Reader reader = Reals.of(array.type());
    for (int i = 0; i < values.length; i++) {
      values[i] = reader.at(array.data(), i);
    }
    return values;
  }

  static InputSpec input(ElementType type, int... dims) {
    return InputSpec.of("in", type, Shape.of(dims));
  }

  static RepresentativeDataset open(String source, DataOptions options, InputSpec... inputs) {
    return Datasets.open(List.of(source), new ModelInputs(List.of(inputs), Map.of()), options);
  }

  /** The samples of a source without normalization. */
  static Samples samples(String source, InputSpec... inputs) {
    return open(source, DataOptions.standard(), inputs).parts().getFirst().samples();
  }

  static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(ThrowingCallable call) {
    return assertRefused(ErrorCode.BAD_DATA, call);
  }

  static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      ErrorCode code, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(OctetException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
