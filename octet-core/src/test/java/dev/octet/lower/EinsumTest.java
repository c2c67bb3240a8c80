package dev.octet.lower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.octet.format.tflite.Tflite;
import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import dev.octet.rewrite.Rewrites;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EinsumTest {
  private final SplittableRandom random = new SplittableRandom(3);

  @ParameterizedTest
  @CsvSource({
    "'ab,bc->ac', 2 3, 3 4",
    "'ab,bc->ca', 2 3, 3 4",
    "'ab,bc', 2 3, 3 4",
    "'ba,bc->ac', 3 2, 3 4",
    "'abc,acd->abd', 2 3 4, 2 4 5",
    "'abc,abd->acd', 2 3 4, 2 3 5",
    "'abc,adc->adb', 2 3 4, 2 5 4",
    "'bthd,bshd->bhts', 2 3 4 5, 2 6 4 5",
    "'bhts,bshd->bthd', 2 4 3 6, 2 6 4 5",
    "'aecd,abcd->acbe', 2 6 4 5, 2 3 4 5",
    "'acbe,aecd->abcd', 2 4 3 6, 2 6 4 5",
    "'bxyhd,bzwhd->bhxyzw', 2 3 2 4 5, 2 2 3 4 5",
    "'abcde,abcef->abcdf', 2 2 3 4 5, 2 2 3 5 6",
    "'abcdef,abcdfg->abcdeg', 2 2 2 2 3 4, 2 2 2 2 4 5",
    "'abcdef,dbcafg->gadbec', 2 2 3 2 3 4, 2 2 3 2 4 5",
    "'...ij,...jk->...ik', 2 3 4 5, 2 3 5 6",
    "'...ij,...jk->...ik', 3 4 5, 2 3 5 6",
    "'...ij,...jk->...ik', 2 1 4 5, 2 3 5 6",
    "'...ij,jk->ik...', 2 3 4 5, 5 6",
    "'i...,i...->...', 4 2 3, 4 2 3",
    "'...,...', 2 3, 2 3",
    "'ab,ab->ab', 2 3, 2 3",
    "'ab,ab->', 2 3, 2 3",
    "'ab,ab->b', 2 3, 2 3",
    "'ab,ba->b', 2 3, 3 2",
    "'ab,c->abc', 2 3, 4",
    "'ab,c->cab', 2 3, 4",
    "'ab,cb->ac', 1 3, 1 3",
    "'abc,b->abc', 2 3 4, 3",
    "'abc,c->ab', 2 3 4, 4",
    "'abz,bc->ac', 2 3 4, 3 5",
    "'ab,bcz->ac', 2 3, 3 5 4",
    "'ab,cd->ad', 2 3, 4 5",
    "'abc,bcd->abd', 2 3 4, 3 4 5",
    "'abc,bd->adc', 2 3 4, 3 5",
    "'abcd,cde->abe', 2 3 4 5, 4 5 6",
    "'abcd,dce->abe', 2 3 4 5, 5 4 6",
    "'abcd,bde->aec', 2 3 4 5, 3 5 6",
    "'abc,cde->abde', 2 3 4, 4 5 6",
    "'abc,dce->abed', 2 3 4, 5 4 6",
    "'abc,cd->dab', 2 3 4, 4 5",
    "'abc,cde->dabe', 2 3 4, 4 5 6",
    "'a,a->', 5, 5",
    "'a,b->ab', 2, 3",
  })
  void isWhatNumPyComputes(String equation, String a, String b) {
    float[][] operands = {values(dims(a)), values(dims(b))};
    float[] expected = reference(equation, dims(a), operands[0], dims(b), operands[1]);
    for (boolean constant : new boolean[] {false, true}) {
      var g = new Lowering();
      Tensor x = g.input("a", ElementType.FLOAT32, Shape.of(dims(a)));
      Tensor y =
          constant
              ? g.constant("b", Array.of(operands[1], dims(b)))
              : g.input("b", ElementType.FLOAT32, Shape.of(dims(b)));
      Tensor result = Einsum.of(g, equation, x, y);
      assertClose(run(g, result, operands), expected);
    }
    var g = new Lowering();
    Tensor x = g.input("a", ElementType.FLOAT32, Shape.of(dims(a)));
    Array kernel = Array.of(operands[1], dims(b));
    assertClose(run(g, Einsum.dense(g, equation, x, kernel, null), operands), expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'abc,cde->abde', 2 3 4, 4 5 6, 5 6, RESHAPE FULLY_CONNECTED",
    "'abc,cde->abde', 2 3 4, 4 5 6, 6, RESHAPE FULLY_CONNECTED",
    "'abc,cde->abde', 2 3 4, 4 5 6, 5 1, RESHAPE FULLY_CONNECTED",
    "'abc,cde->abde', 2 3 4, 4 5 6, 3 5 6, ADD RESHAPE FULLY_CONNECTED",
    "'abc,cd->abd', 2 3 4, 4 5, 1 1 5, FULLY_CONNECTED",
    "'abc,cd->adb', 2 3 4, 4 5, 5 1, TRANSPOSE FULLY_CONNECTED",
    "'abc,bcd->abd', 2 3 4, 3 4 5, 3 5, ADD BATCH_MATMUL TRANSPOSE",
  })
  void aBiasGoesInsideWhereItCan(String equation, String a, String b, String bias, String ops) {
    var g = new Lowering();
    Tensor x = g.input("a", ElementType.FLOAT32, Shape.of(dims(a)));
    float[] w = values(dims(b));
    float[] c = values(dims(bias));
    float[] in = values(dims(a));
    Tensor y = Einsum.dense(g, equation, x, Array.of(w, dims(b)), Array.of(c, dims(bias)));
    float[] expected = reference(equation, dims(a), in, dims(b), w);
    float[] added =
        Array.of(c, ones(dims(bias), y.shape().rank())).broadcast(y.shape().dims()).floats();
    for (int i = 0; i < expected.length; i++) {
      expected[i] += added[i];
    }
    assertClose(run(g, y, in), expected);
    assertThat(kinds(Rewrites.cleanUp(g.model("m", Map.of("y", y))))).contains(ops.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"aab,bc->ac", "ab,bc->ad", "ab->ba", "a,bc->ac", "a...bc,bc->a", "ab,bc->aa"})
  void anEquationThatDoesNotFitIsRefused(String equation) {
    var g = new Lowering();
    Tensor x = g.input("a", ElementType.FLOAT32, Shape.of(2, 3));
    Tensor y = g.input("b", ElementType.FLOAT32, Shape.of(3, 4));
    assertThatThrownBy(() -> Einsum.of(g, equation, x, y))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sizesThatDifferAreRefused() {
    var g = new Lowering();
    Tensor x = g.input("a", ElementType.FLOAT32, Shape.of(2, 3));
    Tensor y = g.input("b", ElementType.FLOAT32, Shape.of(4, 5));
    assertThatThrownBy(() -> Einsum.of(g, "ab,bc->ac", x, y))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("b is");
  }

  @Test
  void attentionTransposesOnlyWhatIsInAnotherOrder() {
    var g = new Lowering();
    Shape shape = Shape.of(new int[] {1, 3, 4, 5}, new int[] {-1, 3, 4, 5});
    Tensor q = g.input("q", ElementType.FLOAT32, shape);
    Tensor k = g.input("k", ElementType.FLOAT32, shape);
    Tensor scores = Einsum.of(g, "bthd,bshd->bhts", q, k);
    assertThat(scores.shape()).hasToString("[1?,4,3,3]");
    assertThat(kinds(g.model("m", Map.of("y", scores))))
        .containsExactly("TRANSPOSE", "TRANSPOSE", "BATCH_MATMUL");
  }

  private static String[] kinds(Model model) {
    return model.graphs().getFirst().nodes().stream().map(n -> n.op()).toArray(String[]::new);
  }

  private static int[] dims(String text) {
    return java.util.Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
  }

  private static int[] ones(int[] dims, int rank) {
    var all = new int[rank];
    java.util.Arrays.fill(all, 1);
    System.arraycopy(dims, 0, all, rank - dims.length, dims.length);
    return all;
  }

  private float[] values(int[] dims) {
    var values = new float[(int) Shape.of(dims).elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }

  /** The definition: for every combination of the letters, a product to be summed up. */
  private static float[] reference(String text, int[] da, float[] a, int[] db, float[] b) {
    Equation e = Equation.of(text, da.length, db.length);
    Map<Character, Integer> sizes = new LinkedHashMap<>();
    for (char c : (e.out() + e.a() + e.b()).toCharArray()) {
      int inA = e.a().indexOf(c) < 0 ? 1 : da[e.a().indexOf(c)];
      int inB = e.b().indexOf(c) < 0 ? 1 : db[e.b().indexOf(c)];
      sizes.put(c, Math.max(inA, inB));
    }
    int all = sizes.values().stream().reduce(1, (x, y) -> x * y);
    int[] out = e.out().chars().map(c -> sizes.get((char) c)).toArray();
    var sums = new double[(int) Shape.of(out).elements()];
    for (int i = 0; i < all; i++) {
      Map<Character, Integer> at = new LinkedHashMap<>();
      int rest = i;
      for (var size : sizes.entrySet()) {
        at.put(size.getKey(), rest % size.getValue());
        rest /= size.getValue();
      }
      sums[index(e.out(), out, at)] += a[index(e.a(), da, at)] * b[index(e.b(), db, at)];
    }
    var floats = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      floats[i] = (float) sums[i];
    }
    return floats;
  }

  private static int index(String letters, int[] dims, Map<Character, Integer> at) {
    int index = 0;
    for (int i = 0; i < dims.length; i++) {
      index =
          index * dims[i] + (dims[i] == 1 ? 0 : Objects.requireNonNull(at.get(letters.charAt(i))));
    }
    return index;
  }

  private static float[] run(Lowering g, Tensor y, float[]... inputs) {
    Model model = Rewrites.cleanUp(g.model("m", Map.of("y", y)));
    try (Engine engine = Engine.open(Tflite.bytes(model), EngineOptions.standard())) {
      for (int i = 0; i < engine.inputs().size(); i++) {
        MemorySegment.copy(
            inputs[i], 0, engine.input(i), ValueLayout.JAVA_FLOAT, 0, inputs[i].length);
      }
      engine.run();
      return engine.output(0).toArray(ValueLayout.JAVA_FLOAT);
    }
  }

  private static void assertClose(float @Nullable [] actual, float[] expected) {
    assertThat(actual).containsExactly(expected, within(1e-5f));
  }
}
