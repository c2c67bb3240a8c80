package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Samples along the first axis of arrays, one array per input. */
final class ArraySamples implements Samples {
  private final List<InputSpec> inputs;
  private final List<Bound> arrays;
  private final long size;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Bound(
      LabelledArray source, int[] dims, long elements, Conversion conversion, InputSpec input) {}

  /**
   * Binds arrays to inputs.
   *
   * @param arrays as many as inputs, in their order
   */
  ArraySamples(
      List<InputSpec> inputs, List<LabelledArray> arrays, @Nullable Preprocessing preprocessing) {
    this.inputs = List.copyOf(inputs);
    var bound = new Bound[inputs.size()];
    for (int i = 0; i < bound.length; i++) {
      bound[i] = bind(inputs.get(i), arrays.get(i), preprocessing);
    }
    this.arrays = List.of(bound);
    this.size = commonSize(arrays);
  }

  private static Bound bind(
      InputSpec input, LabelledArray source, @Nullable Preprocessing preprocessing) {
    NdArray array = source.array();
    try {
      if (array.rank() == 0) {
        throw Conversion.refused("is a scalar: there is no axis of samples");
      }
      var have = new int[array.rank() - 1];
      for (int i = 0; i < have.length; i++) {
        have[i] = Math.toIntExact(Math.min(array.dim(i + 1), Integer.MAX_VALUE));
      }
      int[] dims =
          ShapeFit.fit(input.shape(), have)
              .orElseThrow(
                  () ->
                      Conversion.refused(
                              "its samples are %s, input %s is not"
                                  .formatted(Arrays.toString(have).replace(" ", ""), input))
                          .advise("the first axis of an array counts the samples"));
      long elements = NdArray.elements(Arrays.copyOfRange(array.shape(), 1, array.rank()));
      return new Bound(
          source, dims, elements, Conversion.of(array.type(), input, preprocessing), input);
    } catch (OctetException e) {
      throw e.in(source.label());
    }
  }

  private static long commonSize(List<LabelledArray> arrays) {
    if (arrays.isEmpty()) {
      return 1; // nothing to feed
    }
    long size = arrays.getFirst().array().dim(0);
    for (LabelledArray s : arrays) {
      if (s.array().dim(0) == 0) {
        throw new OctetException(ErrorCode.BAD_DATA, "has no samples").in(s.label());
      }
      if (s.array().dim(0) != size) {
        throw new OctetException(
                ErrorCode.BAD_DATA,
                "has %d samples, %s has %d"
                    .formatted(s.array().dim(0), arrays.getFirst().label(), size))
            .in(s.label());
      }
    }
    return size;
  }

  @Override
  public List<InputSpec> inputs() {
    return inputs;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int[] dims(long sample, int input) {
    return arrays.get(input).dims.clone();
  }

  @Override
  public void read(long sample, int input, MemorySegment target) {
    Bound bound = arrays.get(input);
    if (target.byteSize() != bound.input.type().bytes(bound.elements) || sample >= size) {
      throw new IllegalArgumentException(
          "sample %d of %d, room for %d bytes".formatted(sample, size, target.byteSize()));
    }
    try {
      NdArray array = bound.source.array();
      bound.conversion.apply(array.data(), sample * bound.elements, bound.elements, target);
    } catch (OctetException e) {
      throw e.in("sample " + sample).in(bound.source.label());
    }
  }
}
