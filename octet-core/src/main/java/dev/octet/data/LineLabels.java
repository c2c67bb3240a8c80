package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Labels in lines: a number or a name of a class in each; or a file and its label, with a comma, a
 * tab or spaces between; or (for data in folders of classes) all classes in their order.
 */
final class LineLabels {
  private static final Pattern FILE = Pattern.compile(".*\\.[A-Za-z][A-Za-z0-9]{1,4}");
  private static final Pattern GAP = Pattern.compile("\\s*,\\s*|\\s+");

  private LineLabels() {}

  /**
   * What the lines say.
   *
   * @param samples the file of each sample, or null where samples are no files
   */
  static WrittenLabels of(List<String> lines, @Nullable List<String> samples) {
    if (samples != null && areClasses(lines, samples)) {
      List<String> folders = samples.stream().map(FolderClasses::folder).toList();
      return new WrittenLabels(folders, List.of(), ClassNames.checked(lines));
    }
    if (pair(lines.getFirst(), samples).isEmpty()) {
      return new WrittenLabels(lines, List.of(), List.of());
    }
    var files = new ArrayList<String>();
    var labels = new ArrayList<String>();
    for (int i = 0; i < lines.size(); i++) {
      int line = i + 1;
      List<String> pair =
          pair(lines.get(i), samples)
              .orElseThrow(
                  () ->
                      new OctetException(ErrorCode.BAD_DATA, "is no file with its label")
                          .in("line " + line));
      files.add(pair.getFirst());
      labels.add(pair.getLast());
    }
    return new WrittenLabels(labels, files, List.of());
  }

  private static boolean areClasses(List<String> lines, List<String> samples) {
    var classes = new HashSet<>(lines);
    return classes.size() == lines.size()
        && samples.stream().allMatch(s -> classes.contains(FolderClasses.folder(s)));
  }

  /** A file and its label, if the line has both: the file ends at the first gap that can be. */
  private static Optional<List<String>> pair(String line, @Nullable List<String> samples) {
    var gaps = GAP.matcher(line);
    while (gaps.find()) {
      String file = line.substring(0, gaps.start());
      if (gaps.end() < line.length() && isFile(file, samples)) {
        return Optional.of(List.of(file, line.substring(gaps.end())));
      }
    }
    return Optional.empty();
  }

  /** Whether a text is the name of a file. */
  static boolean isFile(String text, @Nullable List<String> samples) {
    return FILE.matcher(text).matches()
        || (samples != null && samples.size() < 10_000 && MatchedFiles.names(text, samples));
  }
}
