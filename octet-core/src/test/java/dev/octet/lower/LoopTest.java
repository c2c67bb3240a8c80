package dev.octet.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopTest {
  @Test
  void carriesThePlaceInTimeWhatIsProjectedTheStatesAndTheOutputs() {
    var g = new Lowering();
    Tensor x = g.input("x", ElementType.FLOAT32, Shape.of(1, 9, 1));
    Array one = Array.filled(1, 1, 1);
    var cell = new SimpleCell(one, one, null, Activation::tanh);
    assertThat(GraphText.of(g, new Loop(g, cell, List.of(x), true).run(List.of()).output()))
        .isEqualTo(
            """
            graph main(%x: f32[1,9,1]) -> (%y) {
              const %const: i32[3] = {1, 1, 1}
              const %const_1: f32[] = {0.0}
              %fill: f32[1,1,1] = FILL(%const, %const_1) FillOptions{}
              const %const_2: i32[3] = {1, 9, 1}
              const %const_3: f32[] = {0.0}
              %fill_1: f32[1,9,1] = FILL(%const_2, %const_3) FillOptions{}
              const %time: i32[3] = {0, 0, 0}
              %while: i32[3], %while_1: f32[1,9,1], %while_2: f32[1,1,1], %y: f32[1,9,1] = \
            WHILE(%time, %x, %fill, %fill_1) WhileOptions{body_subgraph_index: 2, cond_subgraph_index: 1}
              const %const_8: i32[2] = {1, 1}
              %reshape: f32[1,1] = RESHAPE(%while_2, %const_8) ReshapeOptions{new_shape: [1, 1]}
            }
            graph while_condition(%time: i32[3], %carried_1: f32[1,9,1], %carried_2: f32[1,1,1], \
            %carried_3: f32[1,9,1]) -> (%less) {
              const %const_4: i32[] = {1}
              %gather: i32[] = GATHER(%time, %const_4) GatherOptions{}
              const %const_5: i32[] = {9}
              %less: bool[] = LESS(%gather, %const_5) LessOptions{}
            }
            graph while_body(%time: i32[3], %carried_1: f32[1,9,1], %carried_2: f32[1,1,1], \
            %carried_3: f32[1,9,1]) -> (%add_1, %carried_1, %tanh, %dynamic_update_slice) {
              const %const_6: i32[3] = {-1, 1, -1}
              %slice: f32[1,1,1] = SLICE(%carried_1, %time, %const_6) SliceOptions{}
              const %recurrent_kernel: f32[1,1] = {1.0}
              %fully_connected: f32[1,1,1] = FULLY_CONNECTED v6 (%carried_2, %recurrent_kernel, _) \
            FullyConnectedOptions{keep_num_dims: true}
              %add: f32[1,1,1] = ADD(%slice, %fully_connected) AddOptions{}
              %tanh: f32[1,1,1] = TANH(%add)
              const %const_7: i32[3] = {0, 1, 0}
              %add_1: i32[3] = ADD(%time, %const_7) AddOptions{}
              %dynamic_update_slice: f32[1,9,1] = DYNAMIC_UPDATE_SLICE(%carried_3, %tanh, %time)
            }
            """);
  }
}
