package dev.octet.compare;

import dev.octet.model.Model;
import java.nio.file.Path;

/**
 * One of the two models.
 *
 * @param name of its file
 * @param format what the file is, for people
 * @param bytes the size of the file, or of all files of a folder
 * @param digest of the file or folder, such as {@code sha256:…}
 * @param model as LiteRT would run it: of another format, what it converts to
 */
public record ComparedModel(String name, String format, long bytes, String digest, Model model) {
  /** The name without folders, unless the other model's file has the same. */
  public String shortName(ComparedModel other) {
    return fileName().equals(other.fileName()) ? name : fileName();
  }

  private String fileName() {
    Path file = Path.of(name).getFileName();
    return file == null ? name : file.toString();
  }
}
