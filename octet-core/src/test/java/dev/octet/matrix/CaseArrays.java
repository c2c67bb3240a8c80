package dev.octet.matrix;

import dev.octet.data.NdArray;
import dev.octet.data.NumpyFile;
import dev.octet.model.ElementType;
import java.util.ArrayList;
import java.util.List;

/** Arrays of a case as LiteRT takes and gives them. */
public final class CaseArrays {
  private CaseArrays() {}

  /** The arrays {@code KIND_0}, {@code KIND_1}, … of a file. */
  public static List<NdArray> all(NumpyFile file, String kind) {
    var arrays = new ArrayList<NdArray>();
    for (int i = 0; file.names().contains(kind + "_" + i); i++) {
      arrays.add(file.read(kind + "_" + i));
    }
    return arrays;
  }

  /** One sample of several, as a batch of one. */
  public static NdArray sample(NdArray array, int index) {
    long[] shape = array.shape();
    shape[0] = 1;
    return new NdArray(array.type(), shape, array.slice(index).data());
  }

  /** Floats of any width with the 32 bits that LiteRT's have; others as they are. */
  public static NdArray narrowed(NdArray array) {
    if (array.type() != ElementType.FLOAT64 && array.type() != ElementType.FLOAT16) {
      return array;
    }
    double[] values = array.toDoubles();
    var floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return NdArray.of(array.shape(), floats);
  }
}
