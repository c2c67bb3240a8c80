"""Normalizations, and those that are written out; activations that are written out."""

import tensorflow as tf
from harness import C, Family, In, V, W

FAMILY = F = Family("norm")
X = (None, 5, 4, 6)
FIRST = (None, 6, 5, 4)


def first(t):
    """An image with its channels behind the batch."""
    return tf.transpose(t, (0, t.shape.rank - 1, *range(1, t.shape.rank - 1)))


def last(t):
    """An image with its channels last."""
    return tf.transpose(t, (0, *range(2, t.shape.rank), 1))


# ---------------------------------------------------------------- biases

F.op("BiasAdd", "tf.nn.bias_add(x, W((6,)))", X)
F.op("BiasAdd", "tf.nn.bias_add(x, W((6,)))", (None, 6))
F.op("BiasAdd", "tf.nn.bias_add(x, W((6,)))", (None, 2, 3, 4, 6))
F.op("BiasAdd", "tf.nn.bias_add(x, W((6,)), 'NCHW')", FIRST)
F.op("BiasAdd", "tf.nn.bias_add(x, W((6,)), 'NCHW')", (None, 6, 3))
F.op("BiasAdd", "tf.nn.bias_add(x, W((6,)), 'NCHW')", (None, 6, 2, 3, 4))
F.op("BiasAdd", "tf.nn.bias_add(x, y, 'NCHW')", FIRST, (6,))
F.op("BiasAdd", "tf.nn.bias_add(x, W((6,), -9, 9, dtype='int32'))", In(X, "int32", -9, 9))
F.op("BiasAddV1", "raw.BiasAddV1(value=x, bias=W((6,)))", X)

# ---------------------------------------------------------------- batch normalization in one op


def fused(op, x, epsilon=0.001, training=False, data_format="NHWC", parts=None):
    """The normalization of a batch by four vectors."""
    scale, offset, mean, variance = parts or (W((6,), 0.5, 1.5), W((6,)), W((6,)), W((6,), 0.2, 2))
    if training:
        mean, variance = C([]), C([])
    return getattr(tf.raw_ops, op)(x=x, scale=scale, offset=offset, mean=mean, variance=variance, epsilon=epsilon,
                                   is_training=training, data_format=data_format)


for version in ("FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3"):
    F.op(version, f"fused('{version}', x).y", X)
V3 = "FusedBatchNormV3"
F.op(V3, f"fused('{V3}', x, 0.1).y", X)
F.op(V3, f"fused('{V3}', x, data_format='NCHW').y", FIRST, twin=f"first(fused('{V3}', last(x)).y)")
F.op(V3, f"fused('{V3}', x, data_format='NDHWC').y", (None, 2, 5, 4, 6))
F.op(V3, f"fused('{V3}', x, data_format='NCDHW').y", (None, 6, 2, 5, 4),
     twin=f"first(fused('{V3}', last(x), data_format='NDHWC').y)")
F.op(V3, f"fused('{V3}', x, parts=(y, z, u, W((6,), 0.2, 2))).y", X, (6,), (6,), (6,))
F.op(V3, f"fused('{V3}', x, parts=(y, z, u, W((6,), 0.2, 2)), data_format='NCHW').y", FIRST, (6,), (6,), (6,),
     twin=f"first(fused('{V3}', last(x), parts=(y, z, u, W((6,), 0.2, 2))).y)")
F.op(V3, f"fused('{V3}', x, training=True).y", X)
F.op(f"Conv2D {V3}", f"fused('{V3}', tf.nn.conv2d(x, V((3, 3, 2, 6)), 1, 'SAME')).y", (None, 5, 4, 2))
F.op(f"Conv2D {V3} Relu6", f"tf.nn.relu6(fused('{V3}', tf.nn.conv2d(x, V((3, 3, 2, 6)), 1, 'SAME')).y)",
     (None, 5, 4, 2))
F.op(f"DepthwiseConv2dNative {V3}",
     f"fused('{V3}', tf.nn.depthwise_conv2d(x, V((3, 3, 6, 1)), (1, 1, 1, 1), 'SAME')).y", X)
F.op(f"Conv2D BiasAdd {V3}", f"fused('{V3}', tf.nn.bias_add(tf.nn.conv2d(x, V((3, 3, 2, 6)), 1, 'SAME'), W((6,)))).y",
     (None, 5, 4, 2))
F.op(f"Conv2D {V3}", f"fused('{V3}', tf.nn.conv2d(x, V((3, 3, 2, 6)), 1, 'SAME', 'NCHW'), data_format='NCHW').y",
     (None, 2, 5, 4), twin=f"first(fused('{V3}', tf.nn.conv2d(last(x), V((3, 3, 2, 6)), 1, 'SAME')).y)")
F.op("BatchNormWithGlobalNormalization",
     "raw.BatchNormWithGlobalNormalization(t=x, m=W((6,)), v=W((6,), 0.2, 2), beta=W((6,)), gamma=W((6,)),"
     " variance_epsilon=0.01, scale_after_normalization=True)", X)
F.op("BatchNormWithGlobalNormalization",
     "raw.BatchNormWithGlobalNormalization(t=x, m=W((6,)), v=W((6,), 0.2, 2), beta=W((6,)), gamma=W((6,)),"
     " variance_epsilon=0.01, scale_after_normalization=False)", X)

# ---------------------------------------------------------------- written out

NORMAL = "tf.nn.batch_normalization({0}, V((6,)), V((6,), 0.2, 2), V((6,)), V((6,), 0.5, 1.5), 0.001)"
PARTS = "Rsqrt Mul Sub AddV2"
F.op(PARTS, NORMAL.format("x"), X)
F.op(f"Conv2D {PARTS}", NORMAL.format("tf.nn.conv2d(x, V((3, 3, 2, 6)), 1, 'SAME')"), (None, 5, 4, 2))
F.op(f"Conv2D BiasAdd {PARTS} Relu",
     "tf.nn.relu(" + NORMAL.format("tf.nn.bias_add(tf.nn.conv2d(x, V((3, 3, 2, 6)), 1, 'SAME'), V((6,)))") + ")",
     (None, 5, 4, 2))
F.op(f"DepthwiseConv2dNative {PARTS}", NORMAL.format("tf.nn.depthwise_conv2d(x, V((3, 3, 6, 1)), (1, 1, 1, 1), 'SAME')"), X)
F.op(f"MatMul {PARTS}", NORMAL.format("tf.matmul(x, V((4, 6)))"), (None, 4))
F.op(f"Conv2DBackpropInput {PARTS}", NORMAL.format("tf.nn.conv2d_transpose(x, V((3, 3, 6, 2)), (1, 4, 6, 6), 2)"),
     (1, 2, 3, 2))


def layer(x, axes, scale, shift, epsilon=0.001):
    """Layer normalization as Keras writes it."""
    mean, variance = tf.nn.moments(x, axes, keepdims=True)
    return tf.nn.batch_normalization(x, mean, variance, shift, scale, epsilon)


def instance(x, groups):
    """Normalization of groups of channels."""
    shape = tf.shape(x)
    parts = tf.reshape(x, (shape[0], 5, 4, groups, 6 // groups))
    mean, variance = tf.nn.moments(parts, (1, 2, 4), keepdims=True)
    y = (parts - mean) * tf.math.rsqrt(variance + 0.001)
    return tf.reshape(y, (shape[0], 5, 4, 6)) * W((6,)) + W((6,))


MOMENTS = "Mean SquaredDifference Rsqrt"
F.op(MOMENTS, "layer(x, [-1], V((6,)), V((6,)))", (None, 4, 6))
F.op(MOMENTS, "layer(x, [1, 2], V((6,)), V((6,)))", X)
F.op(MOMENTS, "layer(x, [1, 2, 3], V((4, 6)), V((4, 6)))", X)
F.op(MOMENTS, "layer(x, [-1], None, None)", (None, 6))
F.op(MOMENTS, "instance(x, 3)", X)
F.op(MOMENTS, "instance(x, 1)", X)

# ---------------------------------------------------------------- by length, by neighbours

F.op("Square Sum Maximum Rsqrt Mul", "tf.nn.l2_normalize(x, -1)", (None, 3, 6))
F.op("Square Sum Maximum Rsqrt Mul", "tf.nn.l2_normalize(x, 1)", (None, 6))
F.op("Square Sum Maximum Rsqrt Mul", "tf.nn.l2_normalize(x, 1)", X)
F.op("Square Sum Maximum Rsqrt Mul", "tf.nn.l2_normalize(x, (1, 2))", X)
F.op("Square Sum Maximum Rsqrt Mul", "tf.nn.l2_normalize(x, -1, 0.1)", In((None, 3, 6), low=-0.1, high=0.1))
F.op("Square Sum Maximum Sqrt RealDiv",
     "x / tf.sqrt(tf.maximum(tf.reduce_sum(tf.square(x), -1, keepdims=True), 1e-12))", (None, 3, 6))
F.op("Square Sum Rsqrt Mul", "x * tf.math.rsqrt(tf.reduce_sum(x * x + 0.1, -1, keepdims=True) + tf.square(y))",
     (None, 3, 6), (1,))
F.op("LRN", "tf.nn.local_response_normalization(x)", X)
F.op("LRN", "tf.nn.local_response_normalization(x, 1, 2.0, 0.3, 0.75)", X)

# ---------------------------------------------------------------- activations that are written out

F.op("Relu Neg Mul AddV2", "tf.nn.relu(x) + -V((6,), 0.1, 0.5) * tf.nn.relu(-x)", X)
F.op("Relu Neg Mul AddV2", "tf.nn.relu(x) + -V((4, 6), 0.1, 0.5) * tf.nn.relu(-x)", X)
F.op("Relu Neg Mul AddV2", "tf.nn.relu(x) + -V((5, 1, 6), 0.1, 0.5) * tf.nn.relu(-x)", X)
F.op("Relu Abs Sub Mul AddV2", "tf.nn.relu(x) + V((6,), 0.1, 0.5) * (x - tf.abs(x)) * 0.5", X)
F.op("Relu Abs Sub Mul AddV2", "tf.nn.relu(x) + 0.25 * (x - tf.abs(x)) * 0.5", X)
WIDE = In((None, 3, 7), low=-4, high=4)
F.op("Erfc Mul", "tf.nn.gelu(x)", WIDE)
F.op("Erf Mul", "x * 0.5 * (1 + tf.math.erf(x / 1.4142135623730951))", WIDE)
F.op("Erf Mul", "x * (0.5 * (1 + tf.math.erf(x * 0.7071067811865476)))", WIDE)
F.op("Erfc Mul", "0.5 * x * tf.math.erfc(-x * 0.7071067811865476)", WIDE)
F.op("Erf Mul", "0.5 * x * (1 + tf.math.erf(x * 0.8))", WIDE)
F.op("Tanh Pow Mul", "tf.nn.gelu(x, True)", WIDE)
F.op("Tanh Mul", "0.5 * x * (1 + tf.tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)))", WIDE)
F.op("Tanh Mul", "x * (0.5 * (1 + tf.tanh(x * 0.7978845608028654 * (1 + 0.044715 * x * x))))", WIDE)
F.op("Tanh Square Mul", "x * 0.5 * (1 + tf.tanh((x + 0.044715 * tf.square(x) * x) * 0.7978845608))", WIDE)
F.op("Tanh Mul", "0.5 * x * (1 + tf.tanh(0.8 * (x + 0.044715 * x * x * x)))", WIDE)
F.op("Relu6 Mul", "x * tf.nn.relu6(x + 3) * 0.16666666666", In((None, 3, 7), low=-5, high=5))
F.op("Relu6 Mul RealDiv", "x * tf.nn.relu6(x + 3) / 6", In((None, 3, 7), low=-5, high=5))
F.op("Relu6 Mul RealDiv", "x * (tf.nn.relu6(x + 3) / 6)", In((None, 3, 7), low=-5, high=5))
F.op("Sigmoid Mul", "tf.nn.silu(x)", WIDE)
F.op("Softplus Tanh Mul", "x * tf.tanh(tf.math.softplus(x))", WIDE)
