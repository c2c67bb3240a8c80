"""Makes saved_models.zip: SavedModels whose variables are restored in every way TensorFlow has.

    python make_saved_models.py

Each folder NAME has a SavedModel and NAME.npz, what TensorFlow computes with it:
signature/in/input and signature/out/output. A model that is to be refused has none. NAME.txt has the
value of each variable. Made by hand
with tensorflow 2.20, keras 3.15, tf_keras 2.20; two runs give the same bytes.
"""

import io
import os
import random
import tempfile
import uuid
import zipfile
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np
import tensorflow as tf
import tf_keras
from keras.src.export import saved_model_export_archive

v1 = tf.compat.v1
TWO = v1.ConfigProto(device_count={"CPU": 2})
SERVING = "serving_default"
EPOCH = (1980, 1, 1, 0, 0, 0)
HERE = Path(__file__).parent

# names of temporary files, which are in the graph, are to be the same in every run
names = random.Random(1)
uuid.uuid4 = lambda: uuid.UUID(int=names.getrandbits(128), version=4)


def numbers(shape, seed=0):
    return (np.random.default_rng(seed).integers(-64, 64, shape) / 64).astype(np.float32)


def golden(folder, name, tags=("serve",), suffix="", **inputs):
    """Runs each signature of a saved model on its inputs."""
    arrays = {}
    if v1_graph := name.startswith("tf1"):
        graph = tf.Graph()
    with graph.as_default() if v1_graph else tf.device(None):
        if v1_graph:
            with v1.Session(config=TWO) as session:
                meta = v1.saved_model.load(session, list(tags), str(folder / name))
                for key, signature in meta.signature_def.items():
                    if key.startswith("__"):
                        continue
                    feed = {info.name: inputs[k] for k, info in signature.inputs.items()}
                    fetched = session.run({k: info.name for k, info in signature.outputs.items()}, feed)
                    arrays |= {f"{key}/in/{k}": inputs[k] for k in signature.inputs} | {f"{key}/out/{k}": a for k, a in fetched.items()}
        else:
            for key, function in tf.saved_model.load(str(folder / name)).signatures.items():
                given = {k: inputs[k] for k in function.structured_input_signature[1]}
                computed = {k: t.numpy() for k, t in function(**{k: tf.constant(a) for k, a in given.items()}).items()}
                arrays |= {f"{key}/in/{k}": a for k, a in given.items()} | {f"{key}/out/{k}": a for k, a in computed.items()}
    np.savez(folder / f"{name}{suffix}.npz", **dict(sorted(arrays.items())))


def restored(folder, name, tags=("serve",), suffix=""):
    """What TensorFlow restores each variable to: its node, type, shape and bytes; - if to nothing."""
    lines = []
    with tf.Graph().as_default() as graph, v1.Session(config=TWO) as session:
        v1.saved_model.load(session, list(tags), str(folder / name))
        for node in sorted(graph.get_operations(), key=lambda n: n.name):
            if node.type not in ("VarHandleOp", "VariableV2") or node.get_attr("dtype") == tf.string:
                continue
            value = node.outputs[0]
            if node.type == "VarHandleOp":
                value = tf.raw_ops.ReadVariableOp(resource=value, dtype=node.get_attr("dtype"))
            try:
                array = session.run(value)
                lines.append(f"{node.name}\t{array.dtype.name}{list(array.shape)}\t{array.tobytes().hex()}\n")
            except tf.errors.FailedPreconditionError:
                lines.append(f"{node.name}\t-\t-\n")
    (folder / f"{name}{suffix}.txt").write_text("".join(lines))


# ---------------------------------------------------------------- TensorFlow 1


def tf1(folder, name, build, tags=("serve",), saver=None, as_text=False, **saved):
    """Builds a graph and saves it as TensorFlow 1 does."""
    with tf.Graph().as_default(), v1.Session(config=TWO) as session:
        x = v1.placeholder(tf.float32, [2, 12], "x")
        y = tf.identity(build(x), "y")
        for i, variable in enumerate(v1.global_variables()):
            session.run(v1.assign(variable, numbers(variable.shape, seed=i).astype(variable.dtype.base_dtype.as_numpy_dtype)))
        session.run([v1.local_variables_initializer(), v1.tables_initializer()])
        builder = v1.saved_model.builder.SavedModelBuilder(str(folder / name))
        builder.add_meta_graph_and_variables(
            session,
            list(tags),
            {SERVING: v1.saved_model.predict_signature_def({"x": x}, {"y": y})},
            saver=saver() if saver else None,
            **{k: f() for k, f in saved.items()},
        )
        if "several" in name:
            builder.add_meta_graph(
                ["serve", "tpu"], {SERVING: v1.saved_model.predict_signature_def({"x": x}, {"y": tf.nn.relu(y)})}
            )
        builder.save(as_text)
    golden(folder, name, tags, x=numbers([2, 12], 77))
    if "several" in name:
        golden(folder, name, ["serve", "tpu"], "-tpu", x=numbers([2, 12], 77))


def dense(x, width, **options):
    kernel = v1.get_variable("kernel", [int(x.shape[-1]), width], **options)
    bias = v1.get_variable("bias", [width], **(options if "partitioner" not in options else {"use_resource": options["use_resource"]}))
    return tf.matmul(x, tf.convert_to_tensor(kernel)) + bias


def two_layers(use_resource):
    def build(x):
        with v1.variable_scope("a"):
            x = tf.nn.relu(dense(x, 8, use_resource=use_resource))
        with v1.variable_scope("b"):
            return dense(x, 3, use_resource=use_resource)

    return build


def apart(use_resource):
    """The layers on two devices, so that a sharded checkpoint has two data files."""

    def build(x):
        with v1.variable_scope("a"), tf.device("/cpu:0"):
            x = tf.nn.relu(dense(x, 8, use_resource=use_resource))
        with v1.variable_scope("b"), tf.device("/cpu:1"):
            return dense(x, 3, use_resource=use_resource)

    return build


def partitioned(use_resource, parts=3, axis=0):
    def build(x):
        with v1.variable_scope("p"):
            return dense(x, 7, use_resource=use_resource, partitioner=v1.fixed_size_partitioner(parts, axis))

    return build


def initialized(x):
    """A local variable that no checkpoint has: the init op sets it."""
    local = v1.get_local_variable("offset", initializer=tf.constant([5.0, 6.0, 7.0]), use_resource=True)
    return two_layers(True)(x) + local


def computed(x):
    """As before, by an op that has to run."""
    local = v1.get_local_variable("offset", initializer=tf.random.uniform([3], seed=1), use_resource=True)
    return two_layers(True)(x) + local


def tf1_models(folder):
    for name, resource in (("tf1_reference", False), ("tf1_resource", True)):
        tf1(folder, name, two_layers(resource))
    tf1(folder, "tf1_text", two_layers(True), as_text=True)
    tf1(folder, "tf1_train_tag", two_layers(True), tags=("train",))
    tf1(folder, "tf1_several", two_layers(True))
    for name, resource in (("tf1_sharded_reference", False), ("tf1_sharded_resource", True)):
        tf1(folder, name, apart(resource), saver=lambda: v1.train.Saver(sharded=True))
    for resource in (False, True):
        kind = "resource" if resource else "reference"
        tf1(folder, f"tf1_partitioned_{kind}", partitioned(resource))
        tf1(folder, f"tf1_columns_{kind}", partitioned(resource, 2, 1), saver=lambda: v1.train.Saver(sharded=True))
    tf1(folder, "tf1_initialized", initialized, main_op=v1.local_variables_initializer)
    tf1(folder, "tf1_computed", computed, main_op=v1.local_variables_initializer)
    (folder / "tf1_computed.npz").unlink()


# ---------------------------------------------------------------- TensorFlow 2


class Shared(tf.Module):
    """Variables that signatures share, of several types."""

    def __init__(self):
        super().__init__()
        self.table = tf.Variable(numbers([16, 12], 1))
        self.half = tf.Variable(numbers([12], 2).astype(np.float16))
        self.brain = tf.Variable(tf.cast(numbers([12], 3), tf.bfloat16))
        self.rows = tf.Variable([3, 1, 2])
        self.wide = tf.Variable(np.array(0.5), dtype=tf.float64)
        self.flags = tf.Variable([True, False] * 6)
        self.listed = [tf.Variable(numbers([12], 4), name="same"), tf.Variable(numbers([12], 5), name="same")]
        self.constant = tf.constant(numbers([12], 6))
        self.unused = tf.Variable(numbers([4], 7))

    @tf.function(input_signature=[tf.TensorSpec([2], tf.int32, name="ids")])
    def look_up(self, ids):
        return {"rows": tf.gather(self.table, ids) + tf.cast(self.half, tf.float32) + self.listed[0]}

    @tf.function(input_signature=[tf.TensorSpec([2, 12], tf.float32, name="x")])
    def compare(self, x):
        x = tf.where(self.flags, x * tf.cast(self.brain, tf.float32), x - self.listed[1]) + self.constant
        known = tf.gather(self.table, self.rows) * tf.cast(self.wide, tf.float32)
        return {"scores": tf.matmul(x, known, transpose_b=True), "scaled": self.helper(x)}

    @tf.function
    def helper(self, x):
        return x * self.listed[0] / 2.0


def save(folder, name, module, signatures=None, options=None, **inputs):
    tf.saved_model.save(module, str(folder / name), signatures, options)
    if inputs:
        golden(folder, name, **inputs)


def parts_of_64_bytes():
    policy = tf.train.experimental.MaxShardSizePolicy(max_shard_size=64)
    return tf.saved_model.SaveOptions(experimental_sharding_callback=policy)


class Words(tf.Module):
    """A table in front of vectors."""

    def __init__(self, initializer):
        super().__init__()
        self.words = tf.lookup.StaticHashTable(initializer, -1)
        self.vectors = tf.Variable(numbers([4, 3]))

    @tf.function(input_signature=[tf.TensorSpec([2], tf.int64, name="words")])
    def look_up(self, words):
        return {"rows": tf.gather(self.vectors, tf.cast(self.words.lookup(words) + 1, tf.int32))}

    @tf.function(input_signature=[tf.TensorSpec([2], tf.int32, name="ids")])
    def by_id(self, ids):
        return {"rows": tf.gather(self.vectors, ids)}


def tf2_models(folder):
    shared = Shared()
    signatures = {"look_up": shared.look_up, "compare": shared.compare}
    inputs = {"ids": np.array([5, 9], np.int32), "x": numbers([2, 12], 78)}
    save(folder, "tf2_shared", shared, signatures, **inputs)
    save(folder, "tf2_slices", shared, signatures, parts_of_64_bytes(), **inputs)

    os.chdir(folder)  # the graph has the path of the file
    file = Path("words.txt")
    file.write_text("100\n20\n3\n")
    lines, whole = tf.lookup.TextFileIndex.LINE_NUMBER, tf.lookup.TextFileIndex.WHOLE_LINE
    listed = tf.lookup.KeyValueTensorInitializer(*tf.constant([[100, 20], [0, 1]], tf.int64))
    for name, initializer in (
        ("tf2_asset", tf.lookup.TextFileInitializer(str(file), tf.int64, whole, tf.int64, lines)),
        ("tf2_table", listed),
    ):
        words = Words(initializer)
        save(folder, name, words, {"look_up": words.look_up, "by_id": words.by_id})
        loaded = tf.saved_model.load(str(folder / name)).signatures["by_id"](ids=tf.constant([2, 1]))
        np.savez(folder / f"{name}.npz", **{"by_id/in/ids": np.array([2, 1], np.int32), "by_id/out/rows": loaded["rows"].numpy()})
    file.unlink()


# ---------------------------------------------------------------- Keras


def seeded(model):
    for i, weight in enumerate(model.weights):
        values = numbers(weight.shape, i)
        weight.assign(np.abs(values) + 0.5 if "variance" in weight.name else values)
    return model


def twins(k):
    """Two networks in one, whose layers have the same names."""

    def inner(name):
        return k.Sequential([k.layers.Dense(5, "relu", name="dense"), k.layers.Dense(12, name="out")], name=name)

    x = k.Input((12,), batch_size=2, name="x")
    a, b = inner("a"), inner("b")
    return seeded(k.Model(x, b(k.layers.BatchNormalization(name="norm")(a(x)))))


def mixed(k, policy="mixed_float16"):
    """Variables of 32 bits, read as 16."""
    x = k.Input((12,), batch_size=2, name="x")
    policy = (k.mixed_precision.Policy if k is tf_keras else k.DTypePolicy)(policy)
    y = k.layers.Dense(5, dtype=policy, name="dense")(x)
    return seeded(k.Model(x, k.layers.Activation("linear", dtype="float32")(y)))


def keras_models(folder):
    x = numbers([2, 12], 79)
    for build in (twins, mixed):
        for k, version in ((tf_keras, 2), (keras, 3)):
            k.backend.clear_session() if k is tf_keras else k.utils.clear_session()
            name = f"keras{version}_{build.__name__}"
            model = build(k)
            if version == 2:
                model.save(str(folder / name), save_format="tf", include_optimizer=False)
            else:
                model.export(str(folder / name), format="tf_saved_model", verbose=False)
            key = next(iter(tf.saved_model.load(str(folder / name)).signatures[SERVING].structured_input_signature[1]))
            golden(folder, name, **{key: x, "x": x})
            if build is mixed:
                widened(folder / f"{name}.npz", np.asarray(mixed(k, "float32")(x)))


def widened(file, output):
    """LiteRT computes in 32 bits: what the layers compute in these, with the same weights."""
    arrays = {k: output if "/out/" in k else a for k, a in np.load(file).items()}
    np.savez(file, **arrays)


def in_order():
    """Keras exports variables in the order of a set, which is another in each run."""
    archive = saved_model_export_archive.SavedModelExportArchive
    track = archive._filter_and_track_resources

    def tracked(self):
        track(self)
        used = self._tf_trackable
        used._all_variables = sorted(used._all_variables, key=lambda v: v.name)

    archive._filter_and_track_resources = tracked


def pack(folder):
    with zipfile.ZipFile(HERE / "saved_models.zip", "w") as z:
        for file in sorted(p for p in folder.rglob("*") if p.is_file()):
            if file.name in ("fingerprint.pb", "keras_metadata.pb"):
                continue
            content = file.read_bytes()
            assert str(folder).encode() not in content, file
            if file.suffix == ".npz":
                content = undated(content)
            z.writestr(zipfile.ZipInfo(str(file.relative_to(folder)), EPOCH), content, zipfile.ZIP_DEFLATED, 9)


def undated(npz):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(npz)) as a, zipfile.ZipFile(out, "w") as b:
        for name in sorted(a.namelist()):
            b.writestr(zipfile.ZipInfo(name, EPOCH), a.read(name), zipfile.ZIP_STORED)
    return out.getvalue()


def restored_all(folder):
    for model in sorted(p.parent for p in folder.glob("*/saved_model.pb")):
        restored(folder, model.name, ["train"] if "train" in model.name else ["serve"])
    restored(folder, "tf1_several", ["serve", "tpu"], "-tpu")


def main():
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        in_order()
        tf1_models(folder)
        tf2_models(folder)
        keras_models(folder)
        restored_all(folder)
        pack(folder)


main()
