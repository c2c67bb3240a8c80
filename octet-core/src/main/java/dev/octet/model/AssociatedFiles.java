package dev.octet.model;

/**
 * Files that are packed with a model: a zip archive that stands behind it in the same file.
 *
 * @param archive the archive from its first entry to its end
 * @param origin what the archive's own offsets give for its first byte: its place in the file it
 *     came from, as a rule
 */
public record AssociatedFiles(Constant archive, long origin) {}
