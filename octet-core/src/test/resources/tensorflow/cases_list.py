"""Lists of tensors: TensorArrays, and what map_fn, scan and the folds make of them."""

import tensorflow as tf

from harness import Family, In, W, ints

FAMILY = F = Family("list")

ROWS = (None, 4)
STEPS = (None, 5, 3)


def array(size, **more):
    return tf.TensorArray(tf.float32, size, **more)


def loop(turns, body, *state):
    return tf.while_loop(lambda i, *_: i < turns, lambda i, *s: (i + 1, *body(i, *s)), (tf.constant(0), *state))[1:]


def written(x, **more):
    """Squares, one after the other."""
    (ta,) = loop(5, lambda i, a: (a.write(i, x[:, i] * x[:, i]),), array(5, **more))
    return ta.stack()


# ---------------------------------------------------------------- TensorArrays in loops

F.graph("TensorListReserve TensorListSetItem TensorListStack", "written in a loop", written, STEPS)
F.graph("TensorListReserve TensorListSetItem TensorListStack", "elements of a known shape", lambda x: written(x, element_shape=(2, 3)), (2, 5, 3))
F.graph("TensorListReserve TensorListSetItem TensorListStack", "numbers", lambda x: loop(4, lambda i, a: (a.write(i, tf.reduce_sum(x[:, i])),), array(4))[0].stack(), ROWS)
F.graph("TensorListReserve TensorListSetItem TensorListStack", "whole numbers", lambda x: loop(4, lambda i, a: (a.write(i, x[i] + i),), tf.TensorArray(tf.int32, 4))[0].stack(), ints((4, 2), 9))
F.graph("TensorListReserve TensorListSetItem TensorListStack", "truths", lambda x: loop(4, lambda i, a: (a.write(i, x[i] > 0.2),), tf.TensorArray(tf.bool, 4))[0].stack(), (4, 2))
F.graph("TensorListFromTensor TensorListGetItem", "read in a loop", lambda x: loop(5, lambda i, s: (s * 0.5 + array(5).unstack(tf.transpose(x, (1, 0, 2))).read(i),), tf.zeros_like(x[:, 0])), STEPS)
F.graph("TensorListFromTensor TensorListGetItem", "read outside of it", lambda x: reading(x), STEPS)
F.graph("TensorListReserve TensorListSetItem", "some of it", lambda x: loop(3, lambda i, a: (a.write(2 * i, x[:, i]),), array(6))[0].stack(), ROWS)
F.graph("TensorListReserve TensorListSetItem", "again and again", lambda x: loop(6, lambda i, a: (a.write(i % 2, x[:, i % 4] + tf.cast(i, tf.float32)),), array(2))[0].stack(), ROWS)
F.graph("TensorListReserve TensorListSetItem", "of one element", lambda x: loop(3, lambda i, a: (a.write(0, x * tf.cast(i + 1, tf.float32)),), array(1))[0].stack(), ROWS)
F.graph("TensorListReserve TensorListSetItem TensorListGetItem", "read back in the loop", lambda x: fibonacci(x), ROWS)
F.graph("TensorListReserve TensorListSetItem", "two of them", lambda x: two(x), STEPS)
F.graph("TensorListReserve TensorListSetItem", "in a branch", lambda x: loop(4, lambda i, a: (tf.cond(i % 2 == 0, lambda: a.write(i, x[:, i]), lambda: a),), array(4))[0].stack(), ROWS)
F.graph("TensorListReserve TensorListSetItem", "in a loop in a loop", lambda x: nested(x), ROWS)
F.graph("TensorListReserve TensorListSetItem", "a size that is an input's", lambda x: by_size(x), (None, 3), batch=1)
F.graph("TensorListLength", "its length", lambda x: tf.raw_ops.TensorListLength(input_handle=tf.raw_ops.TensorListFromTensor(tensor=x, element_shape=[4])) + tf.cast(x[0, 0], tf.int32), ROWS)
F.graph("TensorListConcatV2", "concatenated", lambda x: loop(3, lambda i, a: (a.write(i, x * tf.cast(i, tf.float32)),), array(3, element_shape=(2, 4)))[0].concat(), (2, 4))
F.graph("TensorListGather", "gathered", lambda x: loop(5, lambda i, a: (a.write(i, x[:, i]),), array(5))[0].gather([3, 0, 3]), STEPS)
F.graph("TensorListScatterV2", "scattered", lambda x: tf.raw_ops.TensorListStack(input_handle=tf.raw_ops.TensorListScatterV2(tensor=x, indices=[2, 0, 3], element_shape=[4], num_elements=5), element_shape=[4], element_dtype=tf.float32), (3, 4))


def reading(x):
    ta = array(5).unstack(tf.transpose(x, (1, 0, 2)))
    return loop(5, lambda i, s: (s * 0.5 + ta.read(i),), tf.zeros_like(x[:, 0]))


def fibonacci(x):
    first = array(6, clear_after_read=False).write(0, x).write(1, x + 1.0)
    (ta,) = loop(4, lambda i, a: (a.write(i + 2, a.read(i) + a.read(i + 1)),), first)
    return ta.stack()


def two(x):
    a, b = loop(5, lambda i, a, b: (a.write(i, x[:, i]), b.write(4 - i, x[:, i] * 2.0)), array(5), array(5))
    return a.stack(), b.stack()


def nested(x):
    def outer(i, a):
        (inner,) = loop(3, lambda j, b: (b.write(j, x * tf.cast(i + j, tf.float32)),), array(3))
        return (a.write(i, inner.stack()),)

    return loop(2, outer, array(2))[0].stack()


def by_size(x):
    n = tf.shape(x)[0]
    (ta,) = tf.while_loop(lambda i, a: i < n, lambda i, a: (i + 1, a.write(i, x[i] * 2.0)), (0, array(n)))[1:]
    return ta.stack()


# ---------------------------------------------------------------- without a loop

F.graph("TensorListReserve TensorListSetItem TensorListStack", "written one by one", lambda x: array(3).write(0, x).write(2, x * 2.0).write(1, -x).stack(), ROWS)
F.graph("TensorListReserve TensorListSetItem TensorListStack", "with a gap", lambda x: array(3, element_shape=(2, 4)).write(0, x).write(2, x * 2.0).stack(), (2, 4))
F.graph("TensorListSetItem", "that grows", lambda x: array(0, dynamic_size=True).write(0, x).write(1, x * 2.0).stack(), ROWS)
F.graph("TensorListGetItem", "read one by one", lambda x: [array(4).unstack(tf.transpose(x)).read(i) for i in (3, 0)], ROWS)
F.graph("TensorListConcatV2", "parts of several lengths", lambda x: array(2, infer_shape=False).write(0, x).write(1, x[:1]).concat(), (3, 4))
F.graph("TensorListSplit", "split", lambda x: array(2, infer_shape=False).split(x, [1, 3]).read(1), (4, 3))
F.graph("TensorListElementShape", "the shape of an element", lambda x: tf.raw_ops.TensorListElementShape(input_handle=tf.raw_ops.TensorListFromTensor(tensor=x, element_shape=[4]), shape_type=tf.int32) + tf.cast(x[0], tf.int32), (3, 4))
F.graph("EmptyTensorList TensorListPushBack TensorListPopBack", "pushed and popped", lambda x: pushed(x), ROWS)
F.graph("TensorListResize", "longer", lambda x: resized(x, 4), (2, 3))
F.graph("TensorListResize", "shorter", lambda x: resized(x, 1), (2, 3))


def pushed(x):
    raw = tf.raw_ops
    handle = raw.EmptyTensorList(element_shape=-1, max_num_elements=-1, element_dtype=tf.float32)
    for y in (x, x + 1.0, x * x):
        handle = raw.TensorListPushBack(input_handle=handle, tensor=y)
    handle, last = raw.TensorListPopBack(input_handle=handle, element_shape=-1, element_dtype=tf.float32)
    return raw.TensorListStack(input_handle=handle, element_shape=-1, element_dtype=tf.float32), last


def resized(x, size):
    raw = tf.raw_ops
    handle = raw.TensorListFromTensor(tensor=x, element_shape=[3])
    handle = raw.TensorListResize(input_handle=handle, size=size)
    return raw.TensorListStack(input_handle=handle, element_shape=[3], element_dtype=tf.float32)


# ---------------------------------------------------------------- what is made of them

F.graph("StatelessWhile", "map_fn", lambda x: tf.map_fn(lambda r: tf.reduce_max(r) * r, x), (3, 4))
F.graph("StatelessWhile", "map_fn over any number", lambda x: tf.map_fn(lambda r: tf.cumsum(r) * 2.0, x), ROWS)
F.graph("StatelessWhile", "map_fn of two", lambda x, y: tf.map_fn(lambda t: t[0] * t[1], (x, y), fn_output_signature=tf.float32), ROWS, ROWS)
F.graph("StatelessWhile", "map_fn to another type", lambda x: tf.map_fn(lambda r: tf.argmax(r, output_type=tf.int32), x, fn_output_signature=tf.int32), (3, 4))
F.graph("StatelessWhile", "map_fn with weights", lambda x: (lambda w: tf.map_fn(lambda r: tf.linalg.matvec(w, r), x))(W((5, 4))), ROWS)
F.graph("StatelessWhile", "map_fn in map_fn", lambda x: tf.map_fn(lambda m: tf.map_fn(lambda r: r * tf.reduce_sum(r), m), x), (2, 3, 4))
F.graph("StatelessWhile", "scan", lambda x: tf.scan(lambda a, r: a * 0.5 + r, x), (4, 3))
F.graph("StatelessWhile", "scan from a start", lambda x: tf.scan(lambda a, r: tf.tanh(a + r), tf.transpose(x, (1, 0, 2)), tf.zeros_like(x[:, 0])), STEPS)
F.graph("StatelessWhile", "scan, the last first", lambda x: tf.scan(lambda a, r: a * 0.5 + r, x, reverse=True), (4, 3))
F.graph("StatelessWhile", "foldl", lambda x: tf.foldl(lambda a, r: a * 0.5 + r, x), (4, 3))
F.graph("StatelessWhile", "foldl over any number", lambda x: tf.foldl(lambda a, r: a * 0.5 + r, x, tf.zeros(4)), ROWS)
F.graph("StatelessWhile", "foldr", lambda x: tf.foldr(lambda a, r: a * 0.5 + r, x), (4, 3))


def autographed(x):
    ta = tf.TensorArray(tf.float32, size=5)
    h = tf.zeros_like(x[:, 0])
    for i in tf.range(5):
        h = tf.tanh(h + x[:, i])
        ta = ta.write(i, h)
    return tf.transpose(ta.stack(), (1, 0, 2)), h


def growing(x):
    ta = tf.TensorArray(tf.float32, size=0, dynamic_size=True)
    for i in tf.range(5):
        ta = ta.write(i, x[:, i] * 2.0)
    return ta.stack()


F.graph("StatelessWhile", "Python's for", autographed, STEPS, autograph=True)
F.graph("StatelessWhile TensorListSetItem", "that grows in a loop", growing, STEPS, autograph=True)
