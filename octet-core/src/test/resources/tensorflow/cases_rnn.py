"""Keras' recurrent layers as they are in graphs: of Keras 2 (tf_keras) in functions of their own, of Keras 3 as plain loops."""

import os
import zlib

os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras as k3
import numpy as np
import tensorflow as tf
import tf_keras as k2

from harness import Family, In, W, random

FAMILY = F = Family("rnn")

STEPS = (None, 6, 3)
BATCH = (2, 6, 3)
SHORT = (None, 3, 3)
KEPT = {}


def seeded(layer, name):
    """Weights that are the same at every run."""
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    layer.set_weights([random(rng, w.shape, "float32", -0.7, 0.7) for w in layer.get_weights()])
    return layer


def layer(keras, name, make, shapes):
    """A layer that is built once, outside of the graph."""
    if name not in KEPT:
        with tf.init_scope():
            made = make(keras)
            called(made, [tf.zeros(s) for s in shapes])
            KEPT[name] = seeded(made, name)
    return KEPT[name]


def rnn(ops, text, make, *inputs, versions="23", **more):
    """One layer, of both versions of Keras."""
    for version in versions:
        keras = k2 if version == "2" else k3
        name = f"keras {version}: {text}"
        shapes = [tuple(2 if d is None else d for d in i) for i in inputs]
        F.graph(ops, name, lambda *xs, k=keras, n=name, s=shapes: called(layer(k, n, make, s), xs), *inputs, **more)


def called(made, xs):
    return made(xs[0]) if len(xs) == 1 else made(xs[0], initial_state=list(xs[1:]))


STEP = "TensorListGetItem"

# ---------------------------------------------------------------- the cells of Keras

rnn(STEP, "LSTM(4)", lambda k: k.layers.LSTM(4, name="lstm"), STEPS)
rnn(STEP, "LSTM(4), all steps", lambda k: k.layers.LSTM(4, return_sequences=True, name="lstm"), STEPS)
rnn(STEP, "LSTM(4), states", lambda k: k.layers.LSTM(4, return_state=True, name="lstm"), STEPS)
rnn(STEP, "LSTM(4), all steps and states", lambda k: k.layers.LSTM(4, return_sequences=True, return_state=True, name="lstm"), STEPS)
rnn(STEP, "LSTM(4), from states", lambda k: k.layers.LSTM(4, name="lstm"), STEPS, (None, 4), (None, 4))
rnn(STEP, "LSTM(4), backwards", lambda k: k.layers.LSTM(4, go_backwards=True, return_sequences=True, name="lstm"), STEPS)
rnn(STEP, "LSTM(4), without bias", lambda k: k.layers.LSTM(4, use_bias=False, name="lstm"), STEPS)
rnn(STEP, "LSTM(4), implementation 1", lambda k: k.layers.LSTM(4, implementation=1, unit_forget_bias=False, name="lstm"), STEPS)
rnn(STEP, "LSTM(4), relu", lambda k: k.layers.LSTM(4, activation="relu", name="lstm"), STEPS)
rnn(STEP, "LSTM(4), hard_sigmoid", lambda k: k.layers.LSTM(4, recurrent_activation="hard_sigmoid", name="lstm"), STEPS)
rnn(STEP, "LSTM(4) of one batch", lambda k: k.layers.LSTM(4, return_sequences=True, name="lstm"), BATCH)
rnn(STEP, "LSTM(4) of 3 steps, states", lambda k: k.layers.LSTM(4, return_state=True, name="lstm"), SHORT)
rnn("Sigmoid", "LSTM(4), unrolled", lambda k: k.layers.LSTM(4, unroll=True, return_sequences=True, name="lstm"), SHORT)
rnn(STEP, "LSTM(4), time first", lambda k: k.layers.LSTM(4, time_major=True, return_sequences=True, name="lstm"), (6, 2, 3), versions="2")
rnn(STEP, "GRU(4)", lambda k: k.layers.GRU(4, name="gru"), STEPS)
rnn(STEP, "GRU(4), all steps and the state", lambda k: k.layers.GRU(4, return_sequences=True, return_state=True, name="gru"), STEPS)
rnn(STEP, "GRU(4), reset before", lambda k: k.layers.GRU(4, reset_after=False, name="gru"), STEPS)
rnn(STEP, "GRU(4), from a state", lambda k: k.layers.GRU(4, name="gru"), STEPS, (None, 4))
rnn(STEP, "GRU(4), backwards, without bias", lambda k: k.layers.GRU(4, go_backwards=True, use_bias=False, name="gru"), STEPS)
rnn(STEP, "GRU(4), implementation 1", lambda k: k.layers.GRU(4, implementation=1, name="gru"), STEPS)
rnn("Tanh", "GRU(4), unrolled", lambda k: k.layers.GRU(4, unroll=True, name="gru"), SHORT)
rnn(STEP, "SimpleRNN(4)", lambda k: k.layers.SimpleRNN(4, name="rnn"), STEPS)
rnn(STEP, "SimpleRNN(4), relu, all steps", lambda k: k.layers.SimpleRNN(4, activation="relu", return_sequences=True, name="rnn"), STEPS)
rnn(STEP, "SimpleRNN(4), sigmoid", lambda k: k.layers.SimpleRNN(4, activation="sigmoid", name="rnn"), STEPS)

# ---------------------------------------------------------------- around them

rnn(STEP, "Bidirectional LSTM", lambda k: k.layers.Bidirectional(k.layers.LSTM(3, return_sequences=True, name="lstm"), name="both"), STEPS)
rnn(STEP, "Bidirectional GRU, summed", lambda k: k.layers.Bidirectional(k.layers.GRU(3, name="gru"), merge_mode="sum", name="both"), STEPS)
rnn(STEP, "two LSTMs", lambda k: k.Sequential([k.layers.LSTM(4, return_sequences=True, name="one"), k.layers.LSTM(3, name="two")], name="stack"), STEPS)
rnn(STEP, "RNN of two cells", lambda k: k.layers.RNN([k.layers.LSTMCell(3, name="one"), k.layers.GRUCell(2, name="two")], return_sequences=True, name="rnn"), STEPS)
rnn(STEP, "RNN(LSTMCell)", lambda k: k.layers.RNN(k.layers.LSTMCell(4, name="cell"), return_state=True, name="rnn"), STEPS)
rnn(STEP, "LSTM(4) behind a mask", lambda k: k.Sequential([k.layers.Masking(0.25, name="mask"), k.layers.LSTM(4, name="lstm")], name="masked"), STEPS, versions="2")
rnn(STEP, "GRU(4) behind a mask, all steps", lambda k: k.Sequential([k.layers.Masking(0.25, name="mask"), k.layers.GRU(4, return_sequences=True, name="gru")], name="masked"), STEPS, versions="2")
rnn(STEP, "SimpleRNN(4) behind a mask", lambda k: k.Sequential([k.layers.Masking(0.25, name="mask"), k.layers.SimpleRNN(4, name="rnn")], name="masked"), STEPS)
rnn(STEP, "ConvLSTM2D(2)", lambda k: k.layers.ConvLSTM2D(2, 3, padding="same", return_sequences=True, name="conv"), (None, 3, 4, 4, 2))
rnn(STEP, "a cell of one's own", lambda k: k.layers.RNN(own(k), return_sequences=True, name="rnn"), STEPS)
rnn(STEP, "LSTM and dense", lambda k: k.Sequential([k.layers.LSTM(4, name="lstm"), k.layers.Dense(3, activation="softmax", name="dense")], name="model"), STEPS)


def own(keras):
    class Leaky(keras.layers.Layer):
        units = state_size = output_size = 4

        def build(self, shape):
            self.w = self.add_weight(shape=(shape[-1], 4), name="w", initializer="zeros")
            self.a = self.add_weight(shape=(4,), name="a", initializer="zeros")

        def call(self, x, states, training=None):
            h = self.a * states[0] + tf.tanh(tf.matmul(x, tf.convert_to_tensor(self.w)))
            return h, [h]

        def get_initial_state(self, inputs=None, batch_size=None, dtype=None):
            return [tf.zeros((tf.shape(inputs)[0] if inputs is not None else batch_size, 4))]

    return Leaky(name="leaky")


# ---------------------------------------------------------------- cells without Keras


def cells(x, step, *units, all_steps=True):
    steps = x.shape[1]
    ta = tf.TensorArray(tf.float32, steps).unstack(tf.transpose(x, (1, 0, 2)))
    states = [tf.zeros((tf.shape(x)[0], u)) for u in units]

    def body(i, out, *states):
        next_states = step(ta.read(i), *states)
        return (i + 1, out.write(i, next_states[0]), *next_states)

    loop = tf.while_loop(lambda i, *_: i < steps, body, (0, tf.TensorArray(tf.float32, steps), *states))
    return tf.transpose(loop[1].stack(), (1, 0, 2)) if all_steps else loop[2]


def joined(x):
    """All gates in one product of the input joined to the state, in another order: as TensorFlow 1 has it."""
    w, b = W((7, 16)), W((16,))

    def step(x, h, c):
        i, j, f, o = tf.split(tf.matmul(tf.concat([x, h], 1), w) + b, 4, 1)
        c = c * tf.sigmoid(f + 1.0) + tf.sigmoid(i) * tf.tanh(j)
        return tf.tanh(c) * tf.sigmoid(o), c

    return cells(x, step, 4, 4)


def joined_gru(x):
    w, b, v, d = W((7, 8)), W((8,)), W((7, 4)), W((4,))

    def step(x, h):
        r, u = tf.split(tf.sigmoid(tf.matmul(tf.concat([x, h], 1), w) + b), 2, 1)
        c = tf.tanh(tf.matmul(tf.concat([x, r * h], 1), v) + d)
        return (u * h + (1.0 - u) * c,)

    return cells(x, step, 4, all_steps=False)


def almost(x, change):
    """An LSTM but for one thing."""
    w, u, b, more = W((3, 16)), W((4, 16)), W((16,)), W((4,))

    def step(x, h, c):
        i, f, g, o = tf.split(tf.matmul(x, w) + tf.matmul(h, u) + b, 4, 1)
        i = i + c * more if change == "peephole" else i
        f = f + (2.0 * more if change == "bias" else 0.0)
        new = tf.sigmoid(f) * c + tf.sigmoid(i) * tf.tanh(g)
        new = tf.clip_by_value(new, -0.4, 0.4) if change == "clip" else new
        out = tf.sigmoid(o) * tf.tanh(c if change == "last cell" else new)
        return (out + x[:, :1] if change == "residual" else out), new

    return cells(x, step, 4, 4)


def strided(x):
    """Every second step alone."""
    w, u = W((3, 4)), W((4, 4))
    ta = tf.TensorArray(tf.float32, 6).unstack(tf.transpose(x, (1, 0, 2)))
    body = lambda i, h: (i + 2, tf.tanh(tf.matmul(ta.read(i), w) + tf.matmul(h, u)))
    return tf.while_loop(lambda i, h: i < 6, body, (0, tf.zeros((tf.shape(x)[0], 4))))[1]


def cut(x):
    """Not all of the steps."""
    w, u = W((3, 4)), W((4, 4))
    ta = tf.TensorArray(tf.float32, 6).unstack(tf.transpose(x, (1, 0, 2)))
    body = lambda i, h: (i + 1, tf.tanh(tf.matmul(ta.read(i), w) + tf.matmul(h, u)))
    return tf.while_loop(lambda i, h: i < 4, body, (0, tf.zeros((tf.shape(x)[0], 4))))[1]


PLAIN = "StatelessWhile"
F.graph(PLAIN, "an LSTM of TensorFlow 1", joined, STEPS)
F.graph(PLAIN, "a GRU of TensorFlow 1", joined_gru, STEPS)
for change in ("none", "bias", "peephole", "clip", "last cell", "residual"):
    F.graph(PLAIN, f"an LSTM but for: {change}", lambda x, change=change: almost(x, change), STEPS)
F.graph(PLAIN, "every second step", strided, STEPS)
F.graph(PLAIN, "not to the end", cut, STEPS)
