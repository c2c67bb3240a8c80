"""Writes pairs of files that hold the same message, as TensorFlow writes it in binary and as text.

    python fixtures.py

`graph` has an attribute of every kind and a function library, `saved_model` all that tf.saved_model.save writes.
Stack traces are in the text only: octet leaves them out.
"""

import os
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from google.protobuf import text_format  # noqa: E402
from tensorflow.core.framework import graph_debug_info_pb2  # noqa: E402
from tensorflow.core.protobuf import saved_model_pb2  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))


def write(name, message, text=None):
    with open(os.path.join(HERE, name + ".pb"), "wb") as f:
        f.write(message.SerializeToString(deterministic=True))
    with open(os.path.join(HERE, name + ".pbtxt"), "w") as f:
        f.write(text_format.MessageToString(text or message))


def every_attribute(node):
    a = node.attr
    a["bytes"].s = bytes(range(256)) + "ünï\u20ac\U0001f600".encode()
    a["integer"].i = -(2**63)
    a["real"].f = 1.1754944e-38
    a["small"].f = float(np.float32(0.1))
    a["infinite"].f = float("-inf")
    a["unknown"].f = float("nan")
    a["no"].b = False
    a["type"].type = tf.float32.as_datatype_enum
    a["rank"].shape.unknown_rank = True
    a["shape"].shape.CopyFrom(tf.TensorShape([None, 3, 0]).as_proto())
    a["hole"].placeholder = "T"
    a["func"].func.name = "f"
    a["func"].func.attr["T"].type = 3
    a["integers"].list.i.extend([0, -1, 2**63 - 1, 127, 128])
    a["reals"].list.f.extend([0.0, -0.0, 3.4028235e38, float("inf"), 1e-45])
    a["truths"].list.b.extend([True, False])
    a["types"].list.type.extend([1, 9, 101])
    a["texts"].list.s.extend([b"", b"a'b\"c\\", b"\n\t\r\0001"])
    a["shapes"].list.shape.add().dim.add(size=-1, name="batch")
    a["funcs"].list.func.add(name="g")
    a["tensors"].list.tensor.add(dtype=1)
    a["nothing"].list.SetInParent()


def tensors(graph):
    for i, value in enumerate(
        [
            np.float32([[1.5, -2.25], [1e-30, 3e38]]),
            np.float64([0.1, np.inf]),
            np.int64([-1, 2**62]),
            np.array([b"x", b"\xff\x00"], dtype=object),
            np.complex64([1 + 2j]),
            np.float16([0.1]),
            np.uint64([2**64 - 1]),
            np.bool_([True, False, True]),
        ]
    ):
        node = graph.node.add(name=f"tensor{i}", op="Const")
        node.attr["value"].tensor.CopyFrom(tf.make_tensor_proto(value))
        node.attr["dtype"].type = node.attr["value"].tensor.dtype
        listed = graph.node.add(name=f"values{i}", op="Const")
        listed.attr["dtype"].type = node.attr["dtype"].type
        values = listed.attr["value"].tensor
        values.dtype = node.attr["dtype"].type
        values.tensor_shape.CopyFrom(node.attr["value"].tensor.tensor_shape)
        field = {1: "float_val", 2: "double_val", 9: "int64_val", 7: "string_val", 23: "uint64_val", 10: "bool_val"}.get(values.dtype)
        if field:
            getattr(values, field).extend(value.flatten().tolist())


def graph():
    @tf.function
    def inner(x):
        return tf.nn.relu(x) * 2.0

    @tf.function
    def outer(x):
        return tf.cond(tf.reduce_sum(x) > 0, lambda: inner(x), lambda: x)

    message = outer.get_concrete_function(tf.TensorSpec([2, 3], tf.float32)).graph.as_graph_def()
    every_attribute(message.node.add(name="all", op="NoOp", input=["a", "^b"], device="/CPU:0"))
    message.node[-1].experimental_debug_info.original_node_names.append("old")
    tensors(message)
    message.versions.bad_consumers.extend([1, 300])
    traced = type(message)()
    traced.CopyFrom(message)
    traces = graph_debug_info_pb2.GraphDebugInfo(files=["a.py"])
    traces.traces["x"].file_line_cols.add(file_index=0, line=1)
    traces.name_to_trace_id["x"] = 2**64 - 1
    traced.debug_info.CopyFrom(traces)
    write("graph", message, traced)


class Module(tf.Module):
    def __init__(self):
        super().__init__(name="module")
        self.w = tf.Variable(np.float32([[1.0, 2.0]]), name="w")
        self.states = {"a": [tf.Variable(1)], "b": (None, "text")}

    @tf.function(input_signature=[{"x": tf.TensorSpec([None, 1], tf.float32, name="x")}])
    def serve(self, inputs):
        return {"y": inputs["x"] @ self.w}


def saved_model():
    module = Module()
    with tempfile.TemporaryDirectory() as folder:
        tf.saved_model.save(module, folder, signatures=module.serve)
        with open(os.path.join(folder, "saved_model.pb"), "rb") as f:
            message = saved_model_pb2.SavedModel.FromString(f.read())
    write("saved_model", message)


graph()
saved_model()
