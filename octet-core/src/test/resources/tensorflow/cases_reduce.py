"""Fewer values of many: sums, extremes, running sums, indices of the largest."""

from harness import Family, In, W, bools, exactly, ints

FAMILY = F = Family("reduce")

A = (None, 4, 3)

for NAME in ("sum", "mean", "max", "min", "prod"):
    OP = NAME.capitalize()
    F.op(OP, f"tf.reduce_{NAME}(x, 1)", A)
    F.op(OP, f"tf.reduce_{NAME}(x, -1, keepdims=True)", A)
    F.op(OP, f"tf.reduce_{NAME}(x, 0)", A)
    F.op(OP, f"tf.reduce_{NAME}(x)", (None, 2, 3))
    F.op(OP, f"tf.reduce_{NAME}(x, [1, 2])", (None, 4, 3, 2))
    F.op(OP, f"tf.reduce_{NAME}(x, [0, -1], keepdims=True)", A)
    F.op(OP, f"tf.reduce_{NAME}(x, [-2, 1, 4])", (2, 2, 3, 2, 2))
    F.op(OP, f"tf.reduce_{NAME}(x, tf.constant([1], 'int64'))", A)
    F.op(OP, f"tf.reduce_{NAME}(x, [])", A)
    F.op(OP, f"tf.reduce_{NAME}(x, 1)", ints(A, 9, -9))
    F.op(OP, f"tf.reduce_{NAME}(x, 1)", ints((3, 4), 19, -19, "int64"), refused="DIV of i64" if OP == "Mean" else None)
    F.op(OP, f"tf.reduce_{NAME}(x, 0)", ints((2, 4), 9, -9, "int8"))
F.op("Sum", "raw.Sum(input=x, axis=tf.constant(1), keep_dims=False)", A)
F.op("Sum", "tf.reduce_sum(x, [0, 1, 2, 3, 4])", (2, 1, 2, 2, 2))
F.op("Sum", "tf.reduce_sum(x)", ())
F.op("Sum", "tf.reduce_sum(x, tf.range(1, tf.rank(x)))", A)
F.op("Max", "tf.reduce_max(x, 1)", ints((2, 4), 200, dtype="uint8"))
F.op("Min", "tf.reduce_min(x, 1)", ints((2, 4), 99, -99, "int16"))
F.op("Mean", "tf.reduce_mean(x, 1)", In((2, 4), "float64"))
F.op("Mean", "tf.reduce_mean(x, [1, 2], keepdims=True)", (None, 4, 3, 2))
F.op("Mean", "tf.reduce_mean(x, [1, 2, 3, 4])", (None, 2, 3, 2, 2))
F.op("Mean", "tf.reduce_mean(x, 0)", ints((None, 4), 9, -9), batch=1)
F.op("Sum", "raw.Sum(input=x, axis=y)", (2, 3), ints((1,), 2), refused="Sum")
F.op("Sum Range", "x * tf.reduce_sum(tf.range(5.))", A)
for NAME in ("all", "any"):
    OP = NAME.capitalize()
    F.op(OP, f"tf.reduce_{NAME}(x, 1)", bools((None, 3, 2)))
    F.op(OP, f"tf.reduce_{NAME}(x, [0, 2], keepdims=True)", bools((None, 9, 1)))
    F.op(OP, f"tf.reduce_{NAME}(x)", bools((2, 3)))
F.op("EuclideanNorm", "tf.math.reduce_euclidean_norm(x, 1)", A)
F.op("EuclideanNorm", "tf.math.reduce_euclidean_norm(x, [1, 2], keepdims=True)", A)
F.op("Max Exp Sum Log", "tf.reduce_logsumexp(x, 1)", A)
F.op("Mean Sub Square", "tf.math.reduce_variance(x, 1)", A)
F.op("Mean Sub Square Sqrt", "tf.math.reduce_std(x, [1, 2], keepdims=True)", A)
F.op("Mean SquaredDifference", "tf.nn.moments(x, [0, 1])", A)
F.op("NotEqual Sum", "tf.math.count_nonzero(x, 1)", exactly([0, 1, 0, 2, 0, 4], shape=(2, 3)))

# ---------------------------------------------------------------- running values

for OPTIONS in ("", ", exclusive=True", ", reverse=True", ", exclusive=True, reverse=True"):
    F.op("Cumsum", f"tf.cumsum(x, 1{OPTIONS})", A)
    F.op("Cumprod", f"tf.math.cumprod(x, 1{OPTIONS})", A)
    F.op("CumulativeLogsumexp", f"tf.math.cumulative_logsumexp(x, 1{OPTIONS})", A, special=True)
F.op("Cumsum", "tf.cumsum(x, -1)", ints(A, 9, -9))
F.op("Cumsum", "tf.cumsum(x)", ints((6,), 9, -9, "int64"))
F.op("Cumsum", "tf.cumsum(x)", ints((6,), 9, -9, "int8"))
F.op("Cumsum", "tf.cumsum(x, tf.constant(1, 'int64'))", (2, 3))
F.op("Cumsum", "tf.cumsum(x, 0)", A)
F.op("Cumprod", "tf.math.cumprod(x, -1)", (2, 9))
F.op("Cumprod", "tf.math.cumprod(x)", ints((5,), 4, -4))
F.op("Cumprod", "tf.math.cumprod(x)", (1, 3))
F.op("CumulativeLogsumexp", "tf.math.cumulative_logsumexp(x * 60., -1)", (2, 7))

# ---------------------------------------------------------------- where the largest are

for NAME in ("ArgMax", "ArgMin"):
    CALL = f"tf.{NAME.lower()}"
    F.op(NAME, f"{CALL}(x, 1)", A)
    F.op(NAME, f"{CALL}(x, -1, output_type='int32')", A)
    F.op(NAME, f"{CALL}(x, 0)", A)
    F.op(NAME, f"{CALL}(x, 1)", ints((None, 6), 99, -99))
    F.op(NAME, f"{CALL}(x, 1)", ints((2, 6), 99, -99, "int8"))
    F.op(NAME, f"{CALL}(x, 1)", ints((4, 6), 99, -99, "int16"))
    F.op(NAME, f"{CALL}(x, 1)", ints((2, 6), 3, -3))
    F.op(NAME, f"{CALL}(x)", ints((6,), 99, -99, "int64"), refused=NAME)
F.op("ArgMax", "raw.ArgMax(input=x, dimension=tf.constant(1, 'int64'), output_type=tf.int16)", (2, 6))
F.op("ArgMax", "tf.argmax(x, 1)", bools((6, 6)))
F.op("TopKV2", "tf.math.top_k(x, 3)", (None, 7))
F.op("TopKV2", "tf.math.top_k(x, 2)", (None, 2, 7))
F.op("TopKV2", "tf.math.top_k(x, 7)", (7,))
F.op("TopKV2", "tf.math.top_k(x, 3)", ints((None, 7), 999, -999))
F.op("TopKV2", "tf.math.top_k(x, 3)", ints((7,), 999, -999, "int64"))
F.op("TopKV2", "tf.math.top_k(x, 3, index_type='int64')", (2, 7))
F.op("TopKV2", "tf.math.top_k(x, 1)[1]", (None, 7))
F.op("TopKV2", "tf.sort(x, direction='DESCENDING')", (2, 5))
F.op("TopKV2", "tf.argsort(x)", (2, 5))
F.op("InTopKV2", "tf.math.in_top_k(targets=y, predictions=x, k=2)", exactly([1, 2, 3, 4, 5, 5, 4, 3, 2, 1, 2, 2, 2, 1, 1], shape=(None, 5)), exactly([3, 3, 0], "int32", shape=(None,)))
F.op("InTopK", "raw.InTopK(predictions=x, targets=y, k=1)", In((4, 3)), ints((4,), 3))
F.op("InTopKV2", "raw.InTopKV2(predictions=x, targets=y, k=tf.constant(3, 'int64'))", In((2, 5)), ints((2,), 5, dtype="int64"))
F.op("Bincount", "raw.Bincount(arr=x, size=5, weights=tf.zeros((0,), 'int32'))", ints((9,), 5))
F.op("DenseBincount", "raw.DenseBincount(input=x, size=5, weights=tf.zeros((0,)))", ints((19,), 7))
F.op("DenseBincount", "raw.DenseBincount(input=x, size=5, weights=tf.zeros((0,), 'int32'))", ints((None, 9), 5))
F.op("DenseBincount", "raw.DenseBincount(input=x, size=5, weights=y)", ints((2, 4), 5), (2, 4))
F.op("DenseBincount", "raw.DenseBincount(input=x, size=5, weights=tf.zeros((0,)), binary_output=True)", exactly([1, 1, 3, 9, 0], "int32"))

# ---------------------------------------------------------------- of shapes

F.op("Prod", "tf.reshape(x, tf.stack([tf.shape(x)[0], tf.reduce_prod(tf.shape(x)[1:])]))", (None, 4, 3))
F.op("Prod", "tf.reshape(x, [tf.reduce_prod(tf.shape(x))])", (None, 4, 3))
F.op("Max", "tf.fill([tf.reduce_max(tf.shape(x)[1:])], 2.) + x[0, 0, 0]", (None, 4, 3))
