package dev.octet.rewrite;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Constant;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.KernelSet;
import dev.octet.runtime.TensorInfo;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Runs a single node of constant inputs. */
final class OneOff {
  private static final EngineOptions PLAIN = EngineOptions.standard().withKernels(KernelSet.PLAIN);

  private OneOff() {}

  /**
   * The outputs of a node as constants of the same names.
   *
   * @throws OctetException if the runtime does not compute it, or to something else than the model
   *     says
   */
  static List<Tensor> compute(Node node) {
    var graph = new Graph("main", List.of(), node.outputs(), List.of(node));
    var model = new Model("", List.of(graph), List.of(), List.of());
    try (Engine engine = Engine.open(Tflite.bytes(model), PLAIN)) {
      engine.run();
      List<TensorInfo> infos = engine.outputs();
      var constants = new ArrayList<Tensor>();
      for (int i = 0; i < infos.size(); i++) {
        constants.add(constant(node.output(i), infos.get(i), engine.output(i)));
      }
      return constants;
    }
  }

  private static Tensor constant(Tensor output, TensorInfo info, MemorySegment values) {
    Shape shape = Shape.of(info.shape().dims());
    if (info.type() != output.type() || values.byteSize() != info.type().bytes(shape.elements())) {
      throw new OctetException(ErrorCode.RUNTIME, "gives %s%s".formatted(info.type(), shape));
    }
    MemorySegment copy = Arena.ofAuto().allocate(Math.max(1, values.byteSize()), Constant.GRAIN);
    copy.copyFrom(values);
    return Tensor.of(
        output.name(), output.type(), shape, Constant.stored(copy.asSlice(0, values.byteSize())));
  }
}
