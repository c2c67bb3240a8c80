package dev.octet;

import dev.octet.calibrate.Calibrator;
import dev.octet.calibrate.Ranges;
import dev.octet.calibrate.RangesFile;
import dev.octet.data.RepresentativeDataset;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.metadata.InterfaceStats;
import dev.octet.format.tflite.Tflite;
import dev.octet.io.SafeFile;
import dev.octet.model.Model;
import dev.octet.op.OpTable;
import dev.octet.op.RuntimeVersions;
import dev.octet.plan.Plan;
import dev.octet.plan.Planner;
import dev.octet.plan.Recipe;
import dev.octet.quantize.Quantizer;
import dev.octet.rewrite.Rewrites;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.function.LongConsumer;

/**
 * A float model on its way to a quantized one: load, calibrate where the mode asks for it,
 * quantize, write. Immutable; safe for use by several threads.
 */
public final class Octet {
  private final Path file;
  private final Model model;
  private final OpTable table = OpTable.standard();

  private Octet(Path file, Model model) {
    this.file = file;
    this.model = model;
  }

  /**
   * Reads and verifies a model and cleans its graphs up.
   *
   * @throws OctetException if it cannot be read, or is no model
   */
  public static Octet load(Path file) {
    return new Octet(file, Rewrites.cleanUp(Tflite.read(file)));
  }

  /** The cleaned-up float model. */
  public Model model() {
    return model;
  }

  /** The file it came from. */
  public Path file() {
    return file;
  }

  /**
   * Finds the ranges of activations.
   *
   * @param threads how many engines run side by side
   * @param progress told after each sample how many are done, from any thread
   * @throws OctetException for data that does not fit or a model that does not run
   */
  public Ranges calibrate(RepresentativeDataset data, int threads, LongConsumer progress) {
    MemorySegment bytes = Tflite.bytes(model);
    try {
      return new Calibrator(table, threads, progress).calibrate(model, bytes, data);
    } catch (OctetException e) {
      throw e.code() == ErrorCode.RUNTIME ? e.in(file.toString()) : e;
    }
  }

  /** No ranges: enough for modes that keep float activations. */
  public Ranges withoutRanges() {
    return Ranges.none(model, table);
  }

  /**
   * Reads ranges that {@link #saveRanges} wrote.
   *
   * @throws OctetException if they cannot be read or belong to another model
   */
  public Ranges readRanges(Path ranges) {
    try {
      return RangesFile.parse(Files.readString(ranges), model, table, Digest.of(file));
    } catch (IOException e) {
      throw new OctetException(ErrorCode.NOT_READABLE, "cannot be read")
          .in(ranges.toString())
          .because(e);
    } catch (OctetException e) {
      throw e.in(ranges.toString());
    }
  }

  /**
   * Keeps ranges for later.
   *
   * @throws OctetException if they cannot be written
   */
  public void saveRanges(Ranges ranges, Path target) {
    byte[] text = RangesFile.print(ranges, Digest.of(file)).getBytes(StandardCharsets.UTF_8);
    SafeFile.write(target, channel -> Channels.newOutputStream(channel).write(text));
  }

  /** What each op would get, and why. */
  public Plan plan(Recipe recipe, Ranges ranges) {
    return new Planner(table).plan(model, recipe, ranges::width);
  }

  /**
   * Quantizes the model.
   *
   * @param ranges of its activations; {@link #withoutRanges()} for modes that need none
   * @throws OctetException {@code NOT_QUANTIZABLE} if the recipe asks for what this model cannot be
   */
  public Outcome quantize(Recipe recipe, Ranges ranges) {
    try {
      Plan plan = plan(recipe, ranges);
      var result = new Quantizer(table, RuntimeVersions.load()).quantize(plan, ranges::of);
      var notes = new ArrayList<>(result.notes());
      Model described = InterfaceStats.update(model, result.model(), notes::add);
      return new Outcome(file, plan, described, notes);
    } catch (OctetException e) {
      throw e.in(file.toString());
    }
  }
}
