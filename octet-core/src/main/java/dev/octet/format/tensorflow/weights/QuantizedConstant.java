package dev.octet.format.tensorflow.weights;

import dev.octet.format.protobuf.MessageWriter;
import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.model.Constant;
import java.util.List;

/**
 * Four nodes in the place of a constant: one with 8 bits for each element, the ends of their range,
 * and a {@code Dequantize} that has the name of the constant, so that those who read it read on.
 *
 * @param node the constant
 * @param values what it holds
 * @param levels what the 8 bits stand for
 * @param mode of the {@code Dequantize}
 */
record QuantizedConstant(
    ConstantNode node, FloatValues values, Levels levels, Treatment.Mode mode) {
  /** The nodes. */
  List<MessageWriter> nodes(Scope scope) {
    String levelsName = scope.names().fresh(node.name() + "_quantized_const");
    String minName = scope.names().fresh(node.name() + "_quantized_min");
    String maxName = scope.names().fresh(node.name() + "_quantized_max");
    return List.of(
        constant(levelsName, levels.type(), content()),
        constant(minName, DataType.FLOAT, scalar(levels.min())),
        constant(maxName, DataType.FLOAT, scalar(levels.max())),
        dequantize(
            List.of(
                scope.reference().to(levelsName),
                scope.reference().to(minName),
                scope.reference().to(maxName))));
  }

  private MessageWriter content() {
    MessageWriter written = tensor(levels.type());
    values.copyShape(written);
    return written.bytes(FloatValues.CONTENT, values.computed(values.elements(), levels::quantize));
  }

  private static MessageWriter scalar(float value) {
    return tensor(DataType.FLOAT)
        .message(FloatValues.SHAPE, new MessageWriter())
        .bytes(FloatValues.CONTENT, Constant.of(value));
  }

  private static MessageWriter tensor(DataType type) {
    return new MessageWriter().integer(FloatValues.TYPE, type.number());
  }

  /**
   * A constant that runs after what the old one ran after: in a loop of TensorFlow 1 that is what
   * puts it into the loop.
   */
  private MessageWriter constant(String name, DataType type, MessageWriter value) {
    MessageWriter written = start(name, "Const", node.controls());
    ConstantNode.attr(
        written, "dtype", new MessageWriter().integer(ConstantNode.ATTR_TYPE, type.number()));
    ConstantNode.attr(
        written, "value", new MessageWriter().message(ConstantNode.ATTR_TENSOR, value));
    return written;
  }

  private MessageWriter dequantize(List<String> inputs) {
    MessageWriter written = start(node.name(), "Dequantize", inputs);
    node.copyAttrs(written, List.of("dtype", "value", "T", "mode"));
    ConstantNode.attr(
        written, "T", new MessageWriter().integer(ConstantNode.ATTR_TYPE, levels.type().number()));
    ConstantNode.attr(
        written, "mode", new MessageWriter().text(ConstantNode.ATTR_TEXT, mode.name()));
    node.copyRest(written);
    return written;
  }

  private MessageWriter start(String name, String op, List<String> inputs) {
    var written = new MessageWriter().text(ConstantNode.NAME, name).text(ConstantNode.OP, op);
    inputs.forEach(input -> written.text(ConstantNode.INPUT, input));
    String device = Device.forQuantized(node.proto().text(ConstantNode.DEVICE));
    return device.isEmpty() ? written : written.text(ConstantNode.DEVICE, device);
  }
}
