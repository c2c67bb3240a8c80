package dev.octet.data;

import dev.octet.error.OctetException;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The rows of a table, each read when it is asked for. */
final class CsvSamples implements Samples {
  private final CsvFile file;
  private final List<InputSpec> inputs;
  private final List<Bound> bound;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Bound(int[] columns, int[] dims, boolean whole, Conversion conversion) {
    static Bound of(InputSpec input, int[] columns, DataOptions options) {
      boolean whole =
          input.quantization() == null
              && (input.type().isInteger() || input.type() == ElementType.BOOL);
      ElementType stored = whole ? ElementType.INT64 : ElementType.FLOAT32;
      return new Bound(
          columns,
          FilledShape.of(input.shape(), columns.length).orElseThrow(),
          whole,
          Conversion.of(stored, input, options.preprocessing()));
    }
  }

  private CsvSamples(CsvFile file, List<InputSpec> inputs, List<Bound> bound) {
    this.file = file;
    this.inputs = List.copyOf(inputs);
    this.bound = List.copyOf(bound);
  }

  /**
   * Opens a table.
   *
   * @param picked the columns the user named behind the path, or none
   */
  static LabelledSamples open(
      Path path,
      Unpacked.Packing packing,
      List<String> picked,
      List<InputSpec> inputs,
      DataOptions options,
      List<String> notes) {
    CsvFile file = CsvFile.of(Unpacked.of(path, packing));
    FeatureMap map = FeatureMap.parse(options.features(), inputs).picked(picked, inputs);
    var binding = new CsvBinding(file, map, inputs);
    var bound = new ArrayList<Bound>();
    for (InputSpec input : inputs) {
      bound.add(Bound.of(input, binding.of(input), options));
    }
    var samples = new CsvSamples(file, inputs, bound);
    int[] label = binding.label();
    return label.length == 0 || options.labels() != null
        ? LabelledSamples.of(samples)
        : new Answers(new CsvAnswers(file, label), options.skipBad(), notes).of(samples);
  }

  @Override
  public List<InputSpec> inputs() {
    return inputs;
  }

  @Override
  public long size() {
    return file.rows().length;
  }

  @Override
  public int[] dims(long sample, int input) {
    return bound.get(input).dims.clone();
  }

  @Override
  public void read(long sample, int input, MemorySegment target) {
    Bound wanted = bound.get(input);
    List<String> cells = file.row(sample);
    MemorySegment values =
        wanted.whole ? wholes(wanted, cells, sample) : reals(wanted, cells, sample);
    try {
      wanted.conversion.apply(values, 0, wanted.columns.length, target);
    } catch (OctetException e) {
      throw file.in(sample, e);
    }
  }

  private MemorySegment wholes(Bound wanted, List<String> cells, long sample) {
    var values = new long[wanted.columns.length];
    for (int i = 0; i < values.length; i++) {
      int column = wanted.columns[i];
      try {
        values[i] = CsvNumber.integer(cells.get(column));
      } catch (OctetException e) {
        throw file.in(sample, column, e);
      }
    }
    return Constant.of(values).bytes();
  }

  private MemorySegment reals(Bound wanted, List<String> cells, long sample) {
    var values = new float[wanted.columns.length];
    for (int i = 0; i < values.length; i++) {
      int column = wanted.columns[i];
      try {
        values[i] = (float) CsvNumber.real(cells.get(column));
      } catch (OctetException e) {
        throw file.in(sample, column, e);
      }
    }
    return Constant.of(values).bytes();
  }
}
