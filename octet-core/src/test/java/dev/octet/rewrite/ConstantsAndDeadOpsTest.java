package dev.octet.rewrite;

import static dev.octet.rewrite.RewriteVerifier.assertRewritten;
import static dev.octet.rewrite.RewriteVerifier.assertUnchanged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.Model;
import dev.octet.model.Text;
import org.junit.jupiter.api.Test;

/** {@link DedupeConstants}, {@link DivByConstant} and {@link DropDead}. */
class ConstantsAndDeadOpsTest {
  @Test
  void equalConstantsAreOne() {
    assertRewritten(
        new DedupeConstants(),
        """
        graph main(%x: f32[2]) -> (%y) {
          const %a: f32[2] = {1, 2}
          const %b: f32[2] = {1, 2}
          const %c: f32[2] = {1, 3}
          const %i: i32[2] = {1065353216, 1073741824}
          %p: f32[2] = ADD(%x, %a) AddOptions{}
          %q: f32[2] = MUL(%p, %b) MulOptions{}
          %r: f32[2] = MUL(%q, %c) MulOptions{}
          %f: f32[2] = CAST(%i) CastOptions{in_data_type: INT32}
          %y: f32[2] = ADD(%r, %f) AddOptions{}
        }
        """,
        """
        graph main(%x: f32[2]) -> (%y) {
          const %a: f32[2] = {1, 2}
          %p: f32[2] = ADD(%x, %a) AddOptions{}
          %q: f32[2] = MUL(%p, %a) MulOptions{}
          const %c: f32[2] = {1, 3}
          %r: f32[2] = MUL(%q, %c) MulOptions{}
          const %i: i32[2] = as %a
          %f: f32[2] = CAST(%i) CastOptions{in_data_type: INT32}
          %y: f32[2] = ADD(%r, %f) AddOptions{}
        }
        """);
  }

  @Test
  void largeOnesAreComparedInFull() {
    Model model =
        new DedupeConstants()
            .apply(
                Text.parse(
                    """
                    graph main(%x: f32[1,200]) -> (%y, %z, %u) {
                      const %a: f32[200,200] = seed 1 range 0 1
                      const %b: f32[200,200] = seed 1 range 0 1
                      const %c: f32[200,200] = seed 2 range 0 1
                      %y: f32[1,200] = FULLY_CONNECTED(%x, %a, _) FullyConnectedOptions{}
                      %z: f32[1,200] = FULLY_CONNECTED(%x, %b, _) FullyConnectedOptions{}
                      %u: f32[1,200] = FULLY_CONNECTED(%x, %c, _) FullyConnectedOptions{}
                    }
                    """));
    var nodes = model.main().nodes();
    assertThat(nodes.get(1).input(1)).isSameAs(nodes.get(0).input(1));
    assertThat(nodes.get(2).input(1)).isNotSameAs(nodes.get(0).input(1));
  }

  @Test
  void graphsShareBytesButNotTensors() {
    Model model =
        new DedupeConstants()
            .apply(
                Text.parse(
                    """
                    graph main(%x: f32[2]) -> (%y) {
                      const %a: f32[2] = {1, 2}
                      %y: f32[2] = ADD(%x, %a) AddOptions{}
                    }
                    graph other(%x: f32[2]) -> (%y) {
                      const %b: f32[2] = {1, 2}
                      %y: f32[2] = MUL(%x, %b) MulOptions{}
                    }
                    signature a graph 0 (x: 0) -> (y: 0)
                    signature b graph 1 (x: 0) -> (y: 0)
                    """));
    assertThat(Text.print(model)).contains("const %b: f32[2] = as %a in 0");
  }

  @Test
  void constantsThatDifferInAnythingOrAreGivenOutStay() {
    assertUnchanged(
        new DedupeConstants(),
        """
        graph main(%x: f32[2]) -> (%y, %b) {
          const %a: f32[2] = {1, 2}
          const %b: f32[2] = {1, 2}
          const %n: f32[2] = {1, -2}
          %p: f32[2] = ADD(%x, %a) AddOptions{}
          %q: f32[2] = ADD(%p, %b) AddOptions{}
          %y: f32[2] = MUL(%q, %n) MulOptions{}
        }
        """);
  }

  @Test
  void divisionByAConstantIsAProduct() {
    assertRewritten(
        new DivByConstant(),
        """
        graph main(%x: f32[2]) -> (%y) {
          const %c: f32[2] = {2, -8}
          %y: f32[2] = DIV(%x, %c) DivOptions{fused_activation_function: RELU}
        }
        """,
        """
        graph main(%x: f32[2]) -> (%y) {
          const %c/reciprocal: f32[2] = {0.5, -0.125}
          %y: f32[2] = MUL(%x, %c/reciprocal) MulOptions{fused_activation_function: RELU}
        }
        """);
  }

  @Test
  void divisionByZeroByHugeNumbersOfIntegersOrOfAConstantStays() {
    assertUnchanged(
        new DivByConstant(),
        """
        graph main(%x: f32[1], %n: i32[1]) -> (%y, %z, %u, %v) {
          const %zero: f32[1] = {0}
          const %huge: f32[1] = {3e38}
          const %three: i32[1] = {3}
          %y: f32[1] = DIV(%x, %zero) DivOptions{}
          %z: f32[1] = DIV(%x, %huge) DivOptions{}
          %u: i32[1] = DIV(%n, %three) DivOptions{}
          %v: f32[1] = DIV(%huge, %x) DivOptions{}
        }
        """);
  }

  @Test
  void anOpThatNobodyReadsIsDropped() {
    assertRewritten(
        new DropDead(),
        """
        graph main(%x: f32[2], %unused: f32[3]) -> (%y) {
          %a: f32[2] = EXP(%x)
          %y: f32[2] = ABS(%x)
        }
        """,
        """
        graph main(%x: f32[2], %unused: f32[3]) -> (%y) {
          %y: f32[2] = ABS(%x)
        }
        """);
  }

  /** XNNPACK ends the process over the model as it was before. */
  @Test
  void soIsAChainOfThem() {
    Model model =
        new DropDead()
            .apply(
                Text.parse(
                    """
                    graph main(%x: f32[2]) -> (%y) {
                      %a: f32[2] = EXP(%x)
                      %b: f32[2] = TANH(%a)
                      %y: f32[2] = ABS(%x)
                    }
                    """));
    assertThat(model.main().nodes()).hasSize(1);
  }

  @Test
  void opsWithEffectsStayWhoeverReadsThem() {
    assertUnchanged(
        new DropDead(),
        """
        graph main(%x: f32[2], %c: bool[]) -> (%y) {
          = CALL_ONCE() CallOnceOptions{init_subgraph_index: 1}
          %h: resource[] = VAR_HANDLE() VarHandleOptions{shared_name: v}
          = ASSIGN_VARIABLE(%h, %x)
          %r: f32[2] = READ_VARIABLE(%h)
          %k: f32[2] = custom:"Mine"(%x)
          %w: f32[2] = IF(%c, %x) IfOptions{then_subgraph_index: 2, else_subgraph_index: 2}
          %y: f32[2] = ABS(%x)
        }
        graph init() -> () {
        }
        graph then(%x: f32[2]) -> (%x) {
        }
        """);
  }

  @Test
  void anOpThatKeepsStateStays() {
    assertUnchanged(
        new DropDead(),
        """
        graph main(%x: f32[1,2]) -> (%y) {
          const %feature: f32[4,2] = splat 1
          const %time: f32[4,3] = splat 1
          var %state: f32[1,12]
          %s: f32[1,4] = SVDF(%x, %feature, %time, _, %state) SVDFOptions{rank: 1}
          %y: f32[1,2] = ABS(%x)
        }
        """);
  }
}
