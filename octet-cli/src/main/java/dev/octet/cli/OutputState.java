package dev.octet.cli;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Standard output, remembering the failure that a {@link java.io.PrintStream} would forget. */
final class OutputState extends FilterOutputStream {
  private @Nullable IOException failure;

  OutputState(OutputStream sink) {
    super(new BufferedOutputStream(sink));
  }

  @Override
  public void write(int b) throws IOException {
    keeping(() -> out.write(b));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    keeping(() -> out.write(bytes, offset, length));
  }

  @Override
  public void flush() throws IOException {
    keeping(out::flush);
  }

  private void keeping(Write write) throws IOException {
    try {
      write.run();
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  /** Why bytes were lost, or null when none were, as far as they have been flushed. */
  @Nullable IOException failure() {
    return failure;
  }

  /** Whether the reader went away, as {@code head} does once it has seen enough. */
  boolean readerIsGone() {
    return failure != null && String.valueOf(failure.getMessage()).contains("Broken pipe");
  }

  private interface Write {
    void run() throws IOException;
  }
}
