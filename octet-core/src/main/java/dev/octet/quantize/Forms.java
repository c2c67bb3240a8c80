package dev.octet.quantize;

import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Quantization;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The activations of a graph under construction, each in the forms in which somebody needed it.
 *
 * <p>An activation is made in one form, its native one. Another form is made when it is first asked
 * for, by a QUANTIZE or DEQUANTIZE that is then appended to the nodes, and shared by all who ask
 * later. So no value is quantized twice, and no DEQUANTIZE is followed by a QUANTIZE back.
 */
final class Forms {
  private final List<Node> nodes;
  private final Names names;
  private final Map<Tensor, Tensor> natives = new HashMap<>();
  private final Map<Form, Tensor> made = new HashMap<>();
  private final Map<Form, String> reserved = new HashMap<>();

  private record Form(Tensor original, ElementType type, @Nullable Quantization quantization) {}

  /** Forms that append what they need to these nodes. */
  Forms(List<Node> nodes, Names names) {
    this.nodes = nodes;
    this.names = names;
  }

  /** Says in which form an activation of the original graph is made in the new one. */
  void define(Tensor original, Tensor asMade) {
    natives.put(original, asMade);
    made.put(new Form(original, asMade.type(), asMade.quantization()), asMade);
  }

  /** Says that this form, if it must be made, is the one that users know by the tensor's name. */
  void reserveName(Tensor original, ElementType type, @Nullable PerTensor parameters) {
    reserveName(original, type, parameters, original.name());
  }

  /** Says that this form, if it must be made, gets this name. */
  void reserveName(Tensor original, ElementType type, @Nullable PerTensor parameters, String name) {
    reserved.putIfAbsent(new Form(original, type, parameters), name);
  }

  /** The form in which it is made; the tensor itself if the new graph has it unchanged. */
  Tensor asMade(Tensor original) {
    return natives.getOrDefault(original, original);
  }

  /** The float form. */
  Tensor asFloat(Tensor original) {
    return as(original, ElementType.FLOAT32, null);
  }

  /** The form with this type and these parameters. */
  Tensor as(Tensor original, ElementType type, @Nullable PerTensor parameters) {
    Tensor source = asMade(original);
    if (source.type() == type && (parameters == null || parameters.equals(source.quantization()))) {
      return source;
    }
    Form form = new Form(original, type, parameters);
    Tensor existing = made.get(form);
    if (existing != null) {
      return existing;
    }
    if (source.type() == ElementType.INT8 && type == ElementType.INT16) {
      source = asFloat(original); // QUANTIZE has no way from int8 to int16
    }
    String name = reserved.get(form);
    if (type == ElementType.INT16 && isEightBits(source.type())) {
      source = asFloat(original); // the runtime's QUANTIZE does not go from 8 to 16 bits
    }
    Tensor target =
        source
            .withData(type, parameters, null)
            .withName(
                name == null
                    ? names.fresh(parameters == null ? "dequantized" : "quantized")
                    : name);
    nodes.add(convert(source, target));
    made.put(form, target);
    return target;
  }

  private static boolean isEightBits(ElementType type) {
    return type == ElementType.INT8 || type == ElementType.UINT8;
  }

  /** A QUANTIZE or DEQUANTIZE in the version that the types need. */
  static Node convert(Tensor source, Tensor target) {
    boolean toFloat = target.type() == ElementType.FLOAT32;
    Operation op =
        toFloat
            ? Operation.builtin("DEQUANTIZE", null).withVersion(dequantizeVersion(source))
            : Operation.builtin("QUANTIZE", null)
                .withVersion(target.type() == ElementType.INT16 ? 2 : 1);
    return new Node(op, nullable(source), List.of(target));
  }

  private static int dequantizeVersion(Tensor source) {
    if (source.type() == ElementType.INT4) {
      return 6;
    }
    if (source.type() == ElementType.INT16 || source.type() == ElementType.FLOAT16) {
      return 3;
    }
    if (source.quantization() instanceof Quantization.PerChannel) {
      return 5;
    }
    return source.type() == ElementType.INT8 ? 2 : 1;
  }

  private static List<@Nullable Tensor> nullable(Tensor tensor) {
    var list = new ArrayList<@Nullable Tensor>();
    list.add(tensor);
    return list;
  }
}
