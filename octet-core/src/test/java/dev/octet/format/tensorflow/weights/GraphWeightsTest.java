package dev.octet.format.tensorflow.weights;

import static dev.octet.format.tensorflow.weights.Graphs.constant;
import static dev.octet.format.tensorflow.weights.Graphs.function;
import static dev.octet.format.tensorflow.weights.Graphs.graph;
import static dev.octet.format.tensorflow.weights.Graphs.node;
import static dev.octet.format.tensorflow.weights.Graphs.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.protobuf.Message;
import dev.octet.format.protobuf.MessageWriter;
import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.format.tensorflow.graph.GraphDef;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.lower.Array;
import dev.octet.model.Constant;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large constants of a graph and of its functions, and nothing else, become smaller. */
class GraphWeightsTest {
  private static final int COUNT = 1024;
  private static final WeightSettings STANDARD = WeightSettings.standard();

  private static float[] ramp() {
    var values = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      values[i] = (i - 300) / 100f;
    }
    return values;
  }

  private static WeightResult apply(MessageWriter graph, WeightSettings settings) {
    return GraphWeights.apply(Message.of(graph.toBytes()), settings);
  }

  private static Message after(MessageWriter graph, WeightSettings settings) {
    return Message.of(apply(graph, settings).graph().toBytes());
  }

  private static List<NodeDef> nodes(Message graph) {
    return GraphDef.of(graph).nodes();
  }

  private static byte[] bytes(Message message) {
    return message.bytes().toArray(ValueLayout.JAVA_BYTE);
  }

  private static NodeDef named(List<NodeDef> nodes, String name) {
    return nodes.stream().filter(n -> n.name().equals(name)).findFirst().orElseThrow();
  }

  private static Array value(NodeDef node) {
    return node.attrs().tensor("value").orElseThrow().array();
  }

  @Test
  void aConstantBecomesADequantizeOfTheSameName() {
    List<NodeDef> nodes =
        nodes(after(graph(constant("a/w", ramp()), node("y", "Relu", "a/w")), STANDARD));
    assertThat(nodes)
        .extracting(NodeDef::toString)
        .containsExactly(
            "Const 'a/w_quantized_const'",
            "Const 'a/w_quantized_min'",
            "Const 'a/w_quantized_max'",
            "Dequantize 'a/w'",
            "Relu 'y'");
    NodeDef dequantize = named(nodes, "a/w");
    assertThat(dequantize.inputs())
        .extracting(Object::toString)
        .containsExactly("a/w_quantized_const:0", "a/w_quantized_min:0", "a/w_quantized_max:0");
    assertThat(dequantize.attrs().type("T", DataType.UNKNOWN)).isEqualTo(DataType.QUINT8);
    assertThat(dequantize.attrs().text("mode", "")).isEqualTo("MIN_FIRST");
    assertThat(value(named(nodes, "a/w_quantized_min")).floats()).containsExactly(-3);
    assertThat(value(named(nodes, "a/w_quantized_max")).floats()).containsExactly(7.23f);
    NodeDef levels = named(nodes, "a/w_quantized_const");
    assertThat(levels.attrs().type("dtype", DataType.UNKNOWN)).isEqualTo(DataType.QUINT8);
    float step = (float) (10.23f / 255.0);
    float[] q = value(levels).floats();
    assertThat(q).hasSize(COUNT);
    float start = Math.round(-3 / step) * step;
    for (int i = 0; i < COUNT; i++) {
      assertThat(Math.abs(start + q[i] * step - ramp()[i])).isLessThanOrEqualTo(step * 0.5001f);
    }
  }

  @Test
  void scaledIsSaidToTheOp() {
    var settings = new WeightSettings(COUNT, new Treatment.Quantized(Treatment.Mode.SCALED));
    List<NodeDef> nodes = nodes(after(graph(constant("w", ramp())), settings));
    NodeDef dequantize = named(nodes, "w");
    assertThat(dequantize.attrs().type("T", DataType.UNKNOWN)).isEqualTo(DataType.QINT8);
    assertThat(dequantize.attrs().text("mode", "")).isEqualTo("SCALED");
    float step = 7.23f / 127;
    float[] q = value(named(nodes, "w_quantized_const")).floats();
    for (int i = 0; i < COUNT; i++) {
      assertThat(q[i]).isEqualTo((float) Math.rint(ramp()[i] / (double) step));
    }
  }

  @Test
  void theShapeIsThatOfTheConstant() {
    MessageWriter node =
        tensor(
            node("w", "Const"),
            DataType.FLOAT,
            new long[] {4, 16, 16},
            to -> to.bytes(4, Constant.of(ramp())));
    List<NodeDef> nodes = nodes(after(graph(node), STANDARD));
    assertThat(value(named(nodes, "w_quantized_const")).shape().dims()).containsExactly(4, 16, 16);
  }

  @Test
  void allElseIsByteForByteAsItWas() {
    MessageWriter unknown = node("x", "NewOp", "w", "^w").integer(99, 5).text(6, "?");
    MessageWriter small = constant("small", 1, 2, 3);
    var library = new MessageWriter().message(1, function("f", node("n", "Abs", "a")));
    MessageWriter with = new MessageWriter().message(1, unknown).message(2, library);
    with.message(1, constant("w", ramp())).message(1, small).text(77, "later").integer(3, 0);
    var kept = new MessageWriter();
    Message result = after(with, STANDARD);
    result.forEachSpan(
        (field, from, to) -> {
          if (field.number() != 1 || !field.message().text(1).startsWith("w")) {
            kept.copy(result, from, to);
          }
        });
    MessageWriter wanted = new MessageWriter().message(1, unknown).message(2, library);
    wanted.message(1, small).text(77, "later").integer(3, 0);
    assertThat(bytes(Message.of(kept.toBytes()))).isEqualTo(bytes(Message.of(wanted.toBytes())));
  }

  @Test
  void aGraphWithoutLargeConstantsIsByteForByteTheSame() {
    MessageWriter graph = graph(constant("w", new float[COUNT - 1]), node("y", "Abs", "w"));
    assertThat(bytes(after(graph, STANDARD))).isEqualTo(bytes(Message.of(graph.toBytes())));
  }

  @Test
  void theResultIsAFixedPoint() {
    MessageWriter graph = graph(constant("w", ramp()), node("y", "Abs", "w"));
    Message once = after(graph, STANDARD);
    assertThat(bytes(Message.of(GraphWeights.apply(once, STANDARD).graph().toBytes())))
        .isEqualTo(bytes(once));
  }

  @Test
  void controlInputsPutTheNewConstantsIntoTheSameLoop() {
    MessageWriter node =
        tensor(
            node("w", "Const", "^loop/Identity"),
            DataType.FLOAT,
            new long[] {COUNT},
            to -> to.bytes(4, Constant.of(ramp())));
    List<NodeDef> nodes = nodes(after(graph(node), STANDARD));
    for (String name : List.of("w_quantized_const", "w_quantized_min", "w_quantized_max")) {
      assertThat(named(nodes, name).controls()).containsExactly("loop/Identity");
    }
  }

  @Test
  void attributesAndOriginStayWithTheName() {
    MessageWriter constant = constant("w", ramp());
    Graphs.attr(
        constant, "_class", new MessageWriter().message(1, new MessageWriter().text(2, "loc:@v")));
    constant.message(6, new MessageWriter().text(1, "origin"));
    Message dequantize = after(graph(constant), STANDARD).messages(1).get(3);
    assertThat(dequantize.message(6).text(1)).isEqualTo("origin");
    assertThat(dequantize.entries(5))
        .extracting(Message.Entry::key)
        .containsExactly("_class", "T", "mode");
  }

  @Test
  void anAcceleratorIsNotAskedForWhatItCannot() {
    for (String[] pair :
        new String[][] {
          {"/job:a/replica:0/task:1/device:GPU:0", "/job:a/replica:0/task:1"},
          {"/device:CPU:0", "/device:CPU:0"},
          {"/gpu:0", ""},
          {"/job:a/cpu:0", "/job:a/cpu:0"}
        }) {
      MessageWriter constant = constant("w", ramp()).text(4, pair[0]);
      assertThat(after(graph(constant), STANDARD).messages(1))
          .filteredOn(n -> n.text(1).startsWith("w"))
          .allMatch(n -> n.text(4).equals(pair[1]));
    }
  }

  @Test
  void namesThatAreTakenAreNotTakenAgain() {
    Message result =
        after(
            graph(
                node("w_quantized_const", "NoOp"),
                constant("w", ramp()),
                node("w_quantized_const_1", "NoOp")),
            STANDARD);
    assertThat(nodes(result))
        .extracting(NodeDef::name)
        .containsExactly(
            "w_quantized_const",
            "w_quantized_const_2",
            "w_quantized_min",
            "w_quantized_max",
            "w",
            "w_quantized_const_1");
    assertThat(named(nodes(result), "w").inputs().getFirst().node())
        .isEqualTo("w_quantized_const_2");
  }

  @Test
  void constantsOfFunctionsAreNamedWithTheirOutputs() {
    var library =
        new MessageWriter()
            .message(1, function("f", node("n", "Abs", "a")))
            .message(1, function("g", constant("w", ramp()), node("n", "Abs", "w:output:0")))
            .message(2, new MessageWriter().text(1, "f"));
    MessageWriter graph = graph(node("x", "Placeholder")).message(2, library);
    WeightResult result = apply(graph, STANDARD);
    assertThat(result.nodes()).isEqualTo(4);
    assertThat(result.changed())
        .singleElement()
        .satisfies(c -> assertThat(c.function()).isEqualTo("g"));
    Message written = Message.of(result.graph().toBytes());
    assertThat(written.message(2).all(2)).hasSize(1);
    List<NodeDef> nodes = Objects.requireNonNull(GraphDef.of(written).functions().get("g")).nodes();
    assertThat(named(nodes, "w").inputs())
        .extracting(Object::toString)
        .containsExactly(
            "w_quantized_const:output:0", "w_quantized_min:output:0", "w_quantized_max:output:0");
  }

  @Test
  void listedValuesAreReadInEveryForm() {
    float[] values = ramp();
    Consumer<MessageWriter> packed = to -> to.bytes(5, Constant.of(values));
    Consumer<MessageWriter> single =
        to -> {
          for (float value : values) {
            to.real(5, value);
          }
        };
    var stored = new HashSet<String>();
    for (Consumer<MessageWriter> content : List.of(packed, single)) {
      MessageWriter node = tensor(node("w", "Const"), DataType.FLOAT, new long[] {COUNT}, content);
      Message result = after(graph(node), STANDARD);
      assertThat(named(nodes(result), "w").op()).isEqualTo("Dequantize");
      stored.add(Arrays.toString(bytes(result.messages(1).getFirst())));
    }
    assertThat(stored).as("both are the same").hasSize(1);
  }

  @Test
  void theLastListedValueStandsForTheRest() {
    float[] values = ramp();
    values[COUNT - 1] = 100;
    MessageWriter node =
        tensor(
            node("w", "Const"),
            DataType.FLOAT,
            new long[] {2 * COUNT},
            to -> to.bytes(5, Constant.of(values)));
    float[] q = value(named(nodes(after(graph(node), STANDARD)), "w_quantized_const")).floats();
    assertThat(q).hasSize(2 * COUNT);
    assertThat(q[COUNT - 1]).isEqualTo(q[2 * COUNT - 1]).isEqualTo(255);
  }

  @Test
  void whatStaysIsSaidWithTheReason() {
    float[] bad = ramp();
    bad[5] = Float.NaN;
    float[] endless = ramp();
    endless[6] = Float.NEGATIVE_INFINITY;
    float[] tiny = new float[COUNT];
    tiny[0] = 1e-40f;
    MessageWriter splat =
        tensor(
            node("splat", "Const"), DataType.FLOAT, new long[] {1L << 20}, to -> to.real(5, 1.5f));
    MessageWriter empty =
        tensor(node("zeros", "Const"), DataType.FLOAT, new long[] {1L << 30, 8}, _ -> {});
    MessageWriter half =
        tensor(
            node("half", "Const"),
            DataType.HALF,
            new long[] {COUNT},
            to -> to.bytes(4, Constant.of(new byte[2 * COUNT])));
    MessageWriter ints =
        tensor(
            node("ints", "Const"),
            DataType.INT32,
            new long[] {COUNT},
            to -> to.bytes(4, Constant.of(new int[COUNT])));
    MessageWriter graph =
        graph(
            constant("nan", bad),
            constant("infinite", endless),
            constant("tiny", tiny),
            splat,
            empty,
            half,
            ints);
    WeightResult result = apply(graph, STANDARD);
    assertThat(result.changed()).isEmpty();
    assertThat(result.left())
        .extracting(c -> c.name() + ": " + c.why())
        .containsExactly(
            "nan: NaN or infinity is in it",
            "infinite: NaN or infinity is in it",
            "tiny: no float is the step of 0.0 to 1.0E-40",
            "splat: one value stands for many already",
            "zeros: one value stands for many already",
            "half: its type is DT_HALF");
    assertThat(bytes(Message.of(result.graph().toBytes())))
        .isEqualTo(bytes(Message.of(graph.toBytes())));
  }

  @Test
  void whatWouldGrowStays() {
    var settings = new WeightSettings(1, new Treatment.Quantized(Treatment.Mode.MIN_FIRST));
    assertThat(apply(graph(constant("w", 1, 2, 3)), settings).left())
        .singleElement()
        .satisfies(c -> assertThat(c.why()).isEqualTo("it would take more bytes"));
  }

  @Test
  void roundedConstantsHaveFewValuesAndKeepTheirZeros() {
    var settings = new WeightSettings(COUNT, new Treatment.Rounded(4));
    MessageWriter graph = graph(constant("w", ramp()), node("y", "Abs", "w"));
    WeightResult result = apply(graph, settings);
    List<NodeDef> nodes = nodes(Message.of(result.graph().toBytes()));
    assertThat(nodes).extracting(NodeDef::name).containsExactly("w", "y");
    float[] rounded = value(named(nodes, "w")).floats();
    double width = (7.23f + 3.0) / 16;
    Set<Float> distinct = new HashSet<>();
    for (int i = 0; i < COUNT; i++) {
      distinct.add(rounded[i]);
      assertThat(Math.abs((double) rounded[i] - ramp()[i])).isLessThanOrEqualTo(width / 2 + 1e-6);
      if (i != 300) {
        double bucket = (rounded[i] + 3.0) / width - 0.5;
        assertThat(bucket).isCloseTo(Math.rint(bucket), Offset.offset(1e-5));
      }
    }
    assertThat(distinct).hasSize(17);
    assertThat(rounded[300]).isZero();
    assertThat(result.changed().getFirst().largestError()).isBetween(width / 2.1, width / 2 + 1e-6);
    assertThat(result.graph().size()).isEqualTo(graph.size());
  }

  @Test
  void oneValueForAllIsNotRounded() {
    var settings = new WeightSettings(1, new Treatment.Rounded(4));
    assertThat(apply(graph(constant("w", 2, 2)), settings).left())
        .singleElement()
        .satisfies(c -> assertThat(c.why()).isEqualTo("all its elements are equal"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"no type", "no value", "other type", "too few", "negative", "nameless"})
  void whatIsNoConstantIsRefused(String what) {
    long[] dims = {COUNT};
    MessageWriter node =
        switch (what) {
          case "no type" -> node("w", "Const");
          case "no value" -> Graphs.type(node("w", "Const"), "dtype", DataType.FLOAT);
          case "other type" ->
              Graphs.type(
                  tensor(node("w", "Const"), DataType.INT32, dims, _ -> {}),
                  "dtype",
                  DataType.FLOAT);
          case "too few" ->
              tensor(
                  node("w", "Const"),
                  DataType.FLOAT,
                  dims,
                  to -> to.bytes(4, Constant.of(new float[COUNT - 1])));
          case "negative" -> tensor(node("w", "Const"), DataType.FLOAT, new long[] {-1}, _ -> {});
          default -> node("", "Const");
        };
    assertThatThrownBy(() -> apply(graph(node), STANDARD))
        .isInstanceOfSatisfying(
            OctetException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_MODEL);
              assertThat(e.advice()).isNotEmpty();
            });
  }

  @Test
  void aGraphWithoutNodesIsNone() {
    assertThatThrownBy(() -> apply(graph(), STANDARD))
        .isInstanceOfSatisfying(
            OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_FORMAT));
  }
}
