"""Makes graphs whose ends have to be chosen, and such as keep ops of TensorFlow as custom ops.

    python make_ends.py

Needs tensorflow 2.20; run it by hand. Same bytes at every run.
"""

import os
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import tensorflow as tf

HERE = Path(__file__).resolve().parent
v1 = tf.compat.v1
v1.disable_control_flow_v2()


def write(name, make, **more):
    with tf.Graph().as_default() as graph:
        make()
        data = graph.as_graph_def(**more)
    (HERE / name).write_bytes(data.SerializeToString(deterministic=True))
    return data


def custom():
    x = v1.placeholder(tf.float32, (1, 6, 6, 2), "x")
    doubled = x * 2.0
    tf.raw_ops.NthElement(input=doubled, n=1, reverse=True, name="nth")
    tf.raw_ops.FractionalAvgPool(
        value=doubled, pooling_ratio=[1.0, 1.5, 1.25, 1.0], seed=3, seed2=700, name="pooled")
    widened = tf.raw_ops.Dilation2D(
        input=x, filter=tf.ones((2, 2, 2)), strides=[1, 2, 2, 1], rates=[1, 1, 1, 1], padding="SAME",
        name="widened")
    order = tf.raw_ops.DataFormatVecPermute(
        x=tf.cast(widened[0, 0, 0, :1], tf.int32) + [1, 2, 3, 4], name="order")
    tf.identity(order, "out")


def official(data):
    """What TensorFlow's own converter makes of the same graph."""
    path = HERE / "custom.pb"
    converter = v1.lite.TFLiteConverter.from_frozen_graph(
        str(path), ["x"], ["nth", "pooled", "widened", "order"])
    converter.allow_custom_ops = True
    (HERE / "custom_official.tflite").write_bytes(converter.convert())


def training():
    """A network with what training and saving leave behind."""
    x = v1.placeholder(tf.float32, (None, 4), "x")
    labels = v1.placeholder(tf.float32, (None, 3), "labels")
    phase = v1.placeholder(tf.bool, (), "keras_learning_phase")
    hidden = tf.nn.relu(x @ tf.ones((4, 3)), "hidden")
    kept = v1.cond(phase, lambda: tf.nn.dropout(hidden, rate=0.5), lambda: hidden)
    parts = tf.split(kept, [1, 2], 1, name="parts")
    tf.nn.softmax(kept, name="scores")
    tf.concat(parts[::-1], 1, "turned")
    loss = tf.reduce_mean(tf.square(kept - labels), name="loss")
    v1.summary.scalar("loss_summary", loss)
    tf.raw_ops.Assert(condition=tf.reduce_all(tf.equal(x, x)), data=[x])


def plain():
    """One input, one output, and what is left of a saver."""
    x = v1.placeholder(tf.float32, (None, 4), "x")
    v1.placeholder(tf.float32, (None, 3), "unused")
    y = tf.nn.relu(x @ tf.ones((4, 3)), "relu")
    tf.nn.softmax(y, name="softmax")
    tf.constant(3.0, name="left")
    tf.identity(tf.constant(2.0), "step/read")
    v1.placeholder_with_default("model", (), "save/filename")


def signatures():
    """Signatures of numbers, of serialized examples, of texts."""
    x = v1.placeholder(tf.float32, (None, 4), "x")
    scores = tf.nn.softmax(x @ tf.ones((4, 3)), name="scores")
    text = v1.placeholder(tf.string, (None,), "examples")
    parsed = tf.io.parse_example(text, {"x": tf.io.FixedLenFeature((4,), tf.float32)})["x"]
    top = tf.reduce_max(parsed @ tf.ones((4, 3)), 1, name="top")
    names = tf.raw_ops.AsString(input=x, name="names")
    return {
        "predict": signature({"x": x}, {"scores": scores}, "tensorflow/serving/predict"),
        "classify": signature({"inputs": text}, {"top": top}, "tensorflow/serving/classify"),
        "named": signature({"x": x}, {"names": names}, "tensorflow/serving/predict"),
    }


def signature(inputs, outputs, method):
    info = v1.saved_model.build_tensor_info
    return v1.saved_model.build_signature_def(
        {k: info(t) for k, t in inputs.items()}, {k: info(t) for k, t in outputs.items()}, method)


def saved(name, make):
    from tensorflow.core.protobuf import saved_model_pb2

    with tf.Graph().as_default() as graph:
        made = make()
        model = saved_model_pb2.SavedModel(saved_model_schema_version=1)
        meta = model.meta_graphs.add()
        meta.meta_info_def.tags.append("serve")
        meta.meta_info_def.tensorflow_version = tf.__version__
        meta.graph_def.CopyFrom(graph.as_graph_def())
        for key, value in made.items():
            meta.signature_def[key].CopyFrom(value)
    (HERE / name).mkdir(exist_ok=True)
    (HERE / name / "saved_model.pb").write_bytes(model.SerializeToString(deterministic=True))
    (HERE / (name + ".meta")).write_bytes(meta.SerializeToString(deterministic=True))


def main():
    data = write("custom.pb", custom)
    write("custom_shapes.pb", custom, add_shapes=True)
    official(data)
    write("training.pb", training)
    write("training_shapes.pb", training, add_shapes=True)
    write("plain.pb", plain)
    saved("signatures", signatures)


if __name__ == "__main__":
    main()
