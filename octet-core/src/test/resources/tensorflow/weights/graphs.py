"""Writes frozen graphs with large constants in unusual places, for octet quantize-weights and check.py.

    python graphs.py FOLDER

`functions` has them in library functions, one in the branch of an If, `loop` in the frame of a TensorFlow 1 loop,
`devices` on a GPU and colocated, `listed` as lists of floats that TensorFlow itself compressed.
"""

import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

v1 = tf.compat.v1
RANDOM = np.random.default_rng(7)
FOLDER = sys.argv[1]


def weights(*shape):
    return RANDOM.normal(size=shape).astype(np.float32)


def write(name, graph):
    with open(os.path.join(FOLDER, name + ".pb"), "wb") as f:
        f.write(graph.SerializeToString(deterministic=True))


def functions():
    w, u, v = weights(32, 32), weights(32, 32), weights(32, 32)

    @tf.function(autograph=False)
    def inner(x):
        return x @ tf.constant(w, name="w")

    @tf.function(autograph=False)
    def outer(x):
        y = tf.cond(tf.reduce_sum(x) > 1, lambda: inner(x), lambda: x @ tf.constant(u, name="u"))
        return tf.identity(y + x @ tf.constant(v, name="v"), name="result")

    write("functions", outer.get_concrete_function(tf.TensorSpec([1, 32], tf.float32, name="x")).graph.as_graph_def())


def loop():
    v1.disable_control_flow_v2()
    with tf.Graph().as_default() as g:
        x = v1.placeholder(tf.float32, [1, 32], name="x")
        w = weights(32, 32) / 8
        _, y = v1.while_loop(lambda i, _: i < 3, lambda i, y: (i + 1, y @ tf.constant(w, name="w")), [tf.constant(0), x])
        tf.identity(y, name="result")
    write("loop", g.as_graph_def())


def devices():
    with tf.Graph().as_default() as g:
        x = v1.placeholder(tf.float32, [1, 32], name="x")
        with tf.device("/device:GPU:0"):
            w = tf.constant(weights(32, 32), name="w")
        with v1.colocate_with(w.op):
            u = tf.constant(weights(32, 32), name="u")
        tf.identity(x @ w + x @ u, name="result")
    message = g.as_graph_def()
    for node in message.node:
        if node.op == "Placeholder":
            node.device = "/job:localhost/replica:0/task:0/device:CPU:0"
    write("devices", message)


def listed():
    with tf.Graph().as_default() as g:
        x = v1.placeholder(tf.float32, [1, 32], name="x")
        w, u = (tf.constant(np.zeros([32, 32], np.float32), name=n) for n in "wu")
        tf.identity(x @ w + x @ u, name="result")
    message = g.as_graph_def()
    for node in message.node:
        if node.op == "Const":
            values = weights(32 * 32)
            values[600:] = values[600] if node.name == "w" else values[600:]
            tensor = node.attr["value"].tensor
            tensor.ClearField("tensor_content")
            del tensor.float_val[:]
            tensor.float_val.extend(values[:601] if node.name == "w" else values)
    write("listed", message)


functions()
loop()
devices()
listed()
