package dev.octet;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/** What a file, or a folder of files, is known by. */
public final class Digest {
  private Digest() {}

  private static final long CHUNK = 1L << 30;

  /** Of bytes in memory. */
  static String of(MemorySegment bytes) {
    MessageDigest sha = sha();
    for (long from = 0; from < bytes.byteSize(); from += CHUNK) {
      sha.update(bytes.asSlice(from, Math.min(CHUNK, bytes.byteSize() - from)).asByteBuffer());
    }
    return text(sha);
  }

  /** Of a text. */
  static String of(String text) {
    MessageDigest sha = sha();
    sha.update(text.getBytes(StandardCharsets.UTF_8));
    return text(sha);
  }

  /**
   * Of a file, or of a folder: of all its files in the order of their names.
   *
   * @return such as {@code sha256:…}
   * @throws OctetException {@code NOT_READABLE} if it cannot be read
   */
  public static String of(Path file) {
    try (Stream<Path> files = Files.walk(file)) {
      MessageDigest sha = sha();
      for (Path one : files.filter(Files::isRegularFile).sorted().toList()) {
        try (InputStream in = Files.newInputStream(one)) {
          new DigestInputStream(in, sha).transferTo(OutputStream.nullOutputStream());
        }
      }
      return text(sha);
    } catch (IOException e) {
      throw new OctetException(ErrorCode.NOT_READABLE, "cannot be read")
          .in(file.toString())
          .because(e);
    }
  }

  private static MessageDigest sha() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String text(MessageDigest sha) {
    return "sha256:" + HexFormat.of().formatHex(sha.digest());
  }
}
