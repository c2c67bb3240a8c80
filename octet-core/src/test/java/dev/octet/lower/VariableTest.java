package dev.octet.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import org.junit.jupiter.api.Test;

class VariableTest {
  @Test
  void isZeroOnceAndThenWhatIsAssigned() {
    var g = new Lowering();
    Tensor x = g.input("x", ElementType.FLOAT32, Shape.of(1, 2));
    var sum = Variable.zeros(g, Shape.of(1, 2));
    Tensor y = Arithmetic.add(g, x, sum.read(g));
    sum.assign(g, y);
    assertThat(GraphText.of(g, y))
        .isEqualTo(
            """
            graph main(%x: f32[1,2]) -> (%y) {
              = CALL_ONCE() CallOnceOptions{init_subgraph_index: 1}
              %var_handle_1: resource[] = VAR_HANDLE() \
            VarHandleOptions{container: "", shared_name: variable}
              %read_variable: f32[1,2] = READ_VARIABLE(%var_handle_1) ReadVariableOptions{}
              %y: f32[1,2] = ADD(%x, %read_variable) AddOptions{}
              = ASSIGN_VARIABLE(%var_handle_1, %y) AssignVariableOptions{}
            }
            graph initialize() -> () {
              %var_handle: resource[] = VAR_HANDLE() \
            VarHandleOptions{container: "", shared_name: variable}
              const %zeros: f32[1,2] = {0.0, 0.0}
              = ASSIGN_VARIABLE(%var_handle, %zeros) AssignVariableOptions{}
            }
            """);
  }
}
