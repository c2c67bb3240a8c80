package dev.octet.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files as a report calls them: by their names where these differ, else by their paths. */
final class FileNames {
  private FileNames() {}

  /** The name of each, no two the same. */
  static List<String> of(List<Path> files) {
    List<String> names = files.stream().map(FileNames::last).toList();
    boolean differ = names.stream().distinct().count() == names.size();
    var fresh = new Names();
    var result = new ArrayList<String>();
    for (int i = 0; i < files.size(); i++) {
      String name = differ ? names.get(i) : files.get(i).toString();
      result.add(fresh.fresh(Names.label(Names.plain(name))));
    }
    return result;
  }

  /** The name of a file without its folder. */
  static String last(Path file) {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }
}
