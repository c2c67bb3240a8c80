"""Writes what TensorFlow's ops make: octet-core/src/main/resources/dev/octet/format/tensorflow/graph/ops.txt.

    python make_ops.py

A line for each op: its name, then its outputs, as name:type. A type is an element type, an attribute
that is one (with = and its default, where it has one), an attribute that says how many with * before
the type, or [an attribute that lists the types].

Needs tensorflow 2.20; run it by hand.
"""

import os
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import tensorflow as tf
from tensorflow.core.framework import types_pb2
from tensorflow.python.framework import op_def_registry

ROOT = Path(__file__).resolve().parents[5]
TARGET = ROOT / "src/main/resources/dev/octet/format/tensorflow/graph/ops.txt"


def type_name(number):
    return types_pb2.DataType.Name(number).removeprefix("DT_")


def written(op):
    defaults = {
        a.name: type_name(a.default_value.type) for a in op.attr if a.type == "type" and a.HasField("default_value")
    }
    outputs = []
    for arg in op.output_arg:
        kind = type_name(arg.type)
        if arg.type_list_attr:
            kind = f"[{arg.type_list_attr}]"
        elif arg.type_attr:
            kind = arg.type_attr + (f"={defaults[arg.type_attr]}" if arg.type_attr in defaults else "")
        outputs.append(f"{arg.name}:{arg.number_attr + '*' if arg.number_attr else ''}{kind}")
    return " ".join([op.name, *outputs])


def main():
    ops = []
    for name in sorted(dir(tf.raw_ops)):
        op = op_def_registry.get(name)
        if op is not None and op.output_arg:
            ops.append(written(op))
    TARGET.write_text("\n".join(ops) + "\n")
    print(len(ops), "ops,", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
