package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeSet;

/**
 * The images of a folder and of the folders below it, sorted by name, folder by folder.
 *
 * @param images relative to the root, with {@code /} between folders
 * @param folders the names of the folders in the root, sorted; hidden ones are passed over
 * @param others what is no image
 */
record ImageFolder(Path root, List<String> images, List<String> folders, List<String> others) {
  private static final int NAMED = 3;

  /**
   * Lists a folder.
   *
   * @throws OctetException {@code NOT_READABLE}, or {@code BAD_DATA} if there are no images
   */
  static ImageFolder list(Path root) {
    var walk = new Walk(root);
    try {
      Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, walk);
    } catch (IOException e) {
      throw new OctetException(ErrorCode.NOT_READABLE, "cannot be read: " + e.getMessage())
          .because(e);
    }
    if (walk.images.isEmpty()) {
      throw Picture.bad("has no images")
          .advise("images are PNG, JPEG, BMP, GIF and WebP files, in it or in folders below it");
    }
    Collections.sort(walk.images);
    Collections.sort(walk.others);
    return new ImageFolder(
        root,
        walk.images.stream().map(names -> String.join("/", names.parts())).toList(),
        List.copyOf(walk.folders),
        walk.others);
  }

  /** A path in its parts, which are what is sorted by. */
  private record Names(List<String> parts) implements Comparable<Names> {
    @Override
    public int compareTo(Names other) {
      for (int i = 0; i < Math.min(parts.size(), other.parts.size()); i++) {
        int order = parts.get(i).compareTo(other.parts.get(i));
        if (order != 0) {
          return order;
        }
      }
      return Integer.compare(parts.size(), other.parts.size());
    }
  }

  /** Finds what there is. */
  private static final class Walk extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<Names> images = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private final TreeSet<String> folders = new TreeSet<>();

    Walk(Path root) {
      this.root = root;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      if (folder.equals(root)) {
        return FileVisitResult.CONTINUE;
      }
      if (String.valueOf(folder.getFileName()).startsWith(".")) {
        others.add(root.relativize(folder).toString());
        return FileVisitResult.SKIP_SUBTREE;
      }
      if (root.equals(folder.getParent())) {
        folders.add(String.valueOf(folder.getFileName()));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      var parts = new ArrayList<String>();
      root.relativize(file).forEach(part -> parts.add(part.toString()));
      boolean hidden = parts.getLast().startsWith(".");
      if (!hidden && new ImageFile(file).isOne()) {
        images.add(new Names(parts));
      } else {
        others.add(String.join("/", parts));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (file.equals(root)) {
        throw e;
      }
      others.add(root.relativize(file).toString()); // unreadable, or a link in a circle
      return FileVisitResult.CONTINUE;
    }
  }

  /** Says what was passed over. */
  void tell(List<String> notes) {
    if (!others.isEmpty()) {
      String some = String.join(", ", others.subList(0, Math.min(NAMED, others.size())));
      notes.add(
          "%s: passed over %d that are no images (%s%s)"
              .formatted(root, others.size(), some, others.size() > NAMED ? ", …" : ""));
    }
  }
}
