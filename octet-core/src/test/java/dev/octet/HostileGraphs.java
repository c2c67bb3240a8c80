package dev.octet;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.protobuf.MessageWriter;
import dev.octet.format.tensorflow.TensorFlow;
import dev.octet.format.tensorflow.TensorFlowOptions;
import dev.octet.format.tensorflow.weights.Treatment;
import dev.octet.format.tensorflow.weights.WeightSettings;
import dev.octet.format.tflite.Tflite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Graphs made to do harm, given to all that reads frozen graphs: the main class of a JVM of its
 * own, since what must not happen would end it. Prints what it is about to do.
 */
final class HostileGraphs {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int FLOAT = 1;
  private static final int INT = 3;
  private static final int STRING = 7;
  private static final int MANY = 150_000;

  private HostileGraphs() {}

  /**
   * Tries them all; ends with 0 when nothing bad happened.
   *
   * @param args a folder to make
   */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    Path graph = folder.resolve("graph.pb");
    Path out = folder.resolve("out");
    var settings = new WeightSettings(1, new Treatment.Quantized(Treatment.Mode.MIN_FIRST));
    Watch watch = Watch.over(LIMIT);
    int refused = 0;
    for (Map.Entry<String, Supplier<MessageWriter>> each : cases().entrySet()) {
      watch.next();
      write(graph, each.getValue().get());
      System.out.println(each.getKey() + ": quantize-weights");
      attempt(() -> WeightQuantization.of(graph, settings).write(out));
      Files.deleteIfExists(out);
      watch.next();
      System.out.println(each.getKey() + ": convert");
      boolean done =
          attempt(
              () ->
                  Tflite.write(TensorFlow.read(graph, TensorFlowOptions.standard()).model(), out));
      if (Files.deleteIfExists(out) != done) {
        throw new AssertionError("the outcome and the output do not agree");
      }
      if (done != each.getKey().startsWith("harmless")) {
        throw new AssertionError((done ? "took " : "refused ") + each.getKey());
      }
      refused += done ? 0 : 1;
    }
    Files.delete(graph);
    System.out.printf("accepted all but %d%n", refused);
  }

  private static boolean attempt(Runnable conversion) {
    try {
      conversion.run();
      return true;
    } catch (OctetException e) {
      System.out.println("  " + shortened(String.valueOf(e.getMessage())));
      if (e.code().kind() != ErrorCode.Kind.INPUT && e.code().kind() != ErrorCode.Kind.USAGE) {
        throw e;
      }
      return false;
    }
  }

  private static String shortened(String text) {
    return text.length() > 300 ? text.substring(0, 300) + "…" : text;
  }

  private static void write(Path file, MessageWriter graph) {
    try (var channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      graph.writeTo(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Supplier<MessageWriter>> cases() {
    var cases = new LinkedHashMap<String, Supplier<MessageWriter>>();
    cases.put("a node that reads itself", () -> graph(input(), node("y", "Relu", "y")));
    cases.put(
        "a cycle of two",
        () ->
            graph(
                input(),
                node("a", "Add", "x", "b"),
                node("b", "Relu", "a"),
                node("y", "Relu", "b")));
    cases.put("harmless: a chain", () -> chain(1000));
    cases.put("harmless: a chain of very many", HostileGraphs::longChain);
    cases.put(
        "a text of 2 GB declared",
        () ->
            graph(
                input(),
                constant("c", STRING, t -> t.message(2, shape(1L << 31)).bytes(8, text())),
                node("y", "AddV2", "x", "c")));
    cases.put(
        "a text that ends after the file",
        () ->
            graph(
                constant(
                    "c",
                    STRING,
                    t ->
                        t.bytes(99, MemorySegment.ofArray(new byte[] {0x42, -1, -1, -1, -1, 7})))));
    cases.put(
        "sizes whose product is more than 64 bits",
        () ->
            graph(
                input(),
                constant(
                    "c", FLOAT, t -> t.message(2, shape(Integer.MAX_VALUE, 1L << 30, 1L << 30))),
                node("y", "AddV2", "x", "c")));
    cases.put(
        "a size of more than 64 bits",
        () ->
            graph(
                input(),
                constant("c", FLOAT, t -> t.message(2, shape(Long.MAX_VALUE))),
                node("y", "AddV2", "x", "c")));
    cases.put(
        "a negative size",
        () ->
            graph(
                input(),
                constant("c", FLOAT, t -> t.message(2, shape(-5))),
                node("y", "AddV2", "x", "c")));
    cases.put(
        "one value for 2 billion elements",
        () ->
            graph(
                input(),
                constant("c", FLOAT, t -> t.message(2, shape(Integer.MAX_VALUE)).real(5, 1f)),
                node("y", "AddV2", "x", "c")));
    cases.put(
        "a hundred thousand dimensions",
        () ->
            graph(
                input(),
                constant("c", FLOAT, t -> t.message(2, shape(new long[100_000])).real(5, 1f)),
                node("y", "AddV2", "x", "c")));
    cases.put(
        "a file that is to be read",
        () ->
            graph(
                input(),
                constant("f", STRING, t -> t.message(2, shape()).bytes(8, text())),
                node("r", "ReadFile", "f"),
                node("d", "DecodeRaw", "r"),
                node("y", "AddV2", "x", "d")));
    cases.put("a function that calls itself", () -> calls("f", "f"));
    cases.put("functions that call one another", () -> calls("f", "g", "f"));
    cases.put("functions in functions in functions", HostileGraphs::deepFunctions);
    cases.put("functions that double each time", HostileGraphs::doublingFunctions);
    cases.put("no function of that name", () -> calls("f"));
    cases.put(
        "an input of unknown rank and endless sizes",
        () ->
            graph(
                attr(
                    node("x", "Placeholder"),
                    "shape",
                    new MessageWriter().message(7, shape(1L << 40, 1L << 40))),
                node("y", "Relu", "x")));
    cases.put("harmless: a fill of very many", HostileGraphs::endlessFill);
    cases.put("a range of very many", HostileGraphs::endlessRange);
    return cases;
  }

  /** A constant of very many elements for the result. */
  private static MessageWriter endlessFill() {
    return graph(
        input(),
        constant("d", INT, t -> t.message(2, shape(1)).bytes(7, packed(2_000_000_000))),
        constant("v", FLOAT, t -> t.message(2, shape()).real(5, 1f)),
        node("c", "Fill", "d", "v"),
        typed(node("y", "Relu", "c")));
  }

  private static MessageWriter endlessRange() {
    return graph(
        input(),
        integer("a", 0),
        integer("b", 2_000_000_000),
        integer("s", 1),
        node("r", "Range", "a", "b", "s"),
        node("c", "Cast", "r"),
        typed(node("y", "Relu", "c")));
  }

  private static MessageWriter longChain() {
    return chain(MANY);
  }

  private static MessageWriter chain(int length) {
    var graph = new MessageWriter().message(1, input());
    for (int i = 0; i < length; i++) {
      graph.message(1, typed(node("n" + i, "Identity", i == 0 ? "x" : "n" + (i - 1))));
    }
    return graph.message(1, typed(node("y", "Relu", "n" + (length - 1))));
  }

  private static MessageWriter deepFunctions() {
    var names = new String[20_000];
    for (int i = 0; i < names.length; i++) {
      names[i] = "f" + i;
    }
    return calls(names);
  }

  /** Each function calls the next one twice. */
  private static MessageWriter doublingFunctions() {
    var library = new MessageWriter();
    for (int i = 0; i < 60; i++) {
      library.message(
          1,
          function("f" + i, call("a", "f" + (i + 1), "x"), call("b", "f" + (i + 1), "a:output:0")));
    }
    library.message(1, function("f60", typed(node("b", "Relu", "x"))));
    return graph(input(), call("y", "f0", "x")).message(2, library);
  }

  /** Functions of which each calls the next one; the last does what the one after it would. */
  private static MessageWriter calls(String... functions) {
    var library = new MessageWriter();
    for (int i = 0; i + 1 < functions.length; i++) {
      library.message(1, function(functions[i], call("b", functions[i + 1], "x")));
    }
    return graph(input(), call("y", functions[0], "x")).message(2, library);
  }

  private static MessageWriter function(String name, MessageWriter... nodes) {
    var argument = new MessageWriter().text(1, "x").integer(3, FLOAT);
    var result = new MessageWriter().text(1, "r").integer(3, FLOAT);
    var function =
        new MessageWriter()
            .message(1, new MessageWriter().text(1, name).message(2, argument).message(3, result));
    for (MessageWriter node : nodes) {
      function.message(3, node);
    }
    boolean calls = nodes.length > 1 || !name.equals("f60");
    return function.message(
        4, new MessageWriter().text(1, "r").text(2, calls ? "b:output:0" : "b:activations:0"));
  }

  private static MessageWriter call(String name, String function, String argument) {
    var types = new MessageWriter().message(1, new MessageWriter().integer(6, FLOAT));
    MessageWriter node = node(name, "PartitionedCall", argument);
    attr(node, "f", new MessageWriter().message(10, new MessageWriter().text(1, function)));
    attr(node, "Tin", types);
    return attr(node, "Tout", types);
  }

  private static MessageWriter graph(MessageWriter... nodes) {
    var graph = new MessageWriter();
    for (MessageWriter node : nodes) {
      graph.message(1, node);
    }
    return graph;
  }

  private static MessageWriter input() {
    MessageWriter node = typed(node("x", "Placeholder"));
    attr(node, "dtype", new MessageWriter().integer(6, FLOAT));
    return attr(node, "shape", new MessageWriter().message(7, shape(1, 4)));
  }

  private static MessageWriter integer(String name, int value) {
    return constant(name, INT, t -> t.message(2, shape()).integer(7, value));
  }

  private static MessageWriter constant(String name, int type, Consumer<MessageWriter> content) {
    var tensor = new MessageWriter().integer(1, type);
    content.accept(tensor);
    MessageWriter node = node(name, "Const");
    attr(node, "dtype", new MessageWriter().integer(6, type));
    return attr(node, "value", new MessageWriter().message(8, tensor));
  }

  private static MessageWriter typed(MessageWriter node) {
    return attr(node, "T", new MessageWriter().integer(6, FLOAT));
  }

  private static MessageWriter node(String name, String op, String... inputs) {
    var node = new MessageWriter().text(1, name).text(2, op);
    for (String input : inputs) {
      node.text(3, input);
    }
    return node;
  }

  private static MessageWriter attr(MessageWriter node, String key, MessageWriter value) {
    return node.message(5, new MessageWriter().text(1, key).message(2, value));
  }

  private static MessageWriter shape(long... sizes) {
    var shape = new MessageWriter();
    for (long size : sizes) {
      shape.message(2, new MessageWriter().integer(1, size));
    }
    return shape;
  }

  private static MemorySegment text() {
    return MemorySegment.ofArray("/etc/hostname".getBytes(StandardCharsets.UTF_8));
  }

  /** Varints one after another. */
  private static MemorySegment packed(int... values) {
    var bytes = new ByteArrayOutputStream();
    for (int value : values) {
      for (int left = value; ; left >>>= 7) {
        bytes.write(left > 127 ? left | 128 : left);
        if (left <= 127) {
          break;
        }
      }
    }
    return MemorySegment.ofArray(bytes.toByteArray());
  }
}
