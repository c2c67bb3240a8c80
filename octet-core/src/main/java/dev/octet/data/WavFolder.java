package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The WAV files of a folder: those in it, or else those in the folders in it, whose names are those
 * of the classes. Folders whose names start with {@code _} or a dot are passed over, as is what is
 * no sound.
 *
 * @param files sorted by folder and name
 * @param names those of the folders with sounds, sorted; none if there are no folders
 */
record WavFolder(Path folder, List<Path> files, List<String> names) {
  /** Whether the first files of a folder, or of the folders in it, are sounds. */
  static boolean isOne(Path folder) {
    return children(folder).stream()
        .flatMap(p -> Files.isDirectory(p) ? children(p).stream().limit(1) : Stream.of(p))
        .filter(Files::isRegularFile)
        .anyMatch(WavFolder::isWav);
  }

  private static boolean isWav(Path file) {
    return FileKind.of(file).kind() == FileKind.WAV;
  }

  static WavFolder of(Path folder, List<String> notes) {
    List<Path> others = new ArrayList<>();
    List<Path> files = wavs(folder, others);
    if (!files.isEmpty()) {
      note(folder, others, notes);
      return new WavFolder(folder, files, List.of());
    }
    var all = new ArrayList<Path>();
    var names = new ArrayList<String>();
    for (Path child : children(folder)) {
      String name = String.valueOf(child.getFileName());
      List<Path> inside =
          Files.isDirectory(child) && !name.startsWith("_") ? wavs(child, others) : List.of();
      if (inside.isEmpty() && Files.isDirectory(child)) {
        others.add(child);
      }
      all.addAll(inside);
      if (!inside.isEmpty()) {
        names.add(name);
      }
    }
    note(folder, others, notes);
    return new WavFolder(folder, all, names);
  }

  private static List<Path> wavs(Path folder, List<Path> others) {
    var found = new ArrayList<Path>();
    for (Path child : children(folder)) {
      if (Files.isDirectory(child)) {
        continue;
      }
      if (isWav(child)) {
        found.add(child);
      } else if (!String.valueOf(child.getFileName()).equals(FolderClasses.ORDER)) {
        others.add(child);
      }
    }
    return found;
  }

  private static void note(Path folder, List<Path> others, List<String> notes) {
    if (!others.isEmpty()) {
      List<String> names =
          others.stream().limit(3).map(p -> folder.relativize(p).toString()).toList();
      notes.add(
          "%s: passed over %d that are no sounds (%s%s)"
              .formatted(
                  folder,
                  others.size(),
                  String.join(", ", names),
                  others.size() > names.size() ? ", …" : ""));
    }
  }

  /** What is in a folder, sorted, without hidden things. */
  private static List<Path> children(Path folder) {
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(p -> !String.valueOf(p.getFileName()).startsWith(".")).sorted().toList();
    } catch (IOException e) {
      throw new OctetException(ErrorCode.NOT_READABLE, "cannot be read: " + e.getMessage())
          .in(folder.toString())
          .because(e);
    }
  }

  /** The classes as labels, if folders name them; {@code classes.txt} may order them. */
  @Nullable Labels labels() {
    if (names.isEmpty()) {
      return null;
    }
    Path order = folder.resolve(FolderClasses.ORDER);
    return FolderClasses.of(
        relative(), Files.isRegularFile(order) ? ClassNames.read(order) : names);
  }

  /** The files as users write them beside labels. */
  List<String> relative() {
    return files.stream().map(f -> folder.relativize(f).toString().replace('\\', '/')).toList();
  }
}
