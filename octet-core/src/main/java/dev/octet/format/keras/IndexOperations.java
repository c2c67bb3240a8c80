package dev.octet.format.keras;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.octet.lower.Arithmetic;
import dev.octet.lower.Comparison;
import dev.octet.lower.Dims;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.Selection;
import dev.octet.lower.ShapeValues.Size;
import dev.octet.lower.StridedSlice;
import dev.octet.lower.StridedSlice.Index;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Elements by their place, by a condition, by their size. */
final class IndexOperations {
  private IndexOperations() {}

  static void addTo(OperationTable t) {
    t.add("ops.GetItem tf.__operators__.getitem", "x key=slice_spec", IndexOperations::item);
    t.add("tf.slice ops.Slice", "x start_indices=begin shape=size", IndexOperations::slice);
    t.add("ops.Take", "x indices axis", GatherOperation::take);
    t.add("tf.gather", "x indices validate_indices axis batch_dims", GatherOperation::gather);
    t.add("ops.Where tf.where", "condition x1=x x2=y", IndexOperations::where);
    t.add("ops.Clip tf.clip_by_value", "x x_min=clip_value_min x_max=clip_value_max", c -> clip(c));
    t.add("ops.Argmax tf.math.argmax", "x axis keepdims output_type", c -> argument(c, "ARG_MAX"));
    t.add("ops.Argmin tf.math.argmin", "x axis keepdims output_type", c -> argument(c, "ARG_MIN"));
    t.addAll("ops.TopK tf.math.top_k", "x k sorted index_type", IndexOperations::largest);
    t.add("ops.OneHot", "x num_classes axis dtype sparse", IndexOperations::oneHot);
    t.add("tf.one_hot", "x num_classes=depth on_value off_value axis dtype", c -> oneHot(c));
  }

  private static Tensor item(OperationCall call) {
    Tensor x = call.tensor("x");
    List<Index> indices = indices(call);
    Tensor y = StridedSlice.of(call.graph(), x, indices);
    call.shapes()
        .of(x)
        .filter(_ -> indices.size() == 1)
        .ifPresent(known -> call.shapes().is(y, picked(known, indices.getFirst())));
    return y;
  }

  private static List<Size> picked(List<Size> sizes, Index index) {
    return switch (index) {
      case Index.At(int at) -> List.of(sizes.get(at < 0 ? at + sizes.size() : at));
      case Index.Range(Integer start, Integer stop, int step) -> {
        var picked = new ArrayList<Size>();
        int n = sizes.size();
        int from = start == null ? (step > 0 ? 0 : n - 1) : start < 0 ? start + n : start;
        int to = stop == null ? (step > 0 ? n : -1) : stop < 0 ? stop + n : stop;
        for (int i = from; step > 0 ? i < Math.min(to, n) : i > to; i += step) {
          picked.add(sizes.get(i));
        }
        yield picked;
      }
      case Index.NewAxis _, Index.Ellipsis _ -> sizes;
    };
  }

  private static List<Index> indices(OperationCall call) {
    JsonElement key = call.options().get("key");
    if (!call.has("key")) {
      return List.of(new Index.NewAxis());
    }
    if (!call.options().has("key")) {
      throw call.refuse("an index that is a tensor does not go")
          .advise("use tf.gather, or keras.ops.take");
    }
    return key instanceof JsonArray list
        ? list.asList().stream().map(e -> index(call, e)).toList()
        : List.of(index(call, key));
  }

  private static Index index(OperationCall call, JsonElement json) {
    if (json.isJsonNull()) {
      return new Index.NewAxis();
    }
    if (!(json instanceof JsonObject object)) {
      if (!json.isJsonPrimitive() || !json.getAsJsonPrimitive().isNumber()) {
        throw call.refuse("an index that is neither a number nor a slice does not go");
      }
      return new Index.At(Config.of("index", json).integer("index"));
    }
    var config = new Config(object);
    String type = config.text("class_name", "");
    if (type.equals("__ellipsis__")) {
      return new Index.Ellipsis();
    }
    Config slice = config.object("config").orElse(config);
    if (!type.isEmpty() && !type.equals("__slice__")) {
      throw call.refuse("an index that is no number and no slice does not go: " + type);
    }
    return new Index.Range(
        bound(call, slice, "start"), bound(call, slice, "stop"), step(call, slice));
  }

  private static int step(OperationCall call, Config slice) {
    Integer step = bound(call, slice, "step");
    return step == null ? 1 : step;
  }

  private static @org.jspecify.annotations.Nullable Integer bound(
      OperationCall call, Config slice, String name) {
    if (slice.has(name) && !slice.get(name).isJsonPrimitive()) {
      throw call.refuse("a slice up to a tensor does not go")
          .advise("use sizes that are known before the model runs");
    }
    return slice.has(name) ? (Integer) slice.integer(name) : null;
  }

  private static Tensor slice(OperationCall call) {
    Tensor x = call.tensor("x");
    int[] begin = call.sizes("start_indices").stream().mapToInt(Size::factor).toArray();
    List<Size> sizes = call.sizes("shape");
    var indices = new ArrayList<Index>();
    for (int i = 0; i < begin.length; i++) {
      int size = sizes.get(i).factor();
      boolean rest = size == -1 || (sizes.get(i).dynamic() && begin[i] == 0);
      indices.add(new Index.Range(begin[i], rest ? null : (Integer) (begin[i] + size), 1));
    }
    return StridedSlice.of(call.graph(), x, indices);
  }

  private static Tensor where(OperationCall call) {
    if (!call.has("x1") || !call.has("x2")) {
      throw call.refuse("the places where a condition holds are as many as the values say")
          .advise("give where(…) both alternatives");
    }
    Lowering g = call.graph();
    Tensor condition = Comparison.truth(g, call.tensor("condition"));
    List<Tensor> both = Promotion.tensors(g, List.of(call.operand("x1"), call.operand("x2")));
    return Selection.where(g, condition, both.getFirst(), both.getLast());
  }

  private static Tensor clip(OperationCall call) {
    Lowering g = call.graph();
    var operands = new ArrayList<Operand>(List.of(call.operand("x")));
    call.find("x_min").ifPresent(operands::add);
    call.find("x_max").ifPresent(operands::add);
    ElementType type = Promotion.of(operands);
    Tensor y = call.operand("x").as(g, type);
    if (call.has("x_min")) {
      y = Arithmetic.maximum(g, y, call.operand("x_min").as(g, type));
    }
    return call.has("x_max") ? Arithmetic.minimum(g, y, call.operand("x_max").as(g, type)) : y;
  }

  private static Tensor argument(OperationCall call, String op) {
    Lowering g = call.graph();
    Tensor x = call.tensor("x");
    Shape shape = x.shape();
    boolean all = !call.has("axis") && call.isKeras3();
    ElementType type =
        Types.of(call.options().text("output_type", call.isKeras3() ? "int32" : "int64"));
    Tensor wide = Arithmetic.cast(g, x, Arithmetic.widened(x.type()));
    if (wide.type() == ElementType.INT64) {
      throw call.refuse("LiteRT has no %s of i64".formatted(op))
          .advise("cast to int32 or float32 before it");
    }
    Tensor flat = all ? Layout.reshape(g, wide, CumulativeSum.flat(shape)) : wide;
    int axis = Dims.axis(flat.shape(), call.options().integer("axis", 0));
    Tensor y = Selection.argument(g, op, flat, axis, type);
    if (!call.options().flag("keepdims", false)) {
      return y;
    }
    var ones = new int[shape.rank()];
    Arrays.fill(ones, 1);
    return all ? Layout.reshape(g, y, Shape.of(ones)) : Layout.expand(g, y, axis);
  }

  private static List<Tensor> largest(OperationCall call) {
    Lowering g = call.graph();
    Tensor x = call.tensor("x");
    int k = call.options().integer("k", 1);
    List<Tensor> both =
        Selection.largest(g, Arithmetic.cast(g, x, Arithmetic.widened(x.type())), k);
    ElementType type = Types.of(call.options().text("index_type", "int32"));
    return List.of(
        Arithmetic.cast(g, both.getFirst(), x.type()), Arithmetic.cast(g, both.getLast(), type));
  }

  private static Tensor oneHot(OperationCall call) {
    if (call.options().flag("sparse", false)) {
      throw call.refuse("sparse results do not go");
    }
    Lowering g = call.graph();
    Tensor x = call.tensor("x");
    ElementType index = x.type() == ElementType.INT64 ? ElementType.INT64 : ElementType.INT32;
    ElementType type = Types.of(call.options().text("dtype", "float32"));
    double on = call.options().real("on_value", 1);
    double off = call.options().real("off_value", 0);
    return Selection.oneHot(
        g,
        Arithmetic.cast(g, x, index),
        call.options().integer("num_classes"),
        call.options().integer("axis", -1),
        g.scalar(type, on),
        g.scalar(type, off));
  }
}
