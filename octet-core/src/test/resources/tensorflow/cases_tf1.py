"""Graphs of TensorFlow 1: branches of Switch and Merge, loops in frames, arrays of tensors, layers."""

import numpy as np
import tensorflow as tf
from harness import C, Family, In, V, W, bools, exactly, ints

FAMILY = F = Family("tf1")


# ---------------------------------------------------------------- branches

F.graph1("Switch Merge", "one side or the other", lambda tf, x, y: tf.cond(
    tf.reduce_sum(x) > 0.0, lambda: x + y, lambda: x * y), (2, 3), (2, 3))
F.graph1("Switch Merge", "the predicate is an input", lambda tf, x, p: tf.cond(
    p, lambda: tf.tanh(x), lambda: x - 1.0), (None, 3), exactly(True, "bool"))
F.graph1("Switch Merge", "the predicate is an input, and false", lambda tf, x, p: tf.cond(
    p, lambda: tf.tanh(x), lambda: x - 1.0), (None, 3), exactly(False, "bool"))
F.graph1("Switch Merge", "a value from outside, and a constant", lambda tf, x, p: tf.cond(
    p, lambda: x, lambda: tf.constant([[1.0, 2.0, 3.0]])), (1, 3), exactly(False, "bool"))
F.graph1("Switch Merge", "several results", lambda tf, x, y: tf.cond(
    tf.reduce_max(x) > tf.reduce_max(y),
    lambda: (x + 1.0, y * 2.0, tf.constant(3)),
    lambda: (y - x, x, tf.constant(4))), (2, 3), (2, 3))
F.graph1("Switch Merge", "weights on each side", lambda tf, x, p: tf.cond(
    p, lambda: x @ V((4, 5)) + V((5,)), lambda: x @ V((4, 5))), (2, 4), exactly(True, "bool"))


def nested(tf, x, p, q):
    return tf.cond(
        p,
        lambda: tf.cond(q, lambda: x + 1.0, lambda: x * W((3,))),
        lambda: tf.cond(q, lambda: tf.exp(x), lambda: x - tf.constant(2.0)))


for first in (False, True):
    for second in (False, True):
        F.graph1("Switch Merge", f"a branch in each side, {first}, {second}", nested, (2, 3),
                 exactly(first, "bool"), exactly(second, "bool"))

F.graph1("Switch Merge", "a predicate computed in a side", lambda tf, x, p: tf.cond(
    p,
    lambda: tf.cond(tf.reduce_sum(x * 2.0) > 1.0, lambda: x + 1.0, lambda: x - 1.0),
    lambda: -x), (2, 3), exactly(True, "bool"))
F.graph1("Switch Merge", "the same predicate again inside", lambda tf, x, p: tf.cond(
    p, lambda: tf.cond(p, lambda: x + 1.0, lambda: x - 1.0), lambda: -x),
    (2, 3), exactly(True, "bool"))


def chained(tf, x, p):
    y = tf.cond(p, lambda: x + 1.0, lambda: x - 1.0)
    z = tf.cond(p, lambda: y * 2.0, lambda: y * x)
    return y + z


F.graph1("Switch Merge", "a branch after another, one predicate", chained, (2, 3), exactly(True, "bool"))


def interleaved(tf, x, p, q):
    a = tf.cond(p, lambda: x + 1.0, lambda: x - 1.0)
    b = tf.cond(q, lambda: a * 2.0, lambda: a * x)
    return tf.cond(p, lambda: b + x, lambda: b * a)


F.graph1("Switch Merge", "three branches, two predicates", interleaved, (2, 3),
         exactly(False, "bool"), exactly(True, "bool"))


def by_hand(tf, x, p):
    """Without the identities that tf.cond puts between."""
    raw = tf.raw_ops if hasattr(tf, "raw_ops") else None
    f, t = raw.Switch(data=x, pred=p)
    g, u = raw.Switch(data=f, pred=p)
    out, index = raw.Merge(inputs=[t * 2.0, f + 1.0])
    return out, index


F.graph1("Switch Merge", "raw.Merge(inputs=[t * 2, f + 1]) and its value_index", by_hand, (2, 3),
         exactly(True, "bool"))
F.graph1("Switch Merge", "raw.Merge and its value_index, false", by_hand, (2, 3), exactly(False, "bool"))
F.graph1("Merge", "a merge of what always comes",
         lambda tf, x: tf.raw_ops.Merge(inputs=[x + 1.0, x * 2.0])[0], (2, 3), refused="Merge")
F.graph1("Switch", "a side without a merge",
         lambda tf, x, p: tf.raw_ops.Switch(data=x, pred=p)[1] * 2.0, (2, 3), exactly(True, "bool"),
         refused="not every run")
F.graph1("Switch Merge", "tf.case", lambda tf, x: tf.case(
    [(tf.reduce_sum(x) < -1.0, lambda: x + 1.0), (tf.reduce_sum(x) < 100.0, lambda: x * 2.0)],
    default=lambda: x - 3.0), (2, 3))
F.graph1("Switch Merge", "an assertion beside", lambda tf, x: asserted(tf, x), (2, 3))


def asserted(tf, x):
    with tf.control_dependencies([tf.Assert(tf.reduce_sum(x) < 1e6, [x])]):
        return x * 3.0


# ---------------------------------------------------------------- training phases

def phase(tf, value=False):
    return tf.placeholder_with_default(value, [], "keras_learning_phase")


F.graph1("PlaceholderWithDefault", "dropout that is off", lambda tf, x: tf.layers.dropout(
    x, 0.4, training=phase(tf)) * 2.0, (None, 6))
F.graph1("PlaceholderWithDefault Switch Merge", "tf.cond of a default", lambda tf, x: tf.cond(
    phase(tf), lambda: tf.nn.dropout(x, rate=0.5), lambda: x + 0.0), (None, 6))
F.graph1("PlaceholderWithDefault", "a default that is true", lambda tf, x: tf.cond(
    tf.logical_not(phase(tf, True)), lambda: tf.nn.dropout(x, rate=0.5), lambda: x * 4.0), (None, 6))
F.graph1("RandomUniform GreaterEqual", "dropout that keeps all by default", lambda tf, x: tf.nn.dropout(
    x, rate=1.0 - tf.placeholder_with_default(1.0, [], "keep")) * 2.0, (None, 6))
F.graph1("RandomUniform Floor", "dropout of old that keeps all by default", lambda tf, x: dropped(tf, x),
         (None, 6))


def dropped(tf, x):
    keep = tf.placeholder_with_default(1.0, [], "keep")
    return tf.div(x, keep) * tf.floor(keep + tf.random_uniform(tf.shape(x))) + 1.0


F.graph1("LogicalAnd Switch Merge", "a default and an input", lambda tf, x, p: tf.cond(
    tf.logical_and(phase(tf), p), lambda: tf.nn.dropout(x, rate=0.5), lambda: x * 4.0),
    (None, 6), exactly(True, "bool"))


def normalized(tf, x):
    y = tf.layers.batch_normalization(
        x,
        training=phase(tf),
        moving_mean_initializer=tf.random_uniform_initializer(seed=1),
        moving_variance_initializer=tf.random_uniform_initializer(0.5, 2.0, seed=2),
        gamma_initializer=tf.random_uniform_initializer(0.5, 2.0, seed=3))
    return y


F.graph1("FusedBatchNormV3 Switch Merge", "batch normalization of images", normalized, (None, 4, 4, 3))
F.graph1("Rsqrt Switch Merge", "batch normalization of vectors", normalized, (None, 6))


def normalized_twice(tf, x):
    for _ in range(2):
        x = tf.layers.conv2d(x, 3, 2, kernel_initializer=tf.random_uniform_initializer(seed=5))
        x = tf.nn.relu(normalized(tf, x))
    return x


F.graph1("Conv2D FusedBatchNormV3 Switch Merge", "convolutions and normalizations", normalized_twice,
         (None, 5, 5, 3))


# ---------------------------------------------------------------- loops

LOOP = "Enter Merge Switch NextIteration Exit LoopCond"

F.graph1(LOOP, "a counter", lambda tf, x: tf.while_loop(
    lambda i, a: i < 5, lambda i, a: (i + 1, a * 1.5 + x), [0, x])[1], (2, 3))
F.graph1(LOOP, "until a value is reached", lambda tf, x: tf.while_loop(
    lambda a: tf.reduce_sum(a) < 100.0, lambda a: a * 2.0 + 1.0, [x]), (2, 3))
F.graph1(LOOP, "as often as an input says", lambda tf, x, n: tf.while_loop(
    lambda i, a: i < n, lambda i, a: (i + 1, a + x), [0, x]), (2, 3), exactly(4, "int32"))
F.graph1(LOOP, "no run at all", lambda tf, x, n: tf.while_loop(
    lambda i, a: i < n, lambda i, a: (i + 1, a + x), [0, x])[1], (2, 3), exactly(0, "int32"))
F.graph1(LOOP, "several variables that change places", lambda tf, x, y: tf.while_loop(
    lambda i, a, b: i < 3, lambda i, a, b: (i + 1, b, a + b), [0, x, y])[1:], (2, 3), (2, 3))
F.graph1(LOOP, "a variable that stays", lambda tf, x, y: tf.while_loop(
    lambda i, a, b: i < 3, lambda i, a, b: (i + 1, a + b, b), [0, x, y])[1:], (2, 3), (2, 3))
F.graph1(LOOP, "weights inside", lambda tf, x: tf.while_loop(
    lambda i, a: i < 3, lambda i, a: (i + 1, tf.tanh(a @ W((4, 4)) + W((4,)))), [0, x])[1], (2, 4))
F.graph1(LOOP, "variables inside", lambda tf, x: weighted(tf, x), (2, 4))
F.graph1(LOOP, "parallel_iterations=1, maximum_iterations=3", lambda tf, x: tf.while_loop(
    lambda a: tf.reduce_sum(a) < 1e6, lambda a: a + 1.0, [x], parallel_iterations=1,
    maximum_iterations=3), (2, 3))


def weighted(tf, x):
    kernel, bias = V((4, 4)), V((4,))
    return tf.while_loop(
        lambda i, a: i < 3, lambda i, a: (i + 1, tf.tanh(a @ kernel + bias)), [0, x])[1]


def loop_in_loop(tf, x):
    def outer(i, a):
        b = tf.while_loop(lambda j, b: j < i + 1, lambda j, b: (j + 1, b + a), [0, x])[1]
        return i + 1, b * 0.5
    return tf.while_loop(lambda i, a: i < 3, outer, [0, x])[1]


F.graph1(LOOP, "a loop in a loop", loop_in_loop, (2, 3))
F.graph1(LOOP, "a loop after a loop", lambda tf, x: tf.while_loop(
    lambda i, a: i < 3, lambda i, a: (i + 1, a * 2.0),
    tf.while_loop(lambda i, a: i < 2, lambda i, a: (i + 1, a + 1.0), [0, x]))[1], (2, 3))
F.graph1(LOOP, "a branch in a loop", lambda tf, x: tf.while_loop(
    lambda i, a: i < 4,
    lambda i, a: (i + 1, tf.cond(tf.equal(i % 2, 0), lambda: a + 1.0, lambda: a * x)), [0, x])[1],
    (2, 3))
F.graph1(LOOP, "a loop in a branch", lambda tf, x, p: tf.cond(
    p,
    lambda: tf.while_loop(lambda i, a: i < 4, lambda i, a: (i + 1, a * x), [0, x])[1],
    lambda: x - 1.0), (2, 3), exactly(True, "bool"))
F.graph1(LOOP, "a loop with two branches one in the other", lambda tf, x: tf.while_loop(
    lambda i, a: i < 5,
    lambda i, a: (i + 1, tf.cond(
        i > 1, lambda: tf.cond(i > 3, lambda: a + x, lambda: a - 1.0), lambda: a * 2.0)), [0, x])[1],
    (2, 3))


# ---------------------------------------------------------------- arrays of tensors

ARRAY = "TensorArrayV3 "


def filled(tf, x):
    def body(i, array):
        return i + 1, array.write(i, x * tf.cast(i, tf.float32))
    array = tf.TensorArray(tf.float32, 4, element_shape=(2, 3))
    return tf.while_loop(lambda i, _: i < 4, body, [0, array])[1].stack()


F.graph1(ARRAY + "TensorArrayWriteV3 TensorArrayGatherV3", "written in a loop", filled, (2, 3))
F.graph1(ARRAY + "TensorArrayScatterV3 TensorArrayReadV3", "tf.map_fn(lambda r: r * 2 + 1, x)",
         lambda tf, x: tf.map_fn(lambda r: r * 2.0 + 1.0, x), (4, 3))
F.graph1(ARRAY + "TensorArrayScatterV3 TensorArrayReadV3", "tf.scan(lambda a, r: a + r * r, x)",
         lambda tf, x: tf.scan(lambda a, r: a + r * r, x, initializer=tf.zeros([3])), (4, 3))
F.graph1(ARRAY + "TensorArrayReadV3", "tf.foldl(lambda a, r: a * 0.5 + r, x)",
         lambda tf, x: tf.foldl(lambda a, r: a * 0.5 + r, x), (4, 3))


# ---------------------------------------------------------------- recurrent layers

def rnn(make, **more):
    def layer(tf, x):
        with tf.variable_scope("rnn", initializer=tf.random_uniform_initializer(-0.5, 0.5, seed=7)):
            outputs, state = tf.nn.dynamic_rnn(make(tf.nn.rnn_cell), x, dtype=tf.float32, **more)
            return [outputs, tf.nest.flatten(state)[-1]] if hasattr(tf, "nest") else outputs
    return layer


F.graph1(ARRAY + "Sigmoid", "dynamic_rnn(BasicLSTMCell(5))",
         rnn(lambda c: BasicLSTM(c, 5)), (2, 4, 3))
F.graph1(ARRAY + "Tanh", "dynamic_rnn(BasicRNNCell(5))", rnn(lambda c: c.BasicRNNCell(5)), (2, 4, 3))
F.graph1(ARRAY + "Sigmoid", "dynamic_rnn(GRUCell(5))", rnn(lambda c: c.GRUCell(5)), (2, 4, 3))
F.graph1(ARRAY + "Sigmoid", "dynamic_rnn(LSTMCell(5), time_major=True)",
         rnn(lambda c: c.LSTMCell(5), time_major=True), (4, 2, 3))
F.graph1(ARRAY + "Sigmoid", "dynamic_rnn(LSTMCell(5)) with an open batch",
         rnn(lambda c: c.LSTMCell(5)), (None, 4, 3))
F.graph1(ARRAY + "Sigmoid", "dynamic_rnn of two layers",
         rnn(lambda c: c.MultiRNNCell([c.GRUCell(4), c.GRUCell(3)])), (2, 4, 3))


def BasicLSTM(cells, units):
    return cells.BasicLSTMCell(units, forget_bias=0.7)


def static_rnn(tf, x):
    with tf.variable_scope("rnn", initializer=tf.random_uniform_initializer(-0.5, 0.5, seed=7)):
        outputs, _ = tf.nn.static_rnn(
            BasicLSTM(tf.nn.rnn_cell, 5), tf.unstack(x, axis=1), dtype=tf.float32)
        return tf.stack(outputs, 1)


F.graph1("Sigmoid Tanh", "static_rnn(BasicLSTMCell(5))", static_rnn, (2, 4, 3))


def varied(tf, x, lengths):
    with tf.variable_scope("rnn", initializer=tf.random_uniform_initializer(-0.5, 0.5, seed=7)):
        return tf.nn.dynamic_rnn(
            tf.nn.rnn_cell.GRUCell(5), x, dtype=tf.float32, sequence_length=lengths)[0]


F.graph1(ARRAY + "GreaterEqual", "dynamic_rnn(GRUCell(5), sequence_length=y)", varied, (3, 4, 3),
         exactly([2, 4, 1], "int32"))


# ---------------------------------------------------------------- layers

UNIFORM = tf.compat.v1.random_uniform_initializer(-0.5, 0.5, seed=9)


def dense(tf, x, units, **more):
    return tf.layers.dense(x, units, kernel_initializer=UNIFORM, bias_initializer=UNIFORM, **more)


F.graph1("MatMul BiasAdd Relu", "layers.dense(x, 5, relu)", lambda tf, x: dense(
    tf, x, 5, activation=tf.nn.relu), (None, 4))
F.graph1("MatMul Softmax", "two dense layers", lambda tf, x: tf.nn.softmax(dense(
    tf, dense(tf, x, 5, activation=tf.nn.relu), 3)), (None, 4))
F.graph1("Conv2D BiasAdd", "layers.conv2d(x, 4, 3, 2, 'same')", lambda tf, x: tf.layers.conv2d(
    x, 4, 3, 2, "same", kernel_initializer=UNIFORM), (None, 7, 7, 3))
F.graph1("MaxPool Reshape MatMul", "convolution, pooling, flatten, dense", lambda tf, x: dense(
    tf, tf.layers.flatten(tf.layers.max_pooling2d(tf.layers.conv2d(
        x, 4, 3, kernel_initializer=UNIFORM), 2, 2)), 3), (None, 8, 8, 2))
F.graph1("Print CheckNumerics", "Print and check_numerics", lambda tf, x: tf.Print(
    tf.check_numerics(x, "bad"), [x]) + 1.0, (2, 3))
F.graph1("FusedBatchNormV3", "batch_normalization(training=False)", lambda tf, x: tf.layers.batch_normalization(
    x, training=False, moving_mean_initializer=UNIFORM), (None, 4, 4, 3))


# ---------------------------------------------------------------- what is refused

F.graph1("PyFunc", "py_func", lambda tf, x: tf.reshape(tf.py_func(np.sin, [x], tf.float32), (2, 3)), (2, 3),
         refused="PyFunc")
F.graph1("DecodeJpeg", "decode_jpeg", lambda tf, x: tf.cast(tf.image.decode_jpeg(
    tf.constant(b"\xff\xd8"), channels=3), tf.float32) + x, In((1, 1, 3)), refused="DecodeJpeg")
F.graph1("ParseExampleV2", "parse_example", lambda tf, x: tf.io.parse_example(
    tf.constant([b""]), {"a": tf.io.FixedLenFeature((3,), tf.float32)})["a"] + x, (2, 3),
    refused="ParseExampleV2")
