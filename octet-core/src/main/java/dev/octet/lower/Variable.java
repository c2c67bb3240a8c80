package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.List;

/**
 * A variable of the runtime: zeros at first, then from run to run what was assigned to it last.
 *
 * @param handle what the ops know it by
 * @param shape static
 */
public record Variable(Tensor handle, Shape shape) {
  /** A variable of floats of its own. */
  public static Variable zeros(Lowering g, Shape shape) {
    Tensor handle = g.result("variable", ElementType.RESOURCE, Shape.of());
    Lowering once = g.body();
    Tensor zeros = once.constant("zeros", Array.filled(0, shape.dims()));
    assign(once, handle(once, handle.name()), zeros);
    Attributes options =
        Attributes.of("CallOnceOptions")
            .with("init_subgraph_index", g.addBody("initialize", once, List.of()));
    g.add("CALL_ONCE", options, List.of());
    return new Variable(handle(g, handle.name()), shape);
  }

  /** Its value. */
  public Tensor read(Lowering g) {
    Attributes options = Attributes.of("ReadVariableOptions");
    return g.add("READ_VARIABLE", options, ElementType.FLOAT32, shape, handle);
  }

  /** Gives it another value. */
  public void assign(Lowering g, Tensor value) {
    assign(g, handle, value);
  }

  private static void assign(Lowering g, Tensor handle, Tensor value) {
    g.add("ASSIGN_VARIABLE", Attributes.of("AssignVariableOptions"), List.of(handle, value));
  }

  private static Tensor handle(Lowering g, String name) {
    Attributes options =
        Attributes.of("VarHandleOptions").with("container", "").with("shared_name", name);
    return g.add("VAR_HANDLE", options, ElementType.RESOURCE, Shape.of());
  }
}
