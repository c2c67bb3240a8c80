package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The TFRecord files of a folder, which are the parts of one data set. */
final class RecordFolder {
  private static final Pattern PART = Pattern.compile("-\\d+-of-\\d+(?=\\.|$)");

  private RecordFolder() {}

  /**
   * The files, sorted; none if the folder has none.
   *
   * @throws OctetException {@code BAD_DATA} if they are of several data sets, such as one to train
   *     and one to test
   */
  static List<Path> files(Path folder) {
    List<Path> files;
    try (Stream<Path> list = Files.list(folder)) {
      files = list.filter(Files::isRegularFile).filter(RecordFolder::hasRecords).sorted().toList();
    } catch (IOException e) {
      throw NumpyFile.notReadable(folder, e);
    }
    var sets = new TreeSet<String>();
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      if (PART.matcher(name).find()) {
        sets.add(PART.matcher(name).replaceFirst(""));
      }
    }
    if (sets.size() > 1) {
      throw new OctetException(ErrorCode.BAD_DATA, "has parts of " + String.join(" and ", sets))
          .in(folder.toString())
          .advise("pick one: '%s'".formatted(folder.resolve(sets.getFirst() + "-*")));
    }
    return files;
  }

  private static boolean hasRecords(Path file) {
    return FileKind.of(file).kind() == FileKind.RECORDS;
  }
}
