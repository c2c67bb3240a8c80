package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the right answers of an evaluation.
 *
 * <p>They are arrays ({@link ArrayLabels}; IDX files are such), a feature of TFRecords ({@link
 * RecordLabels}), a table ({@link TableLabels}), JSON ({@link JsonLabels}) or lines of text ({@link
 * LineLabels}). Where they name files, they may be in any order. Names of classes become numbers in
 * the order of a list of classes: that of the JSON, or {@code classes.txt} beside the labels;
 * without one they are sorted.
 */
public final class LabelsFile {
  private LabelsFile() {}

  /**
   * Reads labels.
   *
   * @param source {@code PATH[:ARRAY]}; the array may be left out when there is but one
   * @param files the file of each sample, or null where samples are no files
   * @throws OctetException {@code NOT_READABLE} or {@code BAD_DATA}
   */
  public static Labels read(String source, @Nullable List<String> files) {
    SourceText text = SourceText.parse(source, Set.of());
    Path path = text.path();
    if (path == null) {
      throw new OctetException(ErrorCode.USAGE, "labels cannot be random").in(source);
    }
    try {
      FileKind.Found found = FileKind.of(path);
      return switch (found.kind()) {
        case NUMPY -> arrays(path, text.arrays());
        case IDX -> ArrayLabels.of(IdxFile.read(Unpacked.of(path, found.packing())).array());
        case RECORDS -> RecordLabels.read(text.paths(), text.arrays());
        case CSV -> TableLabels.read(path, found.packing()).ordered(beside(path)).labels(files);
        case WAV -> throw new OctetException(ErrorCode.BAD_DATA, "is a sound, not labels");
        case OTHER -> texts(path, files);
      };
    } catch (OctetException e) {
      throw e.where().startsWith(path.toString()) ? e : e.in(path.toString());
    }
  }

  private static Labels arrays(Path path, List<String> picked) {
    NumpyFile file = NumpyFile.open(path);
    String name = pick(file, picked);
    NdArray array = file.read(name);
    try {
      return ArrayLabels.of(array);
    } catch (OctetException e) {
      throw e.in("array '" + name + "'");
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
        .advise("pick the labels with PATH:ARRAY");
  }

  private static Labels texts(Path path, @Nullable List<String> files) {
    String text = TextLines.text(path).strip();
    return text.startsWith("{") || text.startsWith("[")
        ? JsonLabels.of(text, beside(path), files)
        : LineLabels.of(TextLines.read(path), files).ordered(beside(path)).labels(files);
  }

  /** The list of classes beside labels; empty if there is none. */
  private static List<String> beside(Path labels) {
    Path order = labels.resolveSibling(FolderClasses.ORDER);
    boolean other = !order.getFileName().equals(labels.getFileName());
    return other && Files.isRegularFile(order) ? ClassNames.read(order) : List.of();
  }
}
