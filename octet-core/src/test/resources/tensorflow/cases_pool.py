"""Pools, and blocks of pixels made samples or channels."""

import tensorflow as tf
from harness import Family, In, ints

FAMILY = F = Family("pool")
X = (None, 7, 6, 4)
FIRST = (None, 4, 7, 6)
VOLUME = (None, 5, 4, 6, 2)


def first(t):
    """An image with its channels behind the batch."""
    return tf.transpose(t, (0, t.shape.rank - 1, *range(1, t.shape.rank - 1)))


def last(t):
    """An image with its channels last."""
    return tf.transpose(t, (0, *range(2, t.shape.rank), 1))


# ---------------------------------------------------------------- pools

for op, function in (("MaxPool", "max_pool2d"), ("AvgPool", "avg_pool2d")):
    F.op(op, f"tf.nn.{function}(x, 2, 2, 'VALID')", X)
    F.op(op, f"tf.nn.{function}(x, 3, 2, 'SAME')", X)
    F.op(op, f"tf.nn.{function}(x, (3, 2), (1, 2), 'SAME')", X)
    F.op(op, f"tf.nn.{function}(x, (2, 3), (2, 1), 'VALID')", X)
    F.op(op, f"tf.nn.{function}(x, (7, 6), 1, 'VALID')", X)
    F.op(op, f"tf.nn.{function}(x, 1, 2, 'VALID')", X)
    F.op(op, f"tf.nn.{function}(x, 3, 2, 'SAME', 'NCHW')", FIRST,
         twin=f"first(tf.nn.{function}(last(x), 3, 2, 'SAME'))")
for edges in ("((0, 0), (1, 1), (1, 1), (0, 0))", "((0, 0), (0, 1), (1, 0), (0, 0))", "((0, 0), (1, 0), (1, 1), (0, 0))"):
    F.op("MaxPool", f"tf.nn.max_pool2d(x, 3, 2, {edges})", In(X, low=-2, high=-1))
F.op("MaxPool", "tf.nn.max_pool2d(x, 3, 1, ((0, 0), (2, 2), (2, 1), (0, 0)))", In(X, low=-2, high=-1))
F.op("MaxPool", "tf.nn.max_pool2d(x, 2, 2, ((0, 0), (1, 0), (0, 1), (0, 0)))", In(X, low=-2, high=-1))
F.op("MaxPool", "tf.nn.max_pool2d(x, 2, 2, 'SAME')", In(X, "float64"))
F.op("MaxPool", "raw.MaxPool(input=x, ksize=[1, 1, 1, 2], strides=[1, 1, 1, 2], padding='VALID')", X,
     refused="ksize goes over samples or channels")
F.op("MaxPool", "tf.nn.max_pool2d(x, 2, 2, 'SAME')", ints(X, 9, -9), refused="MaxPool")
F.op("MaxPoolV2", "raw.MaxPoolV2(input=x, ksize=[1, 3, 2, 1], strides=[1, 2, 1, 1], padding='SAME')", X)
F.op("MaxPoolV2", "raw.MaxPoolV2(input=x, ksize=[1, 3, 2, 1], strides=[1, 2, 1, 1], padding='VALID')", X)
F.op("MaxPoolV2", "raw.MaxPoolV2(input=x, ksize=y, strides=[1, 2, 1, 1], padding='VALID')", X, ints((4,), 3, 1),
     refused="the size of the window")
for op, function in (("MaxPool3D", "max_pool3d"), ("AvgPool3D", "avg_pool3d")):
    F.op(op, f"tf.nn.{function}(x, 2, 2, 'VALID')", VOLUME)
    F.op(op, f"tf.nn.{function}(x, (3, 2, 3), (2, 1, 2), 'SAME')", VOLUME)
    F.op(op, f"tf.nn.{function}(x, 2, 1, 'SAME', 'NCDHW')", (None, 2, 5, 4, 6),
         twin=f"first(tf.nn.{function}(last(x), 2, 1, 'SAME'))")
F.op("MaxPoolWithArgmax", "tf.nn.max_pool_with_argmax(x, 2, 2, 'SAME')[0]", X, refused="MaxPoolWithArgmax")
F.op("FractionalMaxPool", "tf.nn.fractional_max_pool(x, (1, 1.5, 1.5, 1), seed=3)[0]", X, refused="FractionalMaxPool")
F.op("FractionalAvgPool", "tf.nn.fractional_avg_pool(x, (1, 1.5, 1.5, 1), seed=3)[0]", X, refused="FractionalAvgPool")

# ---------------------------------------------------------------- blocks made samples

SAMPLES = "SpaceToBatchND"
F.op(SAMPLES, "tf.space_to_batch(x, (2, 3), ((1, 0), (0, 0)))", X)
F.op(SAMPLES, "tf.space_to_batch(x, (2,), ((0, 1),))", X)
F.op(SAMPLES, "tf.space_to_batch(x, (3,), ((1, 1),))", (None, 7, 2))
F.op(SAMPLES, "tf.space_to_batch(x, (2, 3), ((1, 0), (0, 0)))", (None, 7, 6))
F.op(SAMPLES, "tf.space_to_batch(x, (2, 2, 3), ((1, 0), (0, 0), (0, 0)))", VOLUME)
F.op(SAMPLES, "tf.space_to_batch(x, (2, 2), ((1, 0), (0, 0)))", VOLUME)
F.op(SAMPLES, "tf.space_to_batch(x, (2, 3), ((1, 0), (0, 0)))", ints(X, 99, -99))
F.op("SpaceToBatch", "raw.SpaceToBatch(input=x, paddings=[[1, 0], [0, 0]], block_size=2)", X)
IMAGES = "BatchToSpaceND"
F.op(IMAGES, "tf.batch_to_space(x, (2, 3), ((1, 0), (0, 2)))", (6, 3, 2, 2))
F.op(IMAGES, "tf.batch_to_space(x, (2,), ((1, 0),))", (6, 3, 2, 2))
F.op(IMAGES, "tf.batch_to_space(x, (3,), ((1, 1),))", (6, 3, 2))
F.op(IMAGES, "tf.batch_to_space(x, (2, 3), ((1, 0), (0, 0)))", (6, 3, 2))
F.op(IMAGES, "tf.batch_to_space(x, (2, 1, 3), ((1, 0), (0, 0), (0, 2)))", (6, 3, 2, 2, 2))
F.op(IMAGES, "tf.batch_to_space(x, (2, 3), ((1, 0), (0, 0)))", ints((6, 3, 2, 2), 99, -99, dtype="int64"))
F.op("BatchToSpace", "raw.BatchToSpace(input=x, crops=[[1, 0], [0, 1]], block_size=2)", (4, 3, 2, 2))
F.op(f"{SAMPLES} {IMAGES}", "tf.batch_to_space(tf.nn.relu(tf.space_to_batch(x, (2, 2), ((1, 0), (0, 0)))), (2, 2),"
     " ((1, 0), (0, 0)))", X)

# ---------------------------------------------------------------- blocks made channels

F.op("SpaceToDepth", "tf.nn.space_to_depth(x, 2)", (None, 4, 6, 3))
F.op("SpaceToDepth", "tf.nn.space_to_depth(x, 3)", ints((None, 6, 3, 2), 99, -99))
F.op("SpaceToDepth", "tf.nn.space_to_depth(x, 2, 'NCHW')", (None, 3, 4, 6),
     twin="first(tf.nn.space_to_depth(last(x), 2))")
F.op("DepthToSpace", "tf.nn.depth_to_space(x, 2)", (None, 2, 3, 8))
F.op("DepthToSpace", "tf.nn.depth_to_space(x, 3)", ints((None, 2, 1, 18), 99, -99, dtype="int64"))
F.op("DepthToSpace", "tf.nn.depth_to_space(x, 2, 'NCHW')", (None, 8, 2, 3),
     twin="first(tf.nn.depth_to_space(last(x), 2))")

# ---------------------------------------------------------------- patches

PATCHES = "tf.image.extract_patches(x, (1, {0}, {1}, 1), (1, {2}, {3}, 1), (1, {4}, {4}, 1), '{5}')"
for values in ((2, 2, 2, 2, 1, "VALID"), (3, 3, 3, 3, 1, "SAME"), (3, 2, 1, 2, 1, "VALID"), (3, 3, 2, 2, 1, "SAME"),
               (2, 2, 1, 1, 2, "VALID")):
    F.op("ExtractImagePatches", PATCHES.format(*values), (None, 6, 6, 3))
F.op("ExtractImagePatches", PATCHES.format(3, 3, 1, 1, 1, "SAME"), (None, 5, 4, 1))
