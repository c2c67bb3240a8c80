package dev.octet.format.tensorflow;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.Ref;
import dev.octet.format.tensorflow.raise.ControlFlow;
import dev.octet.lower.InputSizes;
import dev.octet.lower.Lowering;
import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lowers what each signature of a graph computes. */
final class ModelLowering {
  private final Program program;
  private final List<NodeDef> nodes;
  private final InputSizes shapes;
  private final List<Lowering.Entry> entries = new ArrayList<>();

  ModelLowering(Program program, List<NodeDef> nodes, TensorFlowOptions options) {
    this.program = program;
    this.nodes = nodes;
    this.shapes = new InputSizes(options.batch(), options.shapes());
  }

  /**
   * The model of these signatures.
   *
   * @throws OctetException that names all ops that cannot be converted
   */
  Model model(List<Ends> signatures) {
    @Nullable Lowering first = null;
    var failed = new ArrayList<OctetException>();
    var whole = new ArrayList<String>();
    for (Ends ends : signatures) {
      Lowering g = first == null ? new Lowering() : first.sibling();
      first = first == null ? g : first;
      int before = program.refusals().size();
      try {
        lower(ends, g);
        if (program.refusals().size() == before) {
          whole.add(ends.signature());
        }
      } catch (OctetException e) {
        if (e.code() != ErrorCode.UNSUPPORTED_MODEL) {
          throw e;
        }
        failed.add(e);
      }
    }
    checkAll(failed, whole);
    program.refusals().check();
    shapes.check();
    return Lowering.model(entries);
  }

  /** Where some signatures convert and others do not, these are what the user can choose. */
  private void checkAll(List<OctetException> failed, List<String> whole) {
    String choice = "--signature " + String.join(" or ", whole);
    if (!failed.isEmpty()) {
      OctetException first = failed.getFirst();
      throw whole.isEmpty() ? first : first.advise("choose one that converts: " + choice);
    }
    if (!whole.isEmpty()) {
      program.refusals().advise("these convert: " + choice);
    }
  }

  private void lower(Ends ends, Lowering g) {
    List<Ref> from = ends.outputs().stream().map(Ends.Output::from).toList();
    GraphLowering graph = GraphLowering.main(program, g, raised(ends, from));
    for (Ends.Input input : ends.inputs()) {
      graph.bind(input.node(), new Value.Of(input(ends, input, g)));
    }
    List<Value> values = graph.values(from);
    graph.checkWrites(List.of());
    g.scope("");
    List<String> ports = ends.inputs().stream().map(Ends.Input::port).toList();
    Map<String, Tensor> outputs = outputs(ends, values, g);
    entries.add(new Lowering.Entry(ends.signature(), ends.signature(), g, ports, outputs));
  }

  private Tensor input(Ends ends, Ends.Input input, Lowering g) {
    ElementType type = input.type().computed();
    if (type.bits() == 0) {
      throw new OctetException(
              ErrorCode.UNSUPPORTED_MODEL,
              input.type() == DataType.STRING
                  ? "input %s takes texts, such as serialized examples".formatted(input.port())
                  : "input %s has type %s, of which LiteRT has no kernels"
                      .formatted(input.port(), input.type()))
          .in("signature " + ends.signature())
          .advise("export a signature that takes numbers, behind what decodes them");
    }
    Shape shape =
        shapes.of(
            List.of(input.port(), input.tensor(), input.node()),
            input.shape().ranked() ? input.shape().toArray() : null);
    return g.input(input.tensor(), type, shape);
  }

  /** The tensors by what the signature calls them; without those that were refused. */
  private static Map<String, Tensor> outputs(Ends ends, List<Value> values, Lowering g) {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      String port = ends.outputs().get(i).port();
      switch (values.get(i)) {
        case Value.Of(Tensor tensor) -> {
          g.name(tensor, name(ends.outputs().get(i).from()));
          outputs.put(port, tensor);
        }
        case Value.Refused _ -> {}
        case Value.Texts _, Value.Handle _, Value.Items _ ->
            throw new OctetException(
                    ErrorCode.UNSUPPORTED_MODEL, "output %s has no numbers".formatted(port))
                .in("signature " + ends.signature());
      }
    }
    return outputs;
  }

  /** An output is called by what the file says that it is, whatever made it. */
  private static String name(Ref output) {
    return output.index() == 0 ? output.node() : output.node() + ":" + output.index();
  }

  /** The nodes without the control flow of TensorFlow 1. */
  private List<NodeDef> raised(Ends ends, List<Ref> from) {
    if (!ControlFlow.isIn(nodes)) {
      return nodes;
    }
    Set<String> given = new HashSet<>();
    ends.inputs().forEach(i -> given.add(i.node()));
    return ControlFlow.raise(program, nodes, from, List.of(), given);
  }
}
