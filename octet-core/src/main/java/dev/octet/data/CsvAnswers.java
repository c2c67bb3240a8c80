package dev.octet.data;

import dev.octet.error.OctetException;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * The right answers in columns of a table: of one column numbers or words, of several targets.
 *
 * @param columns at least one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CsvAnswers(CsvFile file, int[] columns) implements Answer.Source {
  @Override
  public Answer answer(long sample) {
    List<String> cells = file.row(sample);
    if (columns.length > 1) {
      return new Answer.Row(ElementType.FLOAT32, List.of((long) columns.length));
    }
    String cell = cells.get(columns[0]);
    if (!CsvNumber.isNumber(cell)) {
      if (CsvNumber.isMissing(cell)) {
        real(sample, cells, columns[0]);
      }
      return new Answer.Word(cell);
    }
    double value = real(sample, cells, columns[0]);
    boolean whole = value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE;
    return whole ? new Answer.Whole((long) value) : new Answer.Real((float) value);
  }

  private double real(long sample, List<String> cells, int column) {
    try {
      return CsvNumber.real(cells.get(column));
    } catch (OctetException e) {
      throw file.in(sample, column, e);
    }
  }

  @Override
  public MemorySegment row(long sample) {
    List<String> cells = file.row(sample);
    var values = new float[columns.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) real(sample, cells, columns[i]);
    }
    return Constant.of(values).bytes();
  }

  @Override
  public String place(long sample) {
    return file.place(sample);
  }
}
