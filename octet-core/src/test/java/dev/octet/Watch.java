package dev.octet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Watches over a process that tries one bad thing after the other: its time, its memory. */
public final class Watch {
  private final Duration limit;
  private final AtomicLong start = new AtomicLong(System.nanoTime());

  private Watch(Duration limit) {
    this.limit = limit;
  }

  /** Ends the process when one thing takes longer than this. */
  public static Watch over(Duration limit) {
    var watch = new Watch(limit);
    Thread.ofPlatform().daemon().start(watch::run);
    return watch;
  }

  /** The next thing starts. */
  public void next() {
    start.set(System.nanoTime());
  }

  private void run() {
    while (true) {
      try {
        Thread.sleep(500);
      } catch (InterruptedException e) {
        return;
      }
      if (System.nanoTime() - start.get() > limit.toNanos()) {
        System.out.println("takes more than " + limit.toSeconds() + " s");
        Thread.getAllStackTraces()
            .forEach((t, frames) -> System.out.println(t + " " + List.of(frames)));
        Runtime.getRuntime().halt(1);
      }
    }
  }

  /** The most memory the process has had so far; 0 where the system does not tell. */
  public static long peakKilobytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    }
  }
}
