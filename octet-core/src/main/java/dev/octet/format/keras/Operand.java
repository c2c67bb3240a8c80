package dev.octet.format.keras;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.octet.lower.Arithmetic;
import dev.octet.lower.Array;
import dev.octet.lower.Lowering;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an operation computes with: a tensor, or numbers that the file has. */
sealed interface Operand {
  /** The result of a layer or an operation. */
  record Of(Tensor tensor) implements Operand {}

  /**
   * Numbers in the file.
   *
   * @param values in row-major order; booleans are 0 and 1
   * @param dims the shape
   * @param kind what Python says they are
   * @param type their type where the file has one; without, they take that of what they meet
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Numbers(double[] values, int[] dims, Kind kind, @Nullable ElementType type)
      implements Operand {}

  /** Python's kinds of numbers, each of which is one of the next too. */
  enum Kind {
    BOOL,
    INT,
    REAL
  }

  /** The tensor, or a constant, as a type. */
  default Tensor as(Lowering g, ElementType type) {
    return switch (this) {
      case Of(Tensor tensor) -> Arithmetic.cast(g, tensor, type);
      case Numbers n -> g.constant("const", Array.numbers(type, n.values(), n.dims()));
    };
  }

  /** The tensor, or a constant of the type that it has by itself. */
  default Tensor tensor(Lowering g) {
    return as(g, Promotion.of(List.of(this)));
  }

  /** Numbers as a file has them: a number, nested lists, an array of NumPy or TensorFlow. */
  static Numbers of(JsonElement json) {
    if (json instanceof JsonObject object) {
      var array = new Config(object);
      String type = array.text("class_name", "");
      Config config = array.object("config").orElse(array);
      if (!type.equals("__numpy__") && !type.equals("__tensor__")) {
        throw Config.malformed("an argument is no number, but " + (type.isEmpty() ? json : type));
      }
      Numbers plain = of(config.get("value"));
      return new Numbers(
          plain.values(), plain.dims(), plain.kind(), Types.of(config.text("dtype")));
    }
    var reader = new Reader();
    var dims = new ArrayList<Integer>();
    for (JsonElement e = json; e instanceof JsonArray list; e = list.get(0)) {
      dims.add(list.size());
      if (list.isEmpty()) {
        break;
      }
    }
    reader.read(json, dims, 0);
    return new Numbers(
        reader.values.stream().mapToDouble(v -> v).toArray(),
        dims.stream().mapToInt(d -> d).toArray(),
        reader.kind,
        null);
  }

  /** Collects the numbers of nested lists, all of the same sizes. */
  final class Reader {
    private final List<Double> values = new ArrayList<>();
    private Kind kind = Kind.BOOL;

    private void read(JsonElement json, List<Integer> dims, int depth) {
      if (json instanceof JsonArray list && depth < dims.size() && list.size() == dims.get(depth)) {
        list.forEach(e -> read(e, dims, depth + 1));
      } else if (json instanceof JsonPrimitive p && depth == dims.size()) {
        number(p);
      } else {
        throw Config.malformed("an argument is neither a number nor a list of numbers");
      }
    }

    private void number(JsonPrimitive p) {
      if (p.isBoolean()) {
        values.add(p.getAsBoolean() ? 1.0 : 0.0);
        return;
      }
      try {
        values.add(p.getAsDouble());
      } catch (NumberFormatException e) {
        throw Config.malformed("an argument is no number, but " + p).because(e);
      }
      boolean real = p.getAsString().matches(".*[.eEnN].*");
      kind = real || kind == Kind.REAL ? Kind.REAL : Kind.INT;
    }
  }
}
