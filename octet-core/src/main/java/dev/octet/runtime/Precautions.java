package dev.octet.runtime;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.lang.foreign.MemorySegment;

/** What a model needs so that LiteRT 2.20 runs it rightly, beyond what was asked for. */
final class Precautions {
  private Precautions() {}

  /**
   * How to open a model in place of what was asked for.
   *
   * @throws OctetException RUNTIME if there is no way
   */
  static EngineOptions of(EngineOptions asked, MemorySegment bytes) {
    var file = new ModelFile(bytes);
    SharedGraphs graphs = file.sharedGraphs();
    if (graphs.areAtOdds()) {
      throw new OctetException(
              ErrorCode.RUNTIME,
              "the runtime cannot run the model: a graph that decides whether a loop goes on is"
                  + " run as a body, too, or runs the body of its own loop")
          .advise("each of them needs a copy of the graph for itself");
    }
    EngineOptions safe = graphs.haveConditionInBody() ? asked.withTaps(true) : asked;
    return asked.kernels() == KernelSet.DEFAULT && xnnpackFails(file)
        ? safe.withKernels(KernelSet.PLAIN)
        : safe;
  }

  /**
   * XNNPACK computes wrongly by weights with a scale for each block, and ends the process over ops
   * in a row that lead nowhere.
   */
  private static boolean xnnpackFails(ModelFile file) {
    return file.hasBlocks() || file.hasDeadChains();
  }
}
