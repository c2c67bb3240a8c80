package dev.octet.format.tensorflow;

import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.TensorDef;
import dev.octet.format.tensorflow.restore.Variables;
import dev.octet.lower.Array;
import java.util.ArrayList;
import java.util.List;

/** Ops that compute nothing: constants, variables, calls, and what training leaves behind. */
final class GraphOps {
  private GraphOps() {}

  static void addTo(OpTable t) {
    t.addRule("Const HostConst", GraphOps::constant);
    t.addRule(
        "Identity StopGradient PreventGradient Snapshot PlaceholderWithDefault CheckNumerics"
            + " CheckNumericsV2 EnsureShape DeepCopy Print DebugIdentity DebugIdentityV2"
            + " RefIdentity",
        call -> List.of(call.value(0)));
    t.addRule("IdentityN", call -> List.copyOf(call.inputs()));
    t.addRule("VarHandleOp", call -> List.of(new Value.Handle(call.node())));
    t.addRule("ReadVariableOp", GraphOps::read);
    t.addRule("VariableV2 Variable", call -> variable(call, call.node()));
    // whoever knows the variables knows what fills the table, and refuses it
    t.addRule(String.join(" ", Variables.TABLES), call -> variable(call, call.node()));
    t.addRule("PartitionedCall StatefulPartitionedCall", GraphOps::call);
    t.addRule("NoOp", _ -> List.of());
    t.addRule("Placeholder PlaceholderV2", GraphOps::notGiven);
  }

  private static List<Value> notGiven(OpCall call) {
    throw call.refuse("its value comes from outside").advise("name it among the inputs");
  }

  private static List<Value> constant(OpCall call) {
    TensorDef tensor =
        call.attrs().tensor("value").orElseThrow(() -> call.refuse("it has no value"));
    return switch (tensor.type()) {
      case STRING -> List.of(new Value.Texts(tensor.texts()));
      default -> {
        Array values = Computed.of(tensor.array());
        yield List.of(new Value.Of(call.graph().constant("", values)));
      }
    };
  }

  private static List<Value> read(OpCall call) {
    return switch (call.value(0)) {
      case Value.Handle(NodeDef variable) -> variable(call, variable);
      case Value.Of _, Value.Texts _, Value.Items _, Value.Refused _ ->
          throw call.refuse("it reads what is no variable");
    };
  }

  private static List<Value> variable(OpCall call, NodeDef variable) {
    return List.of(new Value.Of(call.graph().constant("", call.program().variable(variable))));
  }

  private static List<Value> call(OpCall call) {
    String function = call.attrs().function("f");
    String name = call.node().name();
    String outer = call.graph().scope();
    String path = outer.substring(0, outer.length() - name.length());
    String scope = name.matches("(Stateful)?PartitionedCall(_\\d+)?") ? path : outer + "/";
    return new ArrayList<>(
        GraphLowering.call(call, call.graph(), function, call.inputs(), call.asked(), scope));
  }
}
