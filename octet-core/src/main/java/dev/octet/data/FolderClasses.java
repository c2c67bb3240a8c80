package dev.octet.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Classes by folders: an image's is the folder in the root that it is in, however deep. They are
 * numbered in the order of {@code classes.txt} in the root (a name in each line), else by name;
 * folders without images count, too.
 */
final class FolderClasses {
  /** The file that orders classes. */
  static final String ORDER = "classes.txt";

  private FolderClasses() {}

  /**
   * The labels of a folder's images; null when it has fewer than two folders, or images of its own.
   *
   * @param notes told when images beside the folders are why there are no labels
   */
  static @Nullable Labels of(ImageFolder folder, List<String> notes) {
    if (folder.folders().size() < 2) {
      return null;
    }
    List<String> loose = folder.images().stream().filter(i -> i.indexOf('/') < 0).toList();
    if (!loose.isEmpty()) {
      notes.add(
          "%s: %d images beside the folders (%s): the folders are taken for no classes"
              .formatted(folder.root(), loose.size(), loose.getFirst()));
      return null;
    }
    Path order = folder.root().resolve(ORDER);
    List<String> classes = Files.isRegularFile(order) ? ClassNames.read(order) : folder.folders();
    return of(folder.images(), classes);
  }

  /** The labels of files by the folders they are in. */
  static Labels of(List<String> files, List<String> classes) {
    Map<String, Integer> numbers = new HashMap<>();
    classes.forEach(c -> numbers.put(c, numbers.size()));
    var labels = new int[files.size()];
    var strange = new ArrayList<String>();
    for (int i = 0; i < labels.length; i++) {
      Integer number = numbers.get(folder(files.get(i)));
      if (number == null) {
        strange.add(files.get(i));
      } else {
        labels[i] = number;
      }
    }
    if (!strange.isEmpty()) {
      throw Picture.bad(
              "%d images are in folders that are none of the %d classes, such as %s"
                  .formatted(strange.size(), classes.size(), strange.getFirst()))
          .advise("name the classes as the folders");
    }
    return Labels.of(labels, classes);
  }

  /** The first folder of a file's path; empty if it is in none. */
  static String folder(String file) {
    return file.substring(0, Math.max(0, file.indexOf('/')));
  }
}
