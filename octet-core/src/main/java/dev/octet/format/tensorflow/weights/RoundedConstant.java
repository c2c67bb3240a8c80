package dev.octet.format.tensorflow.weights;

import dev.octet.format.protobuf.MessageWriter;

/**
 * A constant with other floats.
 *
 * @param node the constant
 * @param values what it holds
 * @param buckets what they are rounded to
 */
record RoundedConstant(ConstantNode node, FloatValues values, Buckets buckets) {
  /** The node. */
  MessageWriter written() {
    var written = new MessageWriter();
    node.copyAllBut("value", written);
    var tensor = new MessageWriter();
    values.copyRest(tensor);
    tensor.bytes(FloatValues.CONTENT, values.computed(values.floats().byteSize(), buckets::round));
    ConstantNode.attr(
        written, "value", new MessageWriter().message(ConstantNode.ATTR_TENSOR, tensor));
    return written;
  }
}
