package dev.octet;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/** What a file, or a folder of files, is known by. */
final class Digest {
  private Digest() {}

  /** Of a folder, of all its files in the order of their names. */
  static String of(Path file) {
    try (Stream<Path> files = Files.walk(file)) {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (Path one : files.filter(Files::isRegularFile).sorted().toList()) {
        try (InputStream in = Files.newInputStream(one)) {
          new DigestInputStream(in, sha).transferTo(OutputStream.nullOutputStream());
        }
      }
      return "sha256:" + HexFormat.of().formatHex(sha.digest());
    } catch (IOException e) {
      throw new OctetException(ErrorCode.NOT_READABLE, "cannot be read")
          .in(file.toString())
          .because(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
