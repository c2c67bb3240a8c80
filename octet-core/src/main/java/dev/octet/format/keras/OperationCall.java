package dev.octet.format.keras;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.octet.error.OctetException;
import dev.octet.lower.Arithmetic;
import dev.octet.lower.Dims;
import dev.octet.lower.Lowering;
import dev.octet.lower.ShapeValues;
import dev.octet.lower.ShapeValues.Size;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An operation being lowered: its arguments by name, wherever the file has them. Keras 3 keeps some
 * in the configuration and some in the call, Keras 2 all in the call.
 *
 * @param call the node
 * @param arguments by the names of the rule; without those that are None
 * @param options those of the arguments that have no tensor in them
 */
record OperationCall(LayerCall call, Map<String, Argument> arguments, Config options) {
  /**
   * Matches arguments with parameters.
   *
   * @throws OctetException {@code UNSUPPORTED_MODEL} for an argument that the rule does not know
   */
  static OperationCall of(LayerCall call, Parameters parameters) {
    var arguments = new LinkedHashMap<String, Argument>();
    if (call.layer().type().startsWith(Operations.KERAS)) {
      call.config()
          .json()
          .asMap()
          .forEach((name, v) -> put(call, parameters, arguments, name, Inbound.argument(v)));
    }
    List<Argument> positional = call.call().positional();
    for (int i = 0; i < positional.size(); i++) {
      put(call, parameters, arguments, parameters.at(i), positional.get(i));
    }
    call.call().named().forEach((name, value) -> put(call, parameters, arguments, name, value));
    var options = new JsonObject();
    arguments.forEach((name, value) -> json(value).ifPresent(j -> options.add(name, j)));
    return new OperationCall(call, arguments, new Config(options));
  }

  private static void put(
      LayerCall call,
      Parameters parameters,
      Map<String, Argument> arguments,
      String name,
      Argument value) {
    boolean none = value instanceof Argument.Literal(JsonElement json) && json.isJsonNull();
    if (none || name.equals("name")) {
      return;
    }
    String known =
        parameters
            .named(name)
            .orElseThrow(() -> call.unsupported("its argument '%s' does not go".formatted(name)));
    arguments.put(known, value);
  }

  /** The JSON of an argument without tensors. */
  private static Optional<JsonElement> json(Argument argument) {
    return switch (argument) {
      case Argument.Literal(JsonElement json) -> Optional.of(json);
      case Argument.Items(List<Argument> items) -> {
        var list = new JsonArray();
        items.forEach(item -> json(item).ifPresent(list::add));
        yield list.size() == items.size() ? Optional.of(list) : Optional.empty();
      }
      case Argument.Ref _, Argument.Value _, Argument.Named _ -> Optional.empty();
    };
  }

  /** The graph that grows. */
  Lowering graph() {
    return call.graph();
  }

  /** Whether this is an operation of Keras 3, and not a function of TensorFlow. */
  boolean isKeras3() {
    return call.layer().type().startsWith(Operations.KERAS);
  }

  /** Whether an argument is given, and not as None. */
  boolean has(String name) {
    return arguments.containsKey(name);
  }

  /** An operand. */
  Operand operand(String name) {
    return find(name)
        .orElseThrow(() -> Config.malformed("it is called without '%s'".formatted(name)));
  }

  /** An operand that may be left out. */
  Optional<Operand> find(String name) {
    return Optional.ofNullable(arguments.get(name)).map(this::operand);
  }

  /** All of a list of operands; a single one is a list of one. */
  List<Operand> operands(String name) {
    return arguments.get(name) instanceof Argument.Items(List<Argument> items)
        ? items.stream().map(this::operand).toList()
        : List.of(operand(name));
  }

  private Operand operand(Argument argument) {
    List<Tensor> tensors = argument.tensors();
    if (argument instanceof Argument.Value(Tensor tensor)) {
      return new Operand.Of(tensor);
    }
    if (argument instanceof Argument.Items(List<Argument> items)
        && items.size() == 1
        && tensors.size() == 1) {
      return new Operand.Of(tensors.getFirst());
    }
    return Operand.of(
        json(argument).orElseThrow(() -> refuse("a list of tensors does not go as one operand")));
  }

  /** An operand as a tensor, a constant as one of its own type. */
  Tensor tensor(String name) {
    return operand(name).tensor(graph());
  }

  /** The first operand as a tensor of floats. */
  Tensor floats() {
    return Arithmetic.cast(graph(), tensor("x"), ElementType.FLOAT32);
  }

  /** Axes counted from the front, in order; all where none are given. */
  int[] axes(String name, Shape shape) {
    if (!has(name)) {
      return Dims.axes(shape.rank());
    }
    int[] axes = options.integers(name);
    return java.util.Arrays.stream(axes).map(a -> Dims.axis(shape, a)).sorted().toArray();
  }

  /** The numbers of an argument that is a shape: a list, a tensor, or a list of both. */
  List<Size> sizes(String name) {
    Argument argument = arguments.get(name);
    if (argument == null) {
      throw Config.malformed("it is called without '%s'".formatted(name));
    }
    var sizes = new ArrayList<Size>();
    argument.leaves().forEach(leaf -> sizes.addAll(sizesOf(leaf)));
    return sizes;
  }

  private List<Size> sizesOf(Argument leaf) {
    if (leaf instanceof Argument.Value(Tensor tensor)) {
      return shapes()
          .of(tensor)
          .orElseThrow(
              () ->
                  refuse("a shape that depends on values does not go")
                      .advise("use sizes that are known before the model runs"));
    }
    if (leaf instanceof Argument.Literal(JsonNull _)) {
      return List.of(Size.of(-1));
    }
    var numbers = Operand.of(json(leaf).orElse(JsonNull.INSTANCE));
    return java.util.Arrays.stream(numbers.values()).mapToObj(v -> Size.of((int) v)).toList();
  }

  /** What is known of tensors that are shapes. */
  ShapeValues shapes() {
    return call.layers().shapes();
  }

  /** The result of a layer that computes the same. */
  Tensor asLayer(String type, JsonObject config, Tensor x) {
    return call.same(type, config, x);
  }

  /** Refuses an option. */
  OctetException refuse(String what) {
    return call.unsupported(what);
  }
}
