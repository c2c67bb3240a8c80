package dev.octet.model;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.ModelAssert;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
  /** Everything the form has, as it is printed. */
  private static final String ALL =
      """
      description "two \\"graphs\\""
      graph main(%image: f32[1?,2,2,1], %q: i8[4] quant(scale 0.5, zero 3)) -> (%probs, %"a b;c") {
        const %w: i8[2,4] quant(axis 0, scales {0.5, 0.25}) = {1, -2, 3, -4, 5, -6, 7, -128}
        const %b: f32[2] = {0.5, -0.0}
        %"a b;c": f32[1?,2] = FULLY_CONNECTED(%image, %w, %b) FullyConnectedOptions{keep_num_dims: true}
        %image#1: f32[1?,2] = RELU(%"a b;c")
        %probs: f32[1?,2] = SOFTMAX v2 (%image#1) SoftmaxOptions{beta: 1.0}
        const %w#1: i8[2,4] quant(axis 1, scales {1.0, 1.0, 1.0, 1.0}, zeros {1, 2, 3, 4}) = as %w
        var %state: f32[1,2]
        %x: f32[*], %y: string[] | %inner: i16[] quant(scale 1.0E-7, zero 0) = LSTM(%image, _, %w#1, %state) extras Operator{mutating_variable_inputs: [false, false, false, true]}
        %z: f32[0] = custom:"My Op"(%q) bytes 0x00ff
        = ASSIGN_VARIABLE(%z)
        const %scales: f16[2] = {0.5, 2.0}
        const %blocks: i4[2,3] quant(block 3, axis 1, scales %scales) = {1, 2, 3, -4, -8, 7}
        const %text: string[1] = 0x0100000c
        const %sparse: f32[8] extras SparsityParameters{dims: [1, 2, 3], kinds: [Dense{size: 8}, none]} = 0x0000803f
        %last: u8[1] quant(QuantizationParameters{max: [1.5], min: []}) = CALL(%blocks, %text, %sparse) CallOptions{a: -1, b: "two words", c: "true", d: 1.0E10, e: -Infinity}
      }
      graph "body/1"(const %w: i8[8] = as %w in 0) -> (%w, %big) {
        const %big: f32[100] = splat 1.5
      }
      signature serving_default graph 0 (image: 0, "x y": 1) -> (probs: 0)
      signature second graph 1 () -> ()
      metadata min_runtime_version = 0x312e3500
      """;

  @Test
  void whatIsPrintedIsReadAndPrintedTheSame() {
    assertThat(Text.print(Text.parse(ALL))).isEqualTo(ALL);
  }

  @Test
  void readsTheModelThatIsMeant() {
    Model model = Text.parse(ALL);
    Graph graph = model.main();
    assertThat(model.description()).isEqualTo("two \"graphs\"");
    assertThat(graph.inputs().getFirst().shape().signature()).containsExactly(-1, 2, 2, 1);
    Node fc = graph.nodes().getFirst();
    assertThat(fc.operation().options())
        .isEqualTo(Attributes.of("FullyConnectedOptions").with("keep_num_dims", true));
    assertThat(fc.input(0)).isSameAs(graph.inputs().getFirst());
    assertThat(fc.output(0).name()).isEqualTo("a b;c");
    assertThat(graph.outputs().getLast()).isSameAs(fc.output(0));
    assertThat(graph.nodes().get(1).output(0).name()).isEqualTo("image");
    assertThat(graph.nodes().get(2).operation().version()).isEqualTo(2);
    Node lstm = graph.nodes().get(3);
    assertThat(lstm.input(1)).isNull();
    assertThat(lstm.intermediates()).hasSize(1);
    assertThat(lstm.input(3)).matches(Tensor::isVariable);
    assertThat(requireNonNull(lstm.operation().extras()).list("mutating_variable_inputs"))
        .isEqualTo(List.of(false, false, false, true));
    Constant weight = requireNonNull(fc.input(1)).data();
    assertThat(requireNonNull(lstm.input(2)).data()).isSameAs(weight);
    assertThat(model.graphs().getLast().inputs().getFirst().data()).isSameAs(weight);
    assertThat(graph.nodes().get(4).operation().custom()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f32", "f16", "bf16", "f64", "i2", "i4", "i8", "i16", "i32", "i64", "u4", "u8", "u16",
        "u32", "u64", "bool", "c64", "c128"
      })
  void keepsEveryBitOfEveryType(String name) {
    ElementType type =
        Arrays.stream(ElementType.values())
            .filter(t -> t.text().equals(name))
            .findFirst()
            .orElseThrow();
    var random = new Random(3);
    for (int count = 0; count < 9; count++) {
      var bytes = new byte[(int) type.bytes(count)];
      for (int repeat = 0; repeat < 20; repeat++) {
        random.nextBytes(bytes);
        var tensor = Tensor.of("c", type, Shape.of(count), Constant.of(bytes));
        Model model = model(tensor);
        ModelAssert.assertSameModel(Text.parse(Text.print(model, 100)), model);
      }
    }
  }

  @Test
  void keepsEveryNameApart() {
    for (String name :
        new String[] {"", "#1", "a#1", "a//b", "%", "\n\"\\", "é😀", "-", "_", "0"}) {
      var one = Tensor.of(name, ElementType.BOOL, Shape.of(1), Constant.of((byte) 1));
      var two = Tensor.of(name, ElementType.BOOL, Shape.of(1), Constant.of((byte) 0));
      Model model =
          model(one, two, Tensor.of("a", ElementType.BOOL, Shape.of(), Constant.of((byte) 1)));
      ModelAssert.assertSameModel(Text.parse(Text.print(model)), model);
    }
  }

  @Test
  void leavesLongDataOut() {
    Model model = Text.parse("graph g() -> (%w) { const %w: f32[100] = seed 7 range -1 1 }");
    String text = Text.print(model);
    assertThat(text).contains("const %w: f32[100] = {… 100 values, crc32 ");
    assertThatThrownBy(() -> Text.parse(text))
        .hasMessageContaining("line 2, column 25: these data were left out");
    ModelAssert.assertSameModel(Text.parse(Text.print(model, 100)), model);
  }

  @Test
  void makesSeededData() {
    Model model =
        Text.parse(
            "graph g() -> (%w, %i) { const %w: f32[100] = seed 7 range -1 1"
                + " const %i: i8[100] = seed 7 range -3 3 }");
    Constant data = requireNonNull(model.main().outputs().getFirst().data());
    float[] values = data.bytes().toArray(Constant.F32);
    assertThat(values).doesNotHaveDuplicates();
    for (float v : values) {
      assertThat(v).isBetween(-1f, 1f);
    }
    Constant bytes = requireNonNull(model.main().outputs().getLast().data());
    assertThat(bytes.bytes().toArray(ValueLayout.JAVA_BYTE))
        .contains(-3, -2, -1, 0, 1, 2, 3)
        .doesNotContain(-4, 4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "grph g() -> () {} | line 1, column 1: expected 'graph', 'signature' or 'metadata'",
        "graph g( -> () {} | line 1, column 10: expected a %name, not '->'",
        "graph g() -> (%x) {} | column 15: %x is not declared",
        "graph g() -> () { %x: f33[1] } | column 23: expected a type, not 'f33'",
        "graph g() -> () { %x: f32[-1] } | column 27: '-1' is no number from 0",
        "graph g() -> () { %x: f32[1] %x: f32[1] } | column 30: %x is declared twice",
        "graph g() -> () { const %x: i8[1] = {128} } | column 38: 128 is out of range of i8",
        "graph g() -> () { const %x: f32[1] = {a} } | column 39: 'a' is no f32",
        "graph g() -> () { const %x: f32[2] = {1} } | column 40: expected ','",
        "graph g() -> () { const %x: f32[1] = {1, 2} } | column 40: expected the end of 1 values",
        "graph g() -> () { const %x: f32[2] = 0x00 } | line 1, column 25: tensor 'x' f32[2] has 1"
            + " bytes of data, not 8",
        "graph g() -> () { const %x: f32[99999,99999] = splat 1 } | too large for a text",
        "graph g() -> () { %x: f32[1] quant(scale -1, zero 0) } | scale -1.0 is not positive",
        "graph g() -> () { %x: f32[2] quant(axis 0, scales {1}) } | 1 scales on axis 0",
        "graph g(%a: f32[1]) -> () { %a = RELU(%a) } | column 7: graph 'g': %a: f32[1] is made",
        "graph g() -> () { = X() O{a: 1, a: 2} } | column 33: a is given twice",
        "graph g() -> () { = X() O{a: 1x} } | column 30: '1x' is no number",
        "graph g() -> () { = X() \"O | column 25: a quoted text does not end",
        "graph g() -> () { = X() \"O\\ | column 25: a quoted text does not end",
        "graph g() -> () { = X(% ) } | column 23: a name is missing behind %",
        "graph g() -> () {} signature s graph 1 () -> () | this is no sound model: Index 1",
        "signature s graph 0 () -> () | a model has at least one graph",
      })
  void saysWhereTheTextIsWrong(String text, String message) {
    assertThatThrownBy(() -> Text.parse(text))
        .isInstanceOfSatisfying(
            OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_MODEL))
        .hasMessageStartingWith("line 1, column ")
        .hasMessageContaining(message);
  }

  @Test
  void survivesAnyDamage() {
    var random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 1500; i++) {
      var text = new StringBuilder(ALL);
      for (int edits = random.nextInt(1, 4); edits > 0; edits--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, ALL.charAt(random.nextInt(ALL.length())));
          case 1 -> text.deleteCharAt(at);
          default -> text.setLength(Math.max(1, random.nextInt(40) == 0 ? at : text.length()));
        }
      }
      try {
        Text.print(Text.parse(text.toString()));
      } catch (OctetException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_MODEL);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(500);
  }

  private static Model model(Tensor... outputs) {
    var graph = new Graph("", List.of(), List.of(outputs), List.of());
    return new Model("", List.of(graph), List.of(), List.of());
  }
}
