"""Operations between layers: TFOpLambda and SlicingOpLambda of Keras 2, Operation nodes of Keras 3."""

import re

import numpy as np
import tensorflow as tf

from harness import Family, In, ints

FAMILY = F = Family("operation")
A, C = (5, 4), In((5, 4), "float32", 0.2, 2)


def op(text, *inputs, **more):
    """The text is what is computed; it names the inputs x, y and z."""
    called = re.match(r"(tf|ops)[\w.]+", text)
    name = called.group(0) if called else "operators"

    def function(k, *tensors):
        names = {"k": k, "layers": k.layers, "ops": getattr(k, "ops", None), "tf": tf, "np": np}
        return eval(text, names | dict(zip("xyz", tensors)))

    more.setdefault("keras", {"tf": 2, "op": 3}.get(text[:2] if called else None))
    F.graph(name, text, function, *inputs, **more)


# written with operators, in both
op("x * 2 + 1", A, batch=3)
op("1 - x", A)
op("x / 4 - 0.5", A)
op("x + y", A, A, batch=3)
op("x - y", A, (1, 4))
op("x * y", A, (4,))
op("x / y", A, C)
op("-x", A)
op("x ** 2", A)
op("2.0 / x", C)
op("2.0 ** x", A)
op("x ** 0.5", C)
op("x + x * y - z", A, A, A)
op("x // y", A, C)
op("x % y", A, C)
op("abs(x)", A)
op("x * np.array([1, 2, 3, 4], 'float32')", A)
op("x @ y", A, (4, 3))
op("x > y", A, A)
op("x <= 0.25", A)
op("(x > 0) & (y > 0)", A, A)
op("~(x > 0)", A)
op("x[:, 1:, ::2]", A, batch=3)
op("x[:, -1]", A, batch=3)
op("x[:, 0, 1:3]", A)
op("x[..., 2]", A)
op("x[:, ::-1]", A)
op("x[:, :, None]", A)
op("x[:, :-1] - x[:, 1:]", A)
op("x[..., :2] * y[:, 1:, 2:]", A, (6, 4))
op("layers.Dense(3)(x) * 2 + layers.Dense(3)(y)", A, A)
op("x + 3", ints(A, 9))
op("x * x - y", ints(A, 9), ints(A, 9))

# Keras 3 writes such .h5 files, and cannot read them
for TEXT in ("x * 2 + 1", "x[:, 1:, ::2]", "ops.relu(x)", "ops.mean(x, axis=1)"):
    op(TEXT, A, keras=3, format="h5", loads=False)

# Keras 2: functions of tensorflow
UNARY = "abs sqrt exp square sigmoid tanh floor sin cos sign round identity stop_gradient negative"
for NAME in UNARY.split():
    op(f"tf.{NAME}(x)", C if NAME == "sqrt" else A)
for NAME in "math.log math.rsqrt math.log1p math.reciprocal math.softplus math.ceil".split():
    op(f"tf.{NAME}(x)", C)
for NAME in "relu relu6 elu selu softmax log_softmax leaky_relu silu swish softplus softsign tanh sigmoid crelu".split():
    op(f"tf.nn.{NAME}(x)", In(A, "float32", -4, 8))
op("tf.nn.leaky_relu(x, alpha=0.1)", A)
op("tf.nn.softmax(x, axis=1)", A)
op("tf.nn.gelu(x, approximate=True)", A)
op("tf.nn.gelu(x, approximate=False)", A)
op("tf.nn.l2_normalize(x, axis=-1)", A)
op("tf.add(x, y)", A, A)
op("tf.subtract(x, 0.5)", A)
op("tf.multiply(x, y)", A, (1, 4))
op("tf.divide(x, y)", A, C)
op("tf.math.divide_no_nan(x, y)", A, C)
op("tf.maximum(x, 0.5)", A)
op("tf.minimum(x, y)", A, A)
op("tf.pow(x, 3.0)", A)
op("tf.math.squared_difference(x, y)", A, A)
op("tf.add_n([x, y, z])", A, A, A)
op("tf.matmul(x, y)", A, (4, 3), batch=3)
op("tf.matmul(x, y, transpose_b=True)", A, (3, 4))
op("tf.matmul(x, y, transpose_a=True)", A, (5, 3))
op("tf.matmul(x, tf.constant(np.eye(4, 3, dtype='float32')))", A)
op("tf.linalg.matmul(x, x, transpose_b=True)", A)
op("tf.reduce_mean(x, axis=1)", A, batch=3)
op("tf.reduce_mean(x, axis=[1, 2], keepdims=True)", (5, 4, 3))
op("tf.reduce_sum(x, axis=-1)", A)
op("tf.reduce_max(x, axis=1, keepdims=True)", A)
op("tf.reduce_min(x, axis=2)", A)
op("tf.reduce_prod(x, axis=2)", A)
op("tf.math.reduce_std(x, axis=1)", A)
op("tf.math.reduce_variance(x, axis=-1)", A)
op("tf.reshape(x, (-1, 20))", A, batch=3)
op("tf.reshape(x, (-1, 2, 10))", A)
op("tf.reshape(x, [tf.shape(x)[0], 4, 5])", A, batch=3)
op("tf.transpose(x, (0, 2, 1))", A, batch=3)
op("tf.concat([x, y], axis=-1)", A, A)
op("tf.concat([x, y, x], 1)", A, (2, 4))
op("tf.stack([x, y], axis=1)", A, A)
op("tf.stack([x, y], axis=-1)", A, A)
op("tf.unstack(x, axis=1)", (3, 4))
op("tf.split(x, 2, axis=-1)", A)
op("tf.split(x, [1, 3], axis=2)", A)
op("tf.expand_dims(x, 1)", A, batch=3)
op("tf.expand_dims(x, -1)", A)
op("tf.squeeze(x, axis=2)", (5, 1, 4))
op("tf.squeeze(x, axis=[1, 3])", (1, 4, 1))
op("tf.where(x > 0, x, y)", A, A)
op("tf.where(x > 0, x, 0.0)", A)
op("tf.clip_by_value(x, 0.0, 1.0)", A)
op("tf.pad(x, [[0, 0], [1, 2], [0, 1]])", A)
op("tf.pad(x, [[0, 0], [1, 2], [0, 1]], constant_values=1.5)", A)
op("tf.pad(x, [[0, 0], [1, 2], [2, 1]], 'REFLECT')", A)
op("tf.tile(x, [1, 2, 3])", A)
op("tf.gather(x, [3, 0, 3], axis=1)", A)
op("tf.reverse(x, axis=[1])", A)
op("tf.cast(x, 'float32') * 0.5", ints(A, 9))
op("tf.cast(x, 'int32')", In(A, "float32", 0, 9))
op("tf.argmax(x, axis=-1)", A)
op("tf.one_hot(x, 4)", ints((5,), 4))
op("tf.cumsum(x, axis=1)", A)
op("tf.zeros_like(x) + y", A, A)
op("tf.ones_like(x) * y", A, A)
op("tf.nn.depth_to_space(x, 2)", (3, 4, 8))
op("tf.nn.space_to_depth(x, 2)", (4, 6, 2))
op("tf.nn.max_pool2d(x, 2, 2, 'SAME')", (5, 4, 3))
op("tf.nn.avg_pool2d(x, 2, 2, 'VALID')", (5, 4, 3))
op("tf.image.resize(x, (9, 8))", (5, 4, 3))
op("tf.image.resize(x, (9, 8), method='nearest')", (5, 4, 3))
op("tf.logical_and(x > 0, y > 0)", A, A)
op("tf.math.equal(x, y)", ints(A, 3), ints(A, 3))
op("tf.math.top_k(x, 2)", A)

# Keras 3: keras.ops
UNARY = (
    "abs exp square sigmoid tanh floor ceil sin cos sign round negative relu relu6 elu selu silu softplus softsign "
    "leaky_relu hard_sigmoid hard_silu softmax log_softmax stop_gradient isfinite gelu"
)
for NAME in UNARY.split():
    op(f"ops.{NAME}(x)", In(A, "float32", -4, 8))
for NAME in "sqrt log rsqrt log1p reciprocal".split():
    op(f"ops.{NAME}(x)", C)
op("ops.relu(x) + ops.softmax(y, axis=1)", A, A)
op("ops.leaky_relu(x, negative_slope=0.1)", A)
op("ops.gelu(x, approximate=True)", A)
op("ops.gelu(x, approximate=False)", A)
op("ops.normalize(x, axis=-1)", A)
op("ops.add(x, y)", A, A, batch=3)
op("ops.subtract(x, 0.5)", A)
op("ops.multiply(x, y)", A, (1, 4))
op("ops.divide(x, y)", A, C)
op("ops.true_divide(x, 4)", A)
op("ops.maximum(x, 0.5)", A)
op("ops.minimum(x, y)", A, A)
op("ops.power(x, 3)", A)
op("ops.matmul(x, y)", A, (4, 3), batch=3)
op("ops.matmul(x, np.eye(4, 3, dtype='float32'))", A)
op("ops.dot(x, np.eye(4, 3, dtype='float32'))", A)
op("ops.einsum('bij,bjk->bik', x, y)", A, (4, 3))
op("ops.einsum('bij,bkj->bki', x, y)", A, (3, 4))
op("ops.einsum('bhqd,bhkd->bhqk', x, y)", (2, 5, 3), (2, 4, 3))
op("ops.mean(x, axis=1)", A, batch=3)
op("ops.mean(x, axis=(1, 2), keepdims=True)", (5, 4, 3))
op("ops.sum(x, axis=-1)", A)
op("ops.max(x, axis=1, keepdims=True)", A)
op("ops.min(x, axis=2)", A)
op("ops.prod(x, axis=2)", A)
op("ops.std(x, axis=1)", A)
op("ops.var(x, axis=-1)", A)
op("ops.reshape(x, (-1, 20))", A, batch=3)
op("ops.reshape(x, (-1, 2, 10))", A)
op("ops.transpose(x, (0, 2, 1))", A, batch=3)
op("ops.swapaxes(x, 1, 2)", A)
op("ops.moveaxis(x, 1, -1)", (5, 4, 3))
op("ops.concatenate([x, y], axis=-1)", A, A)
op("ops.concatenate([x, y, x], axis=1)", A, (2, 4))
op("ops.stack([x, y], axis=1)", A, A)
op("ops.unstack(x, axis=1)", (3, 4))
op("ops.split(x, 2, axis=-1)", A)
op("ops.split(x, [1, 3], axis=1)", A)
op("ops.expand_dims(x, 1)", A, batch=3)
op("ops.expand_dims(x, (1, -1))", A)
op("ops.squeeze(x, axis=2)", (5, 1, 4))
op("ops.where(x > 0, x, y)", A, A)
op("ops.where(x > 0, x, 0.0)", A)
op("ops.clip(x, 0, 1)", A)
op("ops.pad(x, [[0, 0], [1, 2], [0, 1]])", A)
op("ops.pad(x, [[0, 0], [1, 2], [2, 1]], mode='reflect')", A)
op("ops.tile(x, [1, 2, 3])", A)
op("ops.repeat(x, 2, axis=1)", A)
op("ops.take(x, [3, 0, 3], axis=1)", A)
op("ops.flip(x, axis=1)", A)
op("ops.roll(x, 2, axis=1)", A)
op("ops.cast(x, 'float32') * 0.5", ints(A, 9))
op("ops.cast(x, 'int32')", In(A, "float32", 0, 9))
op("ops.argmax(x, axis=-1)", A)
op("ops.one_hot(x, 4)", ints((5,), 4))
op("ops.cumsum(x, axis=1)", A)
op("ops.zeros_like(x) + y", A, A)
op("ops.ones_like(x) * y", A, A)
op("ops.max_pool(x, 2, 2, padding='same')", (5, 4, 3))
op("ops.average_pool(x, 2, 2)", (5, 4, 3))
op("ops.image.resize(x, (9, 8))", (5, 4, 3))
op("ops.logical_and(x > 0, y > 0)", A, A)
op("ops.equal(x, y)", ints(A, 3), ints(A, 3))
op("ops.greater(x, 0.25)", A)
op("ops.broadcast_to(x, (1, 5, 4))", (1, 4))
op("ops.top_k(x, 2)", A)
op("ops.norm(x, axis=-1)", A)
op("ops.logsumexp(x, axis=-1)", A)

# types that meet
B = In((5, 4), "bool")
op("x * y", A, ints(A, 9), keras=3)
op("x + 0.5", ints(A, 9), keras=3)
op("x - y", ints(A, 200, dtype="uint8"), ints(A, 200, dtype="uint8"))
op("x / y", ints(A, 9, dtype="int64"), ints(A, 9, 1, dtype="int64"), keras=3)
op("x // 4", ints(A, 50))
op("x % 7", ints(A, 50, -50))
op("x > 3", ints(A, 9, dtype="uint8"))
op("x * 3", ints(A, 9, dtype="int8"), keras=3)
op("x + y", ints(A, 200, dtype="uint8"), ints(A, 9, -9), keras=3)
op("x + y", B, ints(A, 9), keras=3)
op("-x", ints(A, 9))
op("abs(x)", ints(A, 9, -9), keras=3)
op("x ** 3", ints(A, 9))
op("x ** -1", C)

# more of slicing
I4 = (6, 5, 3)
op("x[:, 4:1:-2]", A)
op("x[:, -3:-1, 1]", A, batch=3)
op("x[..., None, 1:]", A, batch=3)
op("x[:, :, ::-1, 0]", I4)
op("x[:, None, ..., -1]", I4, batch=3)
op("x[:, 1:9]", A)

# TensorFlow: shapes that are computed
op("tf.reshape(x, (tf.shape(x)[0], -1))", A, batch=3)
op("tf.reshape(x, tf.stack([tf.shape(x)[0], tf.shape(x)[1] * 2, 2]))", A, batch=3)
op("tf.reshape(x, tf.concat([tf.shape(x)[:1], [20]], 0))", A, batch=3)
op("tf.image.resize(x, tf.shape(x)[1:3] * 2)", I4, batch=3)
op("tf.reshape(x, [-1, tf.shape(y)[1] * tf.shape(y)[2]])", A, A, batch=3)
op("tf.cast(tf.shape(x), 'float32') * 2", A)
op("tf.broadcast_to(x, tf.shape(y))", (1, 4), A, batch=3)

# TensorFlow: more functions
for TEXT in (
    "tf.math.expm1(x)", "tf.sinh(x)", "tf.cosh(x)", "tf.atan(x)", "tf.math.is_nan(x)", "tf.math.is_finite(x)",
    "tf.math.rint(x)", "tf.nn.gelu(x)", "tf.nn.gelu(x, approximate=True)", "tf.math.log_sigmoid(x)", "tf.tan(x)",
    "tf.nn.bias_add(x, tf.constant([1.0, 2.0, 3.0, 4.0]))", "tf.math.reduce_logsumexp(x, axis=1)", "tf.norm(x, axis=-1)",
    "tf.norm(x, ord=1, axis=1, keepdims=True)", "tf.reduce_sum(x)", "tf.reduce_any(x > 1, axis=1)",
    "tf.reduce_all(x > 0, axis=-1)", "tf.math.count_nonzero(x > 0, axis=1)", "tf.repeat(x, 2, axis=1)",
    "tf.repeat(x, [1, 0, 2, 1], axis=2)", "tf.roll(x, 1, 1)", "tf.roll(x, [1, 2], [1, 2])", "tf.slice(x, [0, 1, 0], [-1, 2, 2])",
    "tf.argmin(x, axis=1)", "tf.argmax(x, axis=1, output_type='int32')", "tf.cumsum(x, axis=1, exclusive=True, reverse=True)",
    "tf.squeeze(x[:, :1])", "tf.transpose(x, (2, 1, 0))", "tf.split(x, [1, -1, 2], axis=1)", "tf.math.l2_normalize(x, 1)",
    "tf.nn.softmax(x, axis=-2)", "tf.nn.log_softmax(x, axis=1)", "tf.pad(x, [[0, 0], [1, 1], [1, 1]], 'SYMMETRIC')",
    "tf.fill(tf.shape(x), 2.0) * x", "tf.nn.moments(x, axes=[1])", "tf.clip_by_value(x, -1.0, 0.5)",
    "tf.math.floordiv(x, 2.0)", "tf.concat([x, tf.ones((1, 2, 4))], 1)", "tf.stack([x[:, 0], x[:, 1]])", "tf.math.scalar_mul(2.0, x)",
    "tf.where(x > 0, 1.0, 0.0)", "tf.linalg.matvec(x, tf.ones((4,)))",
):
    op(TEXT, In(A, "float32", -2, 2))
op("tf.gather(x, y, axis=1, batch_dims=1)", A, ints((3,), 5), batch=3)
op("tf.gather(x, y, axis=2)", A, ints((3,), 4, fixed_batch=1))
op("tf.gather(tf.constant(np.arange(12, dtype='float32').reshape(4, 3)), x)", ints((5,), 4))
op("tf.one_hot(x, 3, on_value=2.0, off_value=-1.0, axis=1)", ints((5,), 3))
op("tf.image.flip_left_right(x)", I4)
op("tf.image.flip_up_down(x)", I4)
op("tf.nn.max_pool(x, [1, 2, 2, 1], [1, 2, 2, 1], 'VALID')", I4, batch=3)
op("tf.einsum('bij,bjk->bik', x, y)", A, (4, 3), refused="einsum")
op("tf.sort(x)", A, refused="tf.sort")
op("tf.boolean_mask(x, x > 0)", A, refused="tf.boolean_mask")
op("tf.image.resize(x, (9, 8), method='bicubic')", I4, refused="bicubic")
op("tf.image.resize(x, (9, 8), antialias=True)", I4, refused="antialias")

# Keras 3: more operations
for TEXT in (
    "ops.expm1(x)", "ops.sinh(x)", "ops.cosh(x)", "ops.arctan(x)", "ops.tan(x)", "ops.isnan(x)", "ops.isinf(x)", "ops.exp2(x)",
    "ops.gelu(x, approximate=False)", "ops.log_sigmoid(x)", "ops.celu(x, alpha=0.5)", "ops.elu(x, alpha=0.5)", "ops.glu(x, axis=-1)",
    "ops.hard_tanh(x)", "ops.soft_shrink(x, threshold=0.3)", "ops.hard_shrink(x, threshold=0.3)", "ops.tanh_shrink(x)",
    "ops.squareplus(x, b=2)", "ops.threshold(x, 0.5, 0.1)", "ops.sparse_plus(x)", "ops.sparse_sigmoid(x)", "ops.sparsemax(x)",
    "ops.sum(x)", "ops.any(x > 1, axis=1)", "ops.all(x > 0, axis=-1)", "ops.count_nonzero(x > 0, axis=1)", "ops.mean(x, axis=-1, keepdims=True)",
    "ops.repeat(x, 2)", "ops.repeat(x, [1, 0, 2, 1], axis=2)", "ops.roll(x, 3)", "ops.roll(x, (1, 2), (1, 2))", "ops.argmin(x, axis=1, keepdims=True)",
    "ops.argmax(x)", "ops.cumsum(x)", "ops.squeeze(x[:, :1])", "ops.transpose(x)", "ops.transpose(x, (2, 1, 0))", "ops.norm(x, ord=1, axis=1)",
    "ops.log_softmax(x, axis=1)", "ops.normalize(x, axis=1)", "ops.pad(x, ((0, 0), (1, 2), (2, 1)), mode='symmetric')",
    "ops.pad(x, [[0, 0], [1, 2], [0, 1]], constant_values=1.5)", "ops.take(x, -1, axis=1)", "ops.take(x, [[0, -1], [2, 1]], axis=2)", "ops.ravel(x)",
    "ops.round(x, decimals=1)", "ops.clip(x, -1, 0.5)", "ops.moveaxis(x, (0, 1), (1, 0))", "ops.tile(x, 2)", "ops.hstack([x, x])", "ops.logical_xor(x > 0, x > 1)",
    "ops.where(x > 0, 1, 0)", "ops.concatenate([x, np.ones((1, 2, 4), 'float32')], axis=1)", "ops.maximum(x, -x)",
    "ops.flip(x)", "ops.arctan2(x, 2.0)", "ops.hypot(x, x)", "ops.deg2rad(x)", "ops.mod(x, 0.75)",
    "ops.top_k(x, 3)", "ops.relu(x) * ops.sigmoid(x)", "k.activations.relu(x, negative_slope=0.1, max_value=1.0, threshold=0.2)",
):
    op(TEXT, In(A, "float32", -2, 2), keras=3)
op("ops.take(x, y, axis=1)", A, ints((3,), 5, -5, fixed_batch=1))
op("ops.take(np.arange(12, dtype='float32').reshape(4, 3), x, axis=0)", ints((5,), 4))
op("ops.one_hot(x, 3, axis=1, dtype='int32')", ints((5,), 3))
op("ops.sum(x, axis=1)", ints(A, 100, -100, dtype="int8"))
op("ops.max(x, axis=1)", ints(A, 200, dtype="uint8"))
op("ops.mean(x, axis=1)", ints(A, 9))
op("ops.clip(x, 2, 5)", ints(A, 9))
op("ops.cast(x, 'bool')", ints(A, 3))
op("ops.cast(x, 'uint8')", In(A, "float32", 0, 200))
op("ops.matmul(x, np.ones((4,), 'float32'))", A)
op("ops.matmul(x, y)", (2, 5, 4), (2, 4, 3), batch=3)
op("ops.depth_to_space(x, 2)", (3, 4, 8))
op("ops.max_pool(x, 2, strides=1, padding='valid')", (7, 3))
op("ops.image.resize(x, (12, 10), interpolation='nearest')", I4, batch=3)
op("ops.image.resize(x, (9, 9), pad_to_aspect_ratio=True)", I4)
op("ops.sort(x)", A, refused="ops.Sort")
op("ops.erf(x)", A, refused="ops.Erf")
op("ops.norm(x, ord='nuc', axis=(1, 2))", A, refused="nuc")
op("ops.image.resize(x, (9, 8), interpolation='bicubic')", I4, refused="bicubic")
