package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the right answers of an evaluation. */
public final class LabelsFile {
  private LabelsFile() {}

  /**
   * Reads class numbers.
   *
   * <p>The array holds integers, {@code [N]} or {@code [N,1]}, or is one-hot: {@code [N,C]} of any
   * numbers, with a single 1 among zeros in each row.
   *
   * @param source {@code PATH[:ARRAY]}; the array may be left out when there is but one
   * @param files the file of each sample, or null where samples are no files
   * @throws OctetException {@code NOT_READABLE} or {@code BAD_DATA}
   */
  public static Labels read(String source, @Nullable List<String> files) {
    SourceText text = SourceText.parse(source, Set.of());
    var path = text.path();
    if (path == null) {
      throw new OctetException(ErrorCode.USAGE, "labels cannot be random").in(source);
    }
    NumpyFile file = NumpyFile.open(path);
    String name = pick(file, text.arrays());
    try {
      return Labels.of(of(file.read(name)));
    } catch (OctetException e) {
      throw e.where().startsWith(path.toString()) ? e : e.in(path + ": array '" + name + "'");
    }
  }

  private static String pick(NumpyFile file, List<String> picked) {
    if (!picked.isEmpty()) {
      return String.join(",", picked);
    }
    if (file.names().size() == 1) {
      return file.names().getFirst();
    }
    throw new OctetException(ErrorCode.BAD_DATA, "has " + String.join(", ", file.names()))
        .in(file.path().toString())
        .advise("pick the labels with PATH:ARRAY");
  }

  private static int[] of(NdArray array) {
    boolean flat = array.rank() == 1 || (array.rank() == 2 && array.dim(1) == 1);
    if (array.rank() != 2 && !flat) {
      throw bad("labels are [N], [N,1] or one-hot [N,C], not " + array);
    }
    if (array.dim(0) == 0) {
      throw bad("there are no labels");
    }
    return flat ? integers(array) : oneHot(array);
  }

  private static int[] integers(NdArray array) {
    if (!array.type().isInteger()) {
      throw bad("labels are integers, not " + array);
    }
    Reals.IntegerReader reader = Reals.integers(array.type());
    var labels = new int[Math.toIntExact(array.elements())];
    for (int i = 0; i < labels.length; i++) {
      long label = reader.at(array.data(), i);
      if (label < 0 || label > Integer.MAX_VALUE) {
        throw bad("is %d: no class number".formatted(label)).in("label " + i);
      }
      labels[i] = (int) label;
    }
    return labels;
  }

  private static int[] oneHot(NdArray array) {
    Reals.Reader reader = Reals.of(array.type());
    var labels = new int[Math.toIntExact(array.dim(0))];
    long classes = array.dim(1);
    for (int i = 0; i < labels.length; i++) {
      labels[i] = -1;
      for (int c = 0; c < classes; c++) {
        double v = reader.at(array.data(), i * classes + c);
        if (v == 1 && labels[i] < 0) {
          labels[i] = c;
        } else if (v != 0) {
          labels[i] = -1;
          break;
        }
      }
      if (labels[i] < 0) {
        throw bad("is not one-hot: a single 1 among zeros").in("row " + i);
      }
    }
    return labels;
  }

  private static OctetException bad(String what) {
    return new OctetException(ErrorCode.BAD_DATA, what);
  }
}
