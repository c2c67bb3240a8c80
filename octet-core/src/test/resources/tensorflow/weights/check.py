"""Holds a graph that octet quantize-weights wrote against the one it came from, in TensorFlow itself.

    python check.py frozen.pb small.pb [--data test.npz --scale 255]

Both must run, every constant that became a Dequantize must be within half a step of its old values, and all nodes but
those must be equal. Then the outputs are compared, on the images `x` of the file (with labels `y`: accuracy as well) or
on random numbers. `--rounded` for what --rounding-bits wrote.
"""

import argparse
import gzip
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from tensorflow.core.framework import graph_pb2  # noqa: E402


def load(file):
    with open(file, "rb") as f:
        data = f.read()
    return graph_pb2.GraphDef.FromString(data), data


def dequantize(node, constants):
    """What a Dequantize gives, by itself: inside of a loop nothing can be fetched."""
    alone = graph_pb2.GraphDef(node=[node] + constants)
    for n in alone.node:
        n.input[:] = [i for i in n.input if not i.startswith("^")]
        n.attr.pop("_class", None)
        n.device = ""
    return run_all(alone, node.name + ":0", None, [None])


def run_all(graph, output, name, batches):
    with tf.Graph().as_default() as g:
        tf.import_graph_def(graph, name="")
        config = tf.compat.v1.ConfigProto(allow_soft_placement=True)
        with tf.compat.v1.Session(graph=g, config=config) as session:
            return np.concatenate([session.run(output, {name: b} if name else {}) for b in batches])


def value(node):
    return tf.make_ndarray(node.attr["value"].tensor)


def check_nodes(before, after):
    old = {n.name: n for n in before.node}
    new = {n.name: n for n in after.node}
    dequantized = [n for n in after.node if n.op == "Dequantize" and old[n.name].op == "Const"]
    added = {i for n in dequantized for i in n.input}
    changed = {n.name for n in dequantized}
    assert set(new) == set(old) | added
    for name, node in new.items():
        assert name in added or name in changed or node == old[name], name
    assert before.versions == after.versions
    if before.library != after.library:
        print("  functions were changed, and are checked by what the graph gives only")
    for node in dequantized:
        levels, low, high = (new[i] for i in node.input)
        got = dequantize(node, [levels, low, high])
        want = value(old[node.name])
        if node.attr["mode"].s == b"MIN_FIRST":
            step = (value(high) - value(low)) / 255
        elif levels.attr["dtype"].type == tf.quint8.as_datatype_enum:
            step = value(high) / 255
        else:
            step = max(value(low) / -128, value(high) / 127)
        worst = np.abs(got.astype(np.float64) - want).max() / step
        assert worst <= 0.5 + 1e-4, (node.name, worst)
        assert got.shape == want.shape
        assert not want[want == 0].size or (got[want == 0] == 0).all()
    return len(dequantized)


def check_rounded(before, after):
    count = 0
    for old, new in zip(before.node, after.node, strict=True):
        if old != new:
            count += 1
            print("  rounded", old.name, len(np.unique(value(new))), "values")
            new = type(new).FromString(new.SerializeToString())
            new.attr["value"].CopyFrom(old.attr["value"])
            assert old == new
    return count


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("--data")
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--rounded", action="store_true")
    args = parser.parse_args()
    (before, old), (after, new) = load(args.before), load(args.after)
    print(f"{args.after}: {len(old)} -> {len(new)} bytes, {100 * len(new) / len(old):.1f}%")
    print(f"  gzip: {len(gzip.compress(old))} -> {len(gzip.compress(new))} bytes")
    print("  constants:", (check_rounded if args.rounded else check_nodes)(before, after))
    inputs = [n for n in before.node if n.op == "Placeholder"]
    used = {i.split(":")[0].lstrip("^") for n in before.node for i in n.input}
    output = [n.name for n in before.node if n.name not in used and n.op != "NoOp"][-1] + ":0"
    if args.data:
        data = np.load(args.data)
        images = data["x"].astype(np.float32) / args.scale
    else:
        data = {}
        shape = [32 if d.size < 0 else d.size for d in inputs[0].attr["shape"].shape.dim]
        images = np.random.default_rng(1).uniform(0, 1, shape).astype(np.float32)
    size = [d.size for d in inputs[0].attr["shape"].shape.dim]
    images = images.reshape([-1] + size[1:])
    step = size[0] if size[0] > 0 else len(images)
    batches = [images[i : i + step] for i in range(0, len(images), step)]
    results = [run_all(g, output, inputs[0].name + ":0", batches) for g in (before, after)]
    print("  largest difference:", np.abs(results[0] - results[1]).max(), "of", np.ptp(results[0]))
    if "y" in data:
        for name, r in zip(("before", "after"), results):
            print(f"  accuracy {name}: {(r.argmax(-1) == data['y']).mean():.4f}")


main()
