package dev.octet.calibrate;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.kernel.Kernels;
import dev.octet.kernel.MinMax;
import dev.octet.model.Constant;
import dev.octet.model.Tensor;
import dev.octet.runtime.Engine;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of one graph that have one constant as weights, as an engine runs them.
 *
 * @param sums where their inputs are added up
 * @param sites the nodes
 */
record LayerWatch(LayerSums sums, List<Site> sites) {
  /**
   * A node.
   *
   * @param node it and what it reads
   * @param number in the sums
   * @param data the index of its activation in the file
   * @param output the index of what it computes
   */
  record Site(WeightedNode node, int number, int data, int output) {}

  /**
   * Adds a sample that an engine just ran.
   *
   * @return null, or what makes the weights' inputs useless from now on
   */
  @Nullable String add(Engine engine, long sample, long samples) {
    for (Site site : sites) {
      MemorySegment tap = engine.tap(site.data());
      if (tap == null || tap.byteSize() == 0) {
        continue;
      }
      if (!isFinite(tap, site.node().data(), sample)) {
        return "'%s' is infinite for sample %d".formatted(site.node().data().name(), sample);
      }
      int[] in = dims(engine, site.node().data(), site.data());
      if (!PatchReader.fits(site.node(), in)) {
        return "'%s' is %s for sample %d"
            .formatted(site.node().data().name(), Arrays.toString(in), sample);
      }
      var reader =
          new PatchReader(
              site.node(), in, dims(engine, site.node().node().output(0), site.output()));
      sums.add(site.number(), reader, tap.toArray(Constant.F32), sample, samples);
    }
    return null;
  }

  /** Asking the runtime is slow, and needless when sizes are fixed. */
  private static int[] dims(Engine engine, Tensor tensor, int index) {
    return tensor.shape().isDynamic() ? engine.tensor(index).shape().dims() : tensor.shape().dims();
  }

  private static boolean isFinite(MemorySegment values, Tensor tensor, long sample) {
    var range = new MinMax();
    Kernels.minMax(values, range);
    if (Float.isNaN(range.min()) || Float.isNaN(range.max())) {
      throw new OctetException(ErrorCode.BAD_DATA, "'" + tensor.name() + "' becomes NaN")
          .in("sample " + sample)
          .advise("the model or this sample is broken: look at it with 'octet run'");
    }
    return range.isFinite();
  }
}
