"""Fake quantization, as training for integers leaves it behind: of activations and of constants."""

import tensorflow as tf

from harness import Family

FAMILY = F = Family("quantization")
A, IMAGE = (None, 4, 6), (None, 6, 5, 3)
ARGS = "tf.quantization.fake_quant_with_min_max_args"
VARS = "tf.quantization.fake_quant_with_min_max_vars"
CHANNELS = "tf.quantization.fake_quant_with_min_max_vars_per_channel"

F.op("FakeQuantWithMinMaxArgs", f"{ARGS}(x)", A)
F.op("FakeQuantWithMinMaxArgs", f"{ARGS}(x, -0.93, 1.21)", A)
F.op("FakeQuantWithMinMaxArgs", f"{ARGS}(x, 0.0, 1.21, num_bits=4)", A)
F.op("FakeQuantWithMinMaxArgs", f"{ARGS}(x, -0.93, 0.93, narrow_range=True)", A)
for BITS in range(2, 17):
    for NARROW in ("", ", narrow_range=True"):
        F.op("FakeQuantWithMinMaxVars", f"{VARS}(x, -0.73, 0.97, num_bits={BITS}{NARROW})", (2, 3, 4))
F.op("FakeQuantWithMinMaxVars", f"{VARS}(x, -0.83, 0.83, num_bits=16, narrow_range=True)", A)
F.op("FakeQuantWithMinMaxVars", f"{VARS}(x, V((), -0.9, -0.8), V((), 1.1, 1.2))", A)
F.op("FakeQuantWithMinMaxVars", f"{VARS}(x, 0.31, 1.07)", A)
F.op("FakeQuantWithMinMaxVars", f"{VARS}(x, -0.87, -0.21)", A)
F.op("FakeQuantWithMinMaxVars", f"{VARS}(x, 0.0, 0.0)", A)
F.op("FakeQuantWithMinMaxVars", f"{VARS}(x, -1e-4, 1e9)", A)
F.op("FakeQuantWithMinMaxVars", f"{VARS}(x, 1.0, 1.0)", A, refused="1.0")
F.op("FakeQuantWithMinMaxVars", f"{VARS}(x, 1.0, -1.0)", A, refused="1.0")
F.op("FakeQuantWithMinMaxVars", f"{VARS}(x, y, 1.0)", A, (), refused="range")
F.op("FakeQuantWithMinMaxVarsPerChannel", f"{CHANNELS}(x, [-0.3, -0.7, -1.1], [0.4, 0.7, 0.9])", (None, 4, 5, 3))
F.op("FakeQuantWithMinMaxVarsPerChannel", f"{CHANNELS}(x, [-0.3, -0.7, 0.], [0.4, 0.7, 0.])", (2, 3))
F.op("FakeQuantWithMinMaxVarsPerChannel", f"{CHANNELS}(x, [-0.3, -0.7, -1.1], [0.4, 0.7, 0.9])", (3,))
F.op(
    "FakeQuantWithMinMaxVarsPerChannel",
    f"{CHANNELS}(x, [-0.3, -0.7], [0.4, 0.7], num_bits=4)",
    (2, 2),
    refused="for each channel",
)

# of constants
for OPTIONS in ("", ", narrow_range=True", ", num_bits=4", ", num_bits=5, narrow_range=True", ", num_bits=12"):
    F.op("FakeQuantWithMinMaxVars MatMul", f"x @ {VARS}(W((6, 5)), -0.5, 0.5{OPTIONS})", (None, 6))
    F.op("FakeQuantWithMinMaxVars MatMul", f"x @ {VARS}(W((6, 5)), -0.31, 0.55{OPTIONS})", (None, 6))
F.op("FakeQuantWithMinMaxVars MatMul", f"x @ {VARS}(W((6, 5)), 0.0, 0.0)", (None, 6))
F.op("FakeQuantWithMinMaxVars", f"x + {VARS}(W((6,)), -0.5, 0.7)", A)
F.op("FakeQuantWithMinMaxVars", f"x * {VARS}(W((6,)), -0.5, 0.7, num_bits=10)", A)
PAIRS = "[-0.3, -0.4, -0.5, -0.6, -0.7], [0.3, 0.4, 0.5, 0.6, 0.7]"
F.op(
    "FakeQuantWithMinMaxVarsPerChannel MatMul",
    f"x @ {CHANNELS}(W((6, 5)), {PAIRS}, narrow_range=True)",
    (None, 6),
)
F.op(
    "FakeQuantWithMinMaxVarsPerChannel Transpose MatMul",
    f"x @ tf.transpose({CHANNELS}(W((5, 5)), {PAIRS}, narrow_range=True))",
    (None, 5),
)
for OPTIONS in (", narrow_range=True", "", ", num_bits=4"):
    F.op(
        "FakeQuantWithMinMaxVarsPerChannel Conv2D",
        f"tf.nn.conv2d(x, {CHANNELS}(W((3, 3, 3, 5)), {PAIRS}{OPTIONS}), 1, 'SAME')",
        IMAGE,
    )
F.op(
    "FakeQuantWithMinMaxVarsPerChannel DepthwiseConv2dNative",
    f"tf.nn.depthwise_conv2d(x, {CHANNELS}(W((3, 3, 3, 2)), [-0.3, -0.5], [0.3, 0.5]), [1, 1, 1, 1], 'SAME')",
    IMAGE,
)
F.op(
    "Transpose FakeQuantWithMinMaxVars Conv2DBackpropInput",
    "tf.nn.conv2d_transpose(x, tf.transpose("
    f"{VARS}(tf.transpose(W((3, 3, 4, 3)), (0, 1, 3, 2)), -0.5, 0.5, narrow_range=True), (0, 1, 3, 2)),"
    " (1, 12, 10, 4), 2)",
    (1, 6, 5, 3),
)


def trained(x, relu):
    """A convolution, a normalization and an activation as the toolkit for training writes them."""
    from harness import V

    kernel = tf.quantization.fake_quant_with_min_max_vars_per_channel(
        V((3, 3, 3, 4)), [-0.6] * 4, [0.6] * 4, narrow_range=True
    )
    y = tf.nn.conv2d(tf.quantization.fake_quant_with_min_max_vars(x, -1.07, 1.51), kernel, 1, "SAME")
    y, _, _, _, _, _ = tf.raw_ops.FusedBatchNormV3(
        x=y, scale=tf.constant([0.5, -0.7, 1.3, 0.9]), offset=[0.1, 0.2, -0.1, 0.0], mean=[0.01, 0.02, -0.2, 0.3],
        variance=[0.9, 1.1, 0.5, 1.0], is_training=False,
    )
    return tf.quantization.fake_quant_with_min_max_vars(relu(y), 0.0, 2.9)


F.graph(
    "FakeQuantWithMinMaxVarsPerChannel FusedBatchNormV3 Relu6",
    "a convolution as training leaves it",
    lambda x: trained(x, tf.nn.relu6),
    IMAGE,
)

# rounding around 0
V4 = "raw.QuantizeAndDequantizeV4"
V2 = "raw.QuantizeAndDequantizeV2"
for MODE in ("HALF_TO_EVEN", "HALF_UP"):
    for SIGNED in (True, False):
        F.op(
            "QuantizeAndDequantizeV2",
            f"{V2}(input=x, input_min=-0.93, input_max=1.21, signed_input={SIGNED}, range_given=True, round_mode='{MODE}')",
            A,
        )
for BITS in (2, 4, 7, 8, 12, 16):
    for OPTIONS in ("narrow_range=True", "signed_input=False", "narrow_range=False"):
        F.op(
            "QuantizeAndDequantizeV4",
            f"{V4}(input=x, input_min=-0.73, input_max=0.57, range_given=True, num_bits={BITS}, {OPTIONS})",
            (2, 3, 4),
        )
F.op("QuantizeAndDequantizeV4", f"{V4}(input=x, input_min=0., input_max=0., range_given=True)", A)
F.op("QuantizeAndDequantizeV4", f"{V4}(input=x, input_min=-1., input_max=1.)", A, refused="range_given")
F.op("QuantizeAndDequantizeV3", "raw.QuantizeAndDequantizeV3(input=x, input_min=-0.7, input_max=0.9, num_bits=8)", A)
F.op(
    "QuantizeAndDequantizeV3",
    "raw.QuantizeAndDequantizeV3(input=x, input_min=-0.7, input_max=0.9, num_bits=6, narrow_range=True)",
    A,
)
F.op(
    "QuantizeAndDequantizeV3",
    "raw.QuantizeAndDequantizeV3(input=x, input_min=-0.7, input_max=0.9, num_bits=24)",
    A,
    refused="24 bits",
)
for OPTIONS in ("", "narrow_range=True", "round_mode='HALF_UP'"):
    F.op(
        "QuantizeAndDequantizeV4 MatMul",
        f"x @ {V4}(input=W((6, 5)), input_min=0., input_max=0., {OPTIONS})",
        (None, 6),
    )
UNSIGNED = "input_min=0., input_max=0., signed_input=False)"
F.op("QuantizeAndDequantizeV4 MatMul", f"x @ {V4}(input=W((6, 5), 0, 0.7), {UNSIGNED}", (None, 6))
F.op("QuantizeAndDequantizeV4 MatMul", f"x @ {V4}(input=W((6, 5)), {UNSIGNED}", (None, 6), refused="signed_input")
for AXIS, SIZE in ((0, 6), (1, 5)):
    F.op(
        "QuantizeAndDequantizeV2 MatMul",
        f"x @ {V2}(input=W((6, 5)), input_min=[0.] * {SIZE}, input_max=[0.] * {SIZE}, axis={AXIS}, narrow_range=True)",
        (None, 6),
    )
F.op(
    "QuantizeAndDequantizeV2 Conv2D",
    f"tf.nn.conv2d(x, {V2}(input=W((3, 3, 3, 5)), input_min=[0.] * 5, input_max=[0.] * 5, axis=3), 1, 'SAME')",
    IMAGE,
)
