"""Makes bundles.zip: checkpoints of every kind, written by TensorFlow's own ops.

    python make_bundles.py

Beside each checkpoint lies NAME.txt with what it holds, a line for each tensor: key, type, shape,
bytes. Made by hand with tensorflow 2.20; two runs give the same bytes.
"""

import os
import tempfile
import zipfile
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import tensorflow as tf

EPOCH = (1980, 1, 1, 0, 0, 0)
HERE = Path(__file__).parent

SHORT = {
    "float32": "f32", "float64": "f64", "float16": "f16", "bfloat16": "bf16", "bool": "bool",
    "complex64": "c64", "complex128": "c128", "string": "string",
    "qint8": "i8", "quint8": "u8", "qint16": "i16", "quint16": "u16", "qint32": "i32",
}  # fmt: skip


def short(dtype):
    name = tf.as_dtype(dtype).name
    return SHORT.get(name, name.replace("uint", "u").replace("int", "i"))


def line(key, value):
    """What a tensor is, for the test to compare with."""
    if value.dtype == tf.string:
        data = b"|".join(np.asarray(value.numpy(), object).reshape(-1).tolist())
    elif value.dtype in (tf.qint8, tf.quint8, tf.qint16, tf.quint16, tf.qint32):
        data = tf.bitcast(value, tf.as_dtype(value.dtype.name[1:])).numpy().tobytes()
    else:
        data = value.numpy().tobytes()
    return f"{key}\t{short(value.dtype)}[{','.join(map(str, value.shape))}]\t{data.hex()}\n"


def save(prefix, tensors, slices=None):
    keys = [k for k, _ in tensors]
    tf.raw_ops.SaveV2(
        prefix=str(prefix), tensor_names=keys, shape_and_slices=slices or [""] * len(keys), tensors=[t for _, t in tensors]
    )


def expect(prefix, tensors):
    lines = "".join(line(k, t) for k, t in sorted(tensors, key=lambda kt: kt[0].encode()))
    Path(f"{prefix}.txt").write_bytes(lines.encode())


def merge(folder, name, parts):
    tf.raw_ops.MergeV2Checkpoints(
        checkpoint_prefixes=[str(p) for p in parts], destination_prefix=str(folder / name), delete_old_dirs=False
    )


def numbers(shape, dtype=tf.float32, seed=0):
    rng = np.random.default_rng(seed)
    dtype = tf.as_dtype(dtype)
    if dtype.is_complex:
        return tf.cast(tf.complex(rng.standard_normal(shape), rng.standard_normal(shape)), dtype)
    if dtype == tf.bool:
        return tf.constant(rng.random(shape) < 0.5)
    if dtype.is_quantized:
        return tf.bitcast(numbers(shape, dtype.name[1:], seed), dtype)
    if dtype.is_floating:
        return tf.cast(rng.integers(-512, 512, shape) / 64, dtype)
    low, high = dtype.limits
    return tf.constant(rng.integers(low, high, shape, endpoint=True, dtype=dtype.as_numpy_dtype))


def types(folder):
    names = (
        "float32 float64 float16 bfloat16 int8 int16 int32 int64 uint8 uint16 uint32 uint64 bool complex64 complex128"
        " qint8 quint8 qint16 quint16 qint32"
    )
    tensors = [(f"of/{n}", numbers([3, 5], n, i)) for i, n in enumerate(names.split())]
    tensors += [
        ("scalar", tf.constant(2.5)),
        ("empty", tf.zeros([0, 3])),
        ("deep", numbers([2, 1, 3, 1, 2], seed=99)),
        ("größe/重み", tf.constant([1, 2, 3])),
        ("text/one", tf.constant("a text")),
        ("text/many", tf.constant([["", "b"], ["x" * 300, "\x00é"]])),
        ("text/none", tf.zeros([0], tf.string)),
    ]
    save(folder / "types", tensors)
    expect(folder / "types", tensors)


def refused(folder):
    """Types that Octet names and does not read."""
    tensors = [("float8", tf.cast([1.0, 2.0], tf.dtypes.experimental.float8_e5m2)), ("int4", tf.cast([1, -2], tf.dtypes.experimental.int4)), ("good", tf.constant(1.0))]
    save(folder / "refused", tensors)


def shards(folder):
    parts, all_tensors = [], []
    for shard in range(3):
        tensors = [(f"layer{i}/kernel", numbers([4, i + 1], seed=i)) for i in range(shard, 9, 3)]
        parts.append(folder / f"part{shard}")
        save(parts[-1], tensors)
        all_tensors += tensors
    merge(folder, "shards", parts)
    expect(folder / "shards", all_tensors)


def slices(folder):
    """Tensors in slices; those of the grid in two data files."""
    grid, rows, columns = numbers([5, 7, 2], seed=1), numbers([10, 4], tf.int16, 2), tf.reshape(tf.cast(tf.range(27000) % 251, tf.uint8), [3, 9000])
    deep, whole = numbers([4, 6, 3, 2], seed=4), numbers([2, 8], seed=5)
    cuts = [(a, b, c, d) for a, b in ((0, 2), (2, 3)) for c, d in ((0, 4), (4, 3))]
    first = [("grid", grid[a : a + b, c : c + d], f"5 7 2 {a},{b}:{c},{d}:-") for a, b, c, d in cuts[:2]]
    first += [("rows", rows[a : a + b], f"10 4 {a},{b}:-") for a, b in ((0, 4), (4, 3), (7, 3))]
    second = [("grid", grid[a : a + b, c : c + d], f"5 7 2 {a},{b}:{c},{d}:-") for a, b, c, d in cuts[2:]]
    second += [("columns", columns[:, a : a + b], f"3 9000 -:{a},{b}") for a, b in ((0, 50), (50, 200), (250, 8350), (8600, 400))]
    second += [("deep/\x7fÿ", deep[:, :, a : a + 1], f"4 6 3 2 -:-:{a},1:-") for a in range(3)]
    second += [("whole", whole, "2 8 0,2:0,8")]
    parts = []
    for i, part in enumerate((first, second)):
        parts.append(folder / f"slices{i}")
        save(parts[-1], [(k, t) for k, t, _ in part], [s for _, _, s in part])
    merge(folder, "slices", parts)
    expect(folder / "slices", [("grid", grid), ("rows", rows), ("columns", columns), ("deep/\x7fÿ", deep), ("whole", whole)])


def gap(folder):
    """A tensor of which a slice is missing."""
    rows = numbers([10, 4], seed=6)
    save(folder / "gap", [("rows", rows[:4]), ("rows", rows[7:])], ["10 4 0,4:-", "10 4 7,3:-"])


def many(folder):
    """More keys than a block of the index holds; the value of each is its number."""
    tensors = [(f"network/block_{i // 40:04}/unit_{i % 40:02}/batch_normalization/moving_variance", tf.constant(i)) for i in range(6000)]
    save(folder / "many", tensors)


def first_version(folder):
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        tf.compat.v1.get_variable("w", initializer=[1.0, 2.0], use_resource=False)
        session.run(tf.compat.v1.global_variables_initializer())
        saver = tf.compat.v1.train.Saver(write_version=tf.compat.v1.train.SaverDef.V1)
        saver.save(session, str(folder / "v1"), write_meta_graph=False, write_state=False)


def main():
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for make in (types, refused, shards, slices, gap, many, first_version):
            make(folder)
        with zipfile.ZipFile(HERE / "bundles.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
            for file in sorted(p for p in folder.iterdir() if p.is_file()):
                z.writestr(zipfile.ZipInfo(file.name, EPOCH), file.read_bytes(), zipfile.ZIP_DEFLATED, 9)


main()
