package dev.octet.format.tensorflow.bundle;

import dev.octet.Mutations;
import dev.octet.Watch;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.protobuf.WireReader;
import dev.octet.io.MaskedCrc;
import dev.octet.model.Constant;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Reads damaged checkpoints: the main class of a JVM of its own, since what must not happen would
 * end it. Prints what it is about to do, so that the last line tells what ended it.
 */
final class BundleMutants {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final long MOST_KILOBYTES = 700_000;
  private static final int FOOTER = 48;

  private int accepted;
  private int refused;

  /**
   * Reads mutants of a file of a checkpoint; ends with 0 when nothing bad happened.
   *
   * @param args the prefix of the checkpoint's files, the end of the file's name, how often, and
   *     whether the checksums of an index are made good again
   */
  public static void main(String[] args) throws IOException {
    Path prefix = Path.of(args[0]);
    Path file = prefix.resolveSibling(prefix.getFileName() + args[1]);
    boolean repaired = Boolean.parseBoolean(args[3]);
    byte[] original = Files.readAllBytes(file);
    var mutants = new BundleMutants();
    Watch watch = Watch.over(LIMIT);
    for (int seed = 0; seed < Integer.parseInt(args[2]); seed++) {
      watch.next();
      System.out.println(file.getFileName() + " seed " + seed);
      byte[] mutant = Mutations.of(original, new Random(seed));
      if (repaired) {
        // with its end, or nothing else is looked at
        System.arraycopy(
            original, original.length - FOOTER, mutant, mutant.length - FOOTER, FOOTER);
        sum(mutant, blocks(original));
      }
      Files.write(file, mutant);
      mutants.attempt(() -> mutants.readAll(TensorBundle.open(prefix)));
      if (Watch.peakKilobytes() > MOST_KILOBYTES) {
        throw new AssertionError("peak memory " + Watch.peakKilobytes() + " KB");
      }
    }
    System.out.printf(
        "accepted %d, refused %d files or tensors, peak memory %d KB%n",
        mutants.accepted, mutants.refused, Watch.peakKilobytes());
  }

  /** All blocks of an index. */
  private static List<Block.Handle> blocks(byte[] file) {
    MemorySegment all = MemorySegment.ofArray(file);
    var footer = new WireReader(all.asSlice(file.length - FOOTER), 0);
    var blocks = new ArrayList<Block.Handle>();
    blocks.add(Block.Handle.read(footer));
    blocks.add(Block.Handle.read(footer));
    Block.at(blocks.getLast(), all)
        .forEach(e -> blocks.add(Block.Handle.read(new WireReader(e.value(), 0))));
    return blocks;
  }

  private static void sum(byte[] file, List<Block.Handle> blocks) {
    MemorySegment all = MemorySegment.ofArray(file);
    for (Block.Handle block : blocks) {
      long end = block.offset() + block.size();
      if (end + 1 + Integer.BYTES <= file.length) {
        all.set(Constant.I32, end + 1, MaskedCrc.of(all.asSlice(block.offset(), block.size() + 1)));
      }
    }
  }

  private void readAll(TensorBundle bundle) {
    for (String key : bundle.keys()) {
      attempt(() -> bundle.read(key).data().bytes());
      attempt(() -> bundle.texts(key));
      attempt(() -> bundle.read(key, "10 4 3,4:1,2"));
    }
  }

  /** Whatever is refused is the input's fault, in one line, with advice. */
  private void attempt(Runnable read) {
    try {
      read.run();
      accepted++;
    } catch (OctetException e) {
      if (e.code().kind() != ErrorCode.Kind.INPUT
          || e.advice().isEmpty()
          || e.where().isEmpty()
          || String.valueOf(e.getMessage()).lines().count() != 1) {
        throw e;
      }
      refused++;
    }
  }
}
