"""Convolutions of all kinds, in both data formats, and what is fused or folded into them."""

import numpy as np
import tensorflow as tf
from harness import Family, In, V, W

FAMILY = F = Family("conv")
X = (None, 7, 6, 4)
FIRST = (None, 4, 7, 6)
LAST = (0, 2, 3, 1)


def first(t):
    """An image with its channels behind the batch."""
    return tf.transpose(t, (0, t.shape.rank - 1, *range(1, t.shape.rank - 1)))


def last(t):
    """An image with its channels last."""
    return tf.transpose(t, (0, *range(2, t.shape.rank), 1))


# ---------------------------------------------------------------- Conv2D

for padding in ("'SAME'", "'VALID'", "((0, 0), (1, 2), (0, 1), (0, 0))"):
    F.op("Conv2D", f"tf.nn.conv2d(x, W((3, 3, 4, 5)), 1, {padding})", X)
    F.op("Conv2D", f"tf.nn.conv2d(x, W((3, 2, 4, 5)), (2, 1), {padding})", X)
F.op("Conv2D", "tf.nn.conv2d(x, W((3, 3, 4, 5)), 2, ((0, 0), (1, 1), (1, 1), (0, 0)))", X)
F.op("Conv2D", "tf.nn.conv2d(x, W((1, 1, 4, 5)), 1, 'VALID')", X)
F.op("Conv2D", "tf.nn.conv2d(x, W((1, 1, 4, 5)), 2, 'SAME')", X)
F.op("Conv2D", "tf.nn.conv2d(x, W((3, 3, 4, 5)), 1, 'SAME', dilations=2)", X)
F.op("Conv2D", "tf.nn.conv2d(x, W((3, 2, 4, 5)), 1, 'VALID', dilations=(2, 3))", X)
F.op("Conv2D", "tf.nn.conv2d(x, W((3, 3, 2, 6)), 1, 'SAME')", X)
F.op("Conv2D", "tf.nn.conv2d(x, W((3, 3, 1, 4)), 1, 'SAME')", X)
F.op("Conv2D", "tf.nn.conv2d(x, W((3, 3, 1, 8)), 2, 'VALID')", X)
F.op("Conv2D", "tf.nn.conv2d(x, V((3, 3, 4, 5)), 1, 'SAME')", X)
F.op("Conv2D", "tf.nn.conv2d(x, y, 1, 'SAME')", (None, 7, 6, 2), (3, 3, 2, 4))
F.op("Conv2D", "tf.nn.conv2d(x, y, 2, 'VALID')", (None, 7, 6, 2), (3, 3, 2, 4))
F.op("Conv2D", "tf.nn.conv2d(x, y, 1, 'SAME')", (None, 7, 6, 4), (3, 3, 2, 4))
F.op("Conv2D", "tf.nn.conv2d(W((1, 7, 6, 2)), x, 1, 'SAME')", (3, 3, 2, 4))
F.op("Conv2D", "tf.nn.conv2d(x, W((3, 3, 4, 5), dtype='float64'), 1, 'SAME')", In(X, "float64"))
F.op("Conv2D", "tf.nn.conv2d(x, W((3, 3, 4, 5), -3, 3, dtype='int32'), 1, 'SAME')", In(X, "int32", -5, 5),
     refused="Conv2D")

NCHW = "data_format='NCHW'"
F.op("Conv2D", f"tf.nn.conv2d(x, W((3, 3, 4, 5)), 1, 'SAME', {NCHW})", FIRST,
     twin="first(tf.nn.conv2d(last(x), W((3, 3, 4, 5)), 1, 'SAME'))")
F.op("Conv2D", f"tf.nn.conv2d(x, W((3, 2, 4, 5)), (2, 1), 'VALID', {NCHW})", FIRST,
     twin="first(tf.nn.conv2d(last(x), W((3, 2, 4, 5)), (2, 1), 'VALID'))")
F.op("Conv2D", f"tf.nn.conv2d(x, W((3, 3, 4, 5)), 2, ((0, 0), (0, 0), (1, 2), (0, 1)), {NCHW})", FIRST,
     twin="first(tf.nn.conv2d(last(x), W((3, 3, 4, 5)), 2, ((0, 0), (1, 2), (0, 1), (0, 0))))")
F.op("Conv2D", f"tf.nn.conv2d(x, W((3, 3, 2, 4)), 1, 'SAME', {NCHW}, dilations=(1, 2))", FIRST,
     twin="first(tf.nn.conv2d(last(x), W((3, 3, 2, 4)), 1, 'SAME', dilations=(1, 2)))")
F.op("Conv2D", f"tf.nn.conv2d(tf.nn.relu(tf.nn.conv2d(x, W((3, 3, 4, 5)), 1, 'SAME', {NCHW})), W((1, 1, 5, 2)), 1,"
     f" 'SAME', {NCHW})", FIRST,
     twin="first(tf.nn.conv2d(tf.nn.relu(tf.nn.conv2d(last(x), W((3, 3, 4, 5)), 1, 'SAME')), W((1, 1, 5, 2)), 1,"
     " 'SAME'))")

# ---------------------------------------------------------------- sequences

F.op("Conv2D ExpandDims Squeeze", "tf.nn.conv1d(x, W((3, 4, 5)), 1, 'SAME')", (None, 9, 4))
F.op("Conv2D ExpandDims Squeeze", "tf.nn.conv1d(x, W((3, 4, 5)), 2, 'VALID')", (None, 9, 4))
F.op("Conv2D ExpandDims Squeeze", "tf.nn.conv1d(x, W((3, 4, 5)), 1, 'VALID', dilations=2)", (None, 9, 4))
F.op("Conv2D Pad", "tf.nn.conv1d(tf.pad(x, ((0, 0), (4, 0), (0, 0))), W((3, 4, 5)), 1, 'VALID', dilations=2)",
     (None, 9, 4))

# ---------------------------------------------------------------- depthwise

DEPTHWISE = "DepthwiseConv2dNative"
for padding in ("'SAME'", "'VALID'", "((0, 0), (1, 2), (0, 1), (0, 0))"):
    F.op(DEPTHWISE, f"tf.nn.depthwise_conv2d(x, W((3, 3, 4, 1)), (1, 1, 1, 1), {padding})", X)
F.op(DEPTHWISE, "tf.nn.depthwise_conv2d(x, W((3, 2, 4, 2)), (1, 1, 1, 1), 'SAME')", X)
F.op(DEPTHWISE, "tf.nn.depthwise_conv2d(x, W((3, 3, 4, 2)), (1, 2, 2, 1), 'VALID')", X)
F.op(DEPTHWISE, "raw.DepthwiseConv2dNative(input=x, filter=y, strides=[1, 1, 1, 1], padding='SAME')",
     (None, 7, 6, 2), (3, 3, 2, 2))
F.op(DEPTHWISE, "tf.nn.depthwise_conv2d(x, W((3, 3, 4, 2)), (1, 1, 1, 1), 'SAME', data_format='NCHW')", FIRST,
     twin="first(tf.nn.depthwise_conv2d(last(x), W((3, 3, 4, 2)), (1, 1, 1, 1), 'SAME'))")
F.op(f"{DEPTHWISE} Conv2D",
     "tf.nn.separable_conv2d(x, W((3, 3, 4, 2)), W((1, 1, 8, 3)), (1, 1, 1, 1), 'SAME')", X)

# ---------------------------------------------------------------- dilation as blocks of samples

BLOCKS = "SpaceToBatchND BatchToSpaceND"
F.op(f"{BLOCKS} {DEPTHWISE}", "tf.nn.depthwise_conv2d(x, W((3, 3, 4, 1)), (1, 1, 1, 1), 'SAME', dilations=(2, 2))", X)
F.op(f"{BLOCKS} {DEPTHWISE}",
     "tf.nn.depthwise_conv2d(x, W((3, 3, 4, 2)), (1, 1, 1, 1), 'VALID', dilations=(2, 1))", X)
F.op(f"{BLOCKS} Conv2D", "tf.nn.atrous_conv2d(x, W((3, 3, 4, 5)), 2, 'SAME')", X)
F.op(f"{BLOCKS} Conv2D", "tf.nn.atrous_conv2d(x, W((3, 2, 4, 5)), 2, 'VALID')", X)
for crops in ("((0, 1), (0, 0))", "((1, 0), (2, 1))", "((3, 3), (0, 0))"):
    F.op(f"{BLOCKS} Conv2D BiasAdd",
         "tf.batch_to_space(tf.nn.bias_add(tf.nn.conv2d(tf.space_to_batch(x, (2, 3), ((2, 3), (3, 3))),"
         f" W((2, 3, 4, 5)), 1, 'VALID'), W((5,))), (2, 3), {crops})", X)
F.op(f"{BLOCKS} Conv2D Relu",
     "tf.batch_to_space(tf.nn.relu(tf.nn.conv2d(tf.space_to_batch(x, (2, 2), ((2, 3), (2, 2))),"
     " W((3, 3, 4, 5)), 1, 'VALID')), (2, 2), ((0, 1), (0, 0)))", X)
F.op(f"{BLOCKS} Conv2D",
     "tf.batch_to_space(tf.nn.conv2d(tf.space_to_batch(x, (2, 2), ((2, 3), (2, 2))),"
     " W((3, 3, 4, 5)), 1, 'SAME'), (2, 2), ((0, 1), (0, 0)))", X)
F.op(f"{BLOCKS} Conv2D ExpandDims Squeeze",
     "tf.batch_to_space(tf.squeeze(tf.nn.conv2d(tf.expand_dims(tf.space_to_batch(x, (2,), ((2, 3),)), 1),"
     " W((1, 3, 4, 5)), 1, 'VALID'), (1,)), (2,), ((0, 1),))", (None, 9, 4))

# ---------------------------------------------------------------- Conv3D

VOLUME = (None, 5, 4, 6, 2)
F.op("Conv3D", "tf.nn.conv3d(x, W((2, 3, 3, 2, 3)), (1, 1, 1, 1, 1), 'SAME')", VOLUME)
F.op("Conv3D", "tf.nn.conv3d(x, W((3, 2, 3, 2, 3)), (1, 2, 1, 2, 1), 'VALID')", VOLUME)
F.op("Conv3D", "tf.nn.conv3d(x, y, (1, 1, 1, 1, 1), 'SAME')", VOLUME, (2, 2, 2, 2, 2))
F.op("Conv3D", "tf.nn.conv3d(x, W((2, 2, 2, 2, 3)), (1, 1, 1, 1, 1), 'SAME', 'NCDHW')", (None, 2, 5, 4, 6),
     twin="first(tf.nn.conv3d(last(x), W((2, 2, 2, 2, 3)), (1, 1, 1, 1, 1), 'SAME'))")
F.op("Conv3D BiasAdd", "tf.nn.bias_add(tf.nn.conv3d(x, W((2, 2, 2, 2, 3)), (1, 1, 1, 1, 1), 'SAME'), W((3,)))", VOLUME)

F.op("Conv3D", "tf.nn.convolution(x, W((2, 2, 2, 2, 3)), padding='SAME', dilations=2)", VOLUME)
F.op("Conv3D", "tf.nn.convolution(x, W((2, 2, 2, 2, 3)), padding='VALID', dilations=(2, 1, 3))", VOLUME)

# ---------------------------------------------------------------- Conv

F.op("Conv", "raw.Conv(input=x, filter=W((3, 3, 4, 5)), strides=[1, 1, 1, 1], padding='SAME')", X)
F.op("Conv", "raw.Conv(input=x, filter=W((3, 2, 4, 5)), strides=[1, 2, 2, 1], padding='EXPLICIT',"
     " explicit_paddings=[0, 0, 1, 1, 0, 2, 0, 0])", X)
F.op("Conv", "raw.Conv(input=x, filter=W((3, 3, 4, 5)), strides=[1, 1, 1, 1], padding='VALID', dilations=[1, 2, 2, 1])",
     X)
F.op("Conv", "raw.Conv(input=x, filter=W((2, 2, 2, 2, 3)), strides=[1, 1, 2, 1, 1], padding='SAME')", VOLUME)
F.op("Conv", "raw.Conv(input=x, filter=W((3, 3, 4, 5)), strides=[1, 1, 1, 1], padding='SAME', batch_dims=2)",
     (None, 2, 7, 6, 4))
F.op("Conv", "raw.Conv(input=x, filter=W((3, 3, 4, 5)), strides=[1, 1, 1, 1], padding='SAME',"
     " data_format='CHANNELS_FIRST')", FIRST, twin="first(tf.nn.conv2d(last(x), W((3, 3, 4, 5)), 1, 'SAME'))")

# ---------------------------------------------------------------- transposed

BACK = "Conv2DBackpropInput"
Y = (None, 4, 3, 4)


def fixed(x, kernel, sizes, strides, padding, **more):
    """The transposed convolution that gives the sizes."""
    return tf.raw_ops.Conv2DBackpropInput(
        input_sizes=tf.constant(sizes), filter=kernel, out_backprop=x, strides=strides, padding=padding, **more)


def grouped(x, kernel, sizes, strides, padding):
    """Two groups, one beside the other."""
    halves = zip(tf.split(x, 2, -1), tf.split(kernel, 2, -1))
    return tf.concat([fixed(t, k, sizes, strides, padding) for t, k in halves], -1)


def spread(kernel, by):
    """A kernel with zeros between its elements."""
    height, width, *channels = kernel.shape
    wide = np.zeros((by * (height - 1) + 1, by * (width - 1) + 1, *channels), "float32")
    wide[::by, ::by] = kernel
    return tf.constant(wide)


for sizes, stride, padding in (((1, 8, 6, 5), 2, "SAME"), ((1, 7, 6, 5), 2, "SAME"), ((1, 9, 7, 5), 2, "VALID"),
                               ((1, 6, 5, 5), 1, "VALID"), ((1, 4, 3, 5), 1, "SAME"), ((1, 10, 8, 5), 2, "VALID")):
    F.op(BACK, f"fixed(x, W((3, 3, 5, 4)), {sizes}, [1, {stride}, {stride}, 1], '{padding}')", (1, 4, 3, 4))
F.op(BACK, "fixed(x, W((3, 3, 5, 4)), (7, 6), [1, 2, 2, 1], 'SAME')", (1, 4, 3, 4))
F.op(BACK, "fixed(x, W((3, 3, 5, 4)), (1, 7, 6, 5), [1, 2, 2, 1], 'EXPLICIT',"
     " explicit_paddings=[0, 0, 1, 1, 1, 0, 0, 0])", (1, 4, 3, 4))
for sizes, padding in (((1, 8, 7, 5), "VALID"), ((1, 4, 3, 5), "SAME")):
    F.op(BACK, f"fixed(x, W((3, 3, 5, 4)), {sizes}, [1, 1, 1, 1], '{padding}', dilations=[1, 2, 2, 1])", (1, 4, 3, 4),
         twin=f"fixed(x, spread(W((3, 3, 5, 4)), 2), {sizes}, [1, 1, 1, 1], '{padding}')")
F.op(BACK, "fixed(x, W((3, 3, 5, 4)), (1, 11, 9, 5), [1, 2, 2, 1], 'VALID', dilations=[1, 2, 2, 1])", (1, 4, 3, 4),
     refused="strides and a dilation")
F.op(BACK, "fixed(x, W((3, 3, 3, 4)), (1, 8, 6, 6), [1, 2, 2, 1], 'SAME')", (1, 4, 3, 4),
     twin="grouped(x, W((3, 3, 3, 4)), (1, 8, 6, 3), [1, 2, 2, 1], 'SAME')")
F.op(BACK, "fixed(x, y, (1, 8, 6, 5), [1, 2, 2, 1], 'SAME')", (1, 4, 3, 4), (3, 3, 5, 4))
F.op(BACK, "fixed(x, W((3, 3, 5, 4)), (1, 5, 8, 6), [1, 1, 2, 2], 'SAME', data_format='NCHW')", (1, 4, 4, 3),
     twin="first(fixed(last(x), W((3, 3, 5, 4)), (1, 8, 6, 5), [1, 2, 2, 1], 'SAME'))")
F.op(BACK, "tf.nn.conv2d_transpose(x, W((3, 3, 5, 4)), (tf.shape(x)[0], 8, 6, 5), 2)", Y)
F.op(f"{BACK} BiasAdd", "tf.nn.bias_add(fixed(x, W((3, 3, 5, 4)), (1, 8, 6, 5), [1, 2, 2, 1], 'SAME'), W((5,)))",
     (1, 4, 3, 4))
BACK3 = "Conv3DBackpropInputV2"
F.op(BACK3, "tf.nn.conv3d_transpose(x, W((2, 3, 3, 3, 2)), (1, 4, 6, 8, 3), 2)", (1, 2, 3, 4, 2))
F.op(BACK3, "tf.nn.conv3d_transpose(x, W((2, 3, 3, 3, 2)), (1, 3, 5, 6, 3), 1, 'VALID')", (1, 2, 3, 4, 2))
F.op(BACK3, "tf.nn.conv3d_transpose(x, W((2, 3, 3, 3, 2)), (1, 3, 4, 6, 8), 2, 'SAME', 'NCDHW')", (1, 2, 2, 3, 4),
     twin="first(tf.nn.conv3d_transpose(last(x), W((2, 3, 3, 3, 2)), (1, 4, 6, 8, 3), 2))")

# ---------------------------------------------------------------- with what comes behind

F.op("Conv2D BiasAdd", "tf.nn.bias_add(tf.nn.conv2d(x, W((3, 3, 4, 5)), 1, 'SAME'), W((5,)))", X)
F.op("Conv2D BiasAdd Relu", "tf.nn.relu(tf.nn.bias_add(tf.nn.conv2d(x, W((3, 3, 4, 5)), 2, 'SAME'), W((5,))))", X)
F.op("Conv2D BiasAdd", "tf.nn.bias_add(tf.nn.conv2d(x, y, 1, 'SAME'), W((5,)))", X, (3, 3, 4, 5))
F.op("Conv2D BiasAdd", "tf.nn.bias_add(tf.nn.conv2d(x, W((3, 3, 4, 5)), 1, 'SAME'), y)", X, (5,))


def fused(op, x, *operands, **attributes):
    """A node of an op that only optimizers of graphs make."""
    node = tf.compat.v1.NodeDef(name="fused", op=op)
    inputs = {str(i): t for i, t in enumerate((x, *operands))}
    node.input.extend(inputs)
    node.attr["T"].type = 1
    node.attr["num_args"].i = len(operands) - 1
    node.attr["TArgs"].list.type.extend([1] * (len(operands) - 1))
    for key, value in attributes.items():
        if isinstance(value, str):
            node.attr[key].s = value.encode()
        elif isinstance(value, float):
            node.attr[key].f = value
        elif isinstance(value[0], str):
            node.attr[key].list.s.extend(v.encode() for v in value)
        else:
            node.attr[key].list.i.extend(value)
    graph = tf.compat.v1.GraphDef(node=[node])
    return tf.compat.v1.import_graph_def(graph, inputs, ["fused:0"], name="")[0]


def statistics():
    return W((5,), 0.5, 1.5), W((5,)), W((5,)), W((5,), 0.5, 1.5)


CONV = {"strides": [1, 1, 1, 1], "padding": "SAME"}
for after in ("Relu", "Relu6", "Elu", "LeakyRelu"):
    more = {"leakyrelu_alpha": 0.3} if after == "LeakyRelu" else {}
    F.graph1("_FusedConv2D", f"BiasAdd, {after}",
             lambda v1, x, after=after, more=more: fused(
                 "_FusedConv2D", x, W((3, 3, 4, 5)), W((5,)), fused_ops=["BiasAdd", after], **CONV, **more), X)
F.graph1("_FusedConv2D", "BiasAdd",
         lambda v1, x: fused("_FusedConv2D", x, W((3, 3, 4, 5)), W((5,)), fused_ops=["BiasAdd"], **CONV), X)
F.graph1("_FusedConv2D", "FusedBatchNorm, Relu",
         lambda v1, x: fused("_FusedConv2D", x, W((3, 3, 4, 5)), *statistics(), fused_ops=["FusedBatchNorm", "Relu"],
                             epsilon=0.01, **CONV), X)
