package dev.octet.compare;

import dev.octet.model.Model;

/**
 * One of the two models.
 *
 * @param name of its file
 * @param format what the file is, for people
 * @param bytes the size of the file, or of all files of a folder
 * @param digest of the file or folder, such as {@code sha256:…}
 * @param model as LiteRT would run it: of another format, what it converts to
 */
public record ComparedModel(String name, String format, long bytes, String digest, Model model) {}
