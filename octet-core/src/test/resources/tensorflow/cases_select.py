"""Comparisons, logic, and what is picked by them."""

from harness import Family, In, W, bools, exactly, ints

FAMILY = F = Family("select")

A = (None, 4, 3)
FEW = dict(low=-3, high=3)

for NAME in ("Equal", "NotEqual", "Less", "LessEqual", "Greater", "GreaterEqual"):
    F.op(NAME, f"raw.{NAME}(x=x, y=y)", ints((None, 5, 3), 3), ints((3,), 3))
    F.op(NAME, f"raw.{NAME}(x=tf.round(x), y=tf.round(y))", In(A, **FEW), In((4, 1), **FEW))
    F.op(NAME, f"raw.{NAME}(x=tf.round(x), y=1.)", In(A, low=-3, high=3))
    F.op(NAME, f"raw.{NAME}(x=x, y=y)", ints((4, 3), 3, dtype="int64"), ints((3,), 3, dtype="int64"))
    F.op(NAME, f"raw.{NAME}(x=x, y=y)", ints((2, 3), 3, dtype="uint8"), ints((3,), 3, dtype="uint8"))
F.op("Equal", "tf.equal(x, y)", bools((2, 3)), bools((3,)))
F.op("NotEqual", "tf.not_equal(x, True)", bools((None, 3)))
F.op("Less", "x < y", (2, 1, 2, 3, 2), (2, 2, 1, 2))
F.op("Less", "x < y", (2, 1, 2, 1, 2), (2, 1, 2, 1))
F.op("Less", "x < y", (None, 2, 1, 2, 3, 2), (2, 1, 2, 3, 2))
F.op("Less", "x < 0.25", (None, 2, 1, 2, 3, 2))
F.op("Equal", "raw.Equal(x=x, y=y, incompatible_shape_error=False)", ints((4, 3), 3), ints((4, 3), 3))
F.op("ApproximateEqual", "raw.ApproximateEqual(x=x, y=y, tolerance=0.3)", (None, 6), (None, 6))
F.op("ApproximateEqual", "raw.ApproximateEqual(x=x, y=y)", exactly([1, 2, 3]), exactly([1, 2.5, 3.000001]))
for NAME in ("LogicalAnd", "LogicalOr"):
    F.op(NAME, f"raw.{NAME}(x=x, y=y)", bools((None, 4, 3)), bools((4, 1)))
    F.op(NAME, f"raw.{NAME}(x=x, y=y)", bools((2, 1, 2, 3, 2)), bools((2, 1, 3, 1)))
F.op("LogicalNot", "tf.logical_not(x)", bools((None, 3)))
F.op("LogicalOr LogicalAnd LogicalNot", "tf.math.logical_xor(x, y)", bools((None, 3)), bools((3,)))

F.op("Select", "raw.Select(condition=x, x=y, y=z)", bools((2, 3)), (2, 3), (2, 3))
F.op("Select", "raw.Select(condition=x, x=y, y=z)", bools((None,)), A, A)
F.op("Select", "raw.Select(condition=x, x=y, y=z)", bools(()), (2, 3), (2, 3))
F.op("Select", "raw.Select(condition=x, x=y, y=z)", bools((2, 3)), ints((2, 3), 9), ints((2, 3), 9))
F.op("SelectV2", "tf.where(x, y, z)", bools((None, 4, 3)), A, A)
F.op("SelectV2", "tf.where(x, y, z)", bools((None, 4, 1)), (3,), ())
F.op("SelectV2", "tf.where(x > 0., x, 0.)", A)
F.op("SelectV2", "tf.where(x > 0., x, x * 0.3)", A)
F.op("SelectV2", "tf.where(x, y, z)", bools((4, 1)), ints((3,), 9), ints((4, 3), 9))
for KIND in ("int64", "int8", "uint8", "int16"):
    F.op("SelectV2", "tf.where(x, y, z)", bools((2, 3)), ints((2, 3), 9, dtype=KIND), ints((3,), 9, dtype=KIND))
F.op("SelectV2", "tf.where(x, y, z)", bools((2, 3)), bools((2, 3)), bools((3,)))
F.op("SelectV2", "tf.where(x, y, z)", bools((2, 1, 2, 1, 2)), (2, 1, 2, 1), (2, 2, 2, 2, 2))
F.op("SelectV2", "tf.where(x, y, z)", bools((1, 2, 1, 2, 1, 2)), (2, 1, 2, 1, 2, 1), ())
F.op("SelectV2", "tf.where(tf.constant([True, False, True]), x, 0.)", A)
F.op("SelectV2", "tf.where(x, y, z)", bools((2, 3)), In((2, 3), "float64"), In((3,), "float64"))

F.op("Where", "tf.where(x)", bools((3, 4)))
F.op("Where", "tf.where(x)", bools((None, 4)))
F.op("Where", "tf.where(x)", exactly([0, 1, 0, 2, 0, -3]))
F.op("Where", "tf.where(x)", ints((2, 5), 2))
F.op("Where", "tf.where(x > 0.25)", (2, 2, 3))
F.op("Where", "tf.reduce_sum(tf.where(x), 0)", bools((2, 5)))
F.op("Where GatherNd", "tf.gather_nd(x, tf.where(x > 0.25))", (3, 4))
F.op("Where GatherV2", "tf.boolean_mask(x, y)", (6, 2), bools((6,)))
F.op("Where GatherV2", "tf.boolean_mask(x, y)", (2, 3), bools((2, 3)))
F.op("Where Reshape", "tf.reshape(tf.where(x), (-1,))", bools((3, 4)))
F.op("Where", "tf.cast(tf.where(x)[:, 0], 'float32') * 2.", bools((3, 4)))
