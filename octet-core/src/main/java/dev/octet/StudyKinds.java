package dev.octet;

import dev.octet.calibrate.Ranges;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.evaluate.VerifiedModel;
import dev.octet.io.SafeFile;
import dev.octet.model.Node;
import dev.octet.plan.Decision;
import dev.octet.plan.Mode;
import dev.octet.plan.Plan;
import dev.octet.plan.Recipe;
import dev.octet.plan.Scheme;
import dev.octet.study.StudyRow;
import dev.octet.study.StudyRow.Made;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the kinds of a model and writes them, each to a file of its own. */
final class StudyKinds {
  /** What says that a kind cannot be, rather than that the run cannot go on. */
  private static final Set<ErrorCode> IMPOSSIBLE =
      EnumSet.of(ErrorCode.NOT_QUANTIZABLE, ErrorCode.RUNTIME, ErrorCode.UNSUPPORTED_MODEL);

  private static final long CHUNK = 1L << 30;

  private final Studying options;
  private final Octet octet;
  private final @Nullable Ranges ranges;

  /**
   * Kinds of a model.
   *
   * @param ranges of its activations; null where there are no samples to find them
   */
  StudyKinds(Studying options, Octet octet, @Nullable Ranges ranges) {
    this.options = options;
    this.octet = octet;
    this.ranges = ranges;
  }

  /** A kind, and the model where there is one. */
  record Kind(StudyRow row, @Nullable VerifiedModel model) {}

  /** The float model, byte by byte as it is or as it is converted. */
  Kind asFloat(VerifiedModel model) {
    Path target = options.file(StudyRow.FLOAT);
    SafeFile.write(
        target,
        channel -> {
          for (long from = 0; from < model.byteSize(); from += CHUNK) {
            long length = Math.min(CHUNK, model.byteSize() - from);
            write(channel, model.bytes().asSlice(from, length).asByteBuffer());
          }
        });
    Plan plan = octet.plan(Recipe.of(Mode.FLOAT16), octet.withoutRanges());
    int ops = affected(plan).size();
    var made = new Made(target, model.byteSize(), Digest.of(model.bytes()), ops, 0, 0);
    var row = new StudyRow(StudyRow.FLOAT, made, null, List.of(), null, List.of());
    return new Kind(row, VerifiedModel.read(target));
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  Kind make(Mode mode) {
    Recipe recipe = Recipe.of(mode);
    if (recipe.needsRanges() && ranges == null) {
      return failed(mode, "needs samples: give some with --calibrate");
    }
    Path target = options.file(mode.text());
    try {
      Outcome outcome = octet.quantize(recipe, ranges == null ? octet.withoutRanges() : ranges);
      var notes = new ArrayList<>(outcome.notes());
      notes.addAll(outcome.write(target, Verification.RUN, options.workers()));
      VerifiedModel model = VerifiedModel.read(target);
      StudyRow row =
          new StudyRow(mode.text(), made(outcome.plan(), model), null, List.of(), null, notes);
      return new Kind(row, model);
    } catch (OctetException e) {
      if (IMPOSSIBLE.contains(e.code())) {
        return failed(mode, e.what());
      }
      throw e;
    }
  }

  /** A model of an earlier run must not be taken for one of this run. */
  private Kind failed(Mode mode, String reason) {
    Path stale = options.file(mode.text());
    String more =
        Files.exists(stale) ? " (%s is from an earlier run)".formatted(stale.getFileName()) : "";
    return new Kind(StudyRow.failed(mode.text(), reason + more), null);
  }

  private static Made made(Plan plan, VerifiedModel model) {
    List<Node> ops = affected(plan);
    int integers = (int) ops.stream().map(plan::of).filter(Decision::isInteger).count();
    return new Made(
        model.file(),
        model.byteSize(),
        Digest.of(model.bytes()),
        ops.size(),
        integers,
        plan.quantized().size());
  }

  /** The ops that have float values in the float model. */
  private static List<Node> affected(Plan plan) {
    return plan.model().graphs().stream()
        .flatMap(g -> g.nodes().stream())
        .filter(n -> !(plan.of(n).scheme() instanceof Scheme.Unaffected))
        .toList();
  }
}
