"""Arithmetic, transcendental functions, rounding, bits, activations, element by element."""

from harness import Family, In, W, bools, exactly, ints

FAMILY = F = Family("elementwise")

POSITIVE = dict(low=0.2, high=3)
A = (None, 4, 3)


def two(ops, name, *inputs, **more):
    F.op(ops, f"raw.{name}(x=x, y=y)", *inputs, **more)


# ---------------------------------------------------------------- arithmetic, with broadcasting

F.op("AddV2", "x + y", A, A)
F.op("AddV2", "x + y", A, (4, 1))
F.op("AddV2", "x + y", (None, 1, 3), (4, 1))
F.op("AddV2", "x + W((3,))", A)
F.op("AddV2", "x + 1.5", A)
F.op("AddV2", "W((2, 1, 3)) + x", (4, 3))
F.op("AddV2", "x + y", (), (3,))
F.op("AddV2", "x + y", ints(A, 9, -9), ints((3,), 9, -9))
F.op("AddV2", "x + y", ints((4,), 1 << 40, dtype="int64"), ints((4,), 99, dtype="int64"))
F.op("AddV2", "x + y", In((2, 3), "float64"), In((3,), "float64"))
F.op("AddV2", "x + y", In((2, 3), "float16"), In((3,), "float16"), twin="tf.cast(tf.cast(x, 'float32') + tf.cast(y, 'float32'), 'float16')")
F.op("AddV2", "x + y", (None, 2, 1, 3, 2), (2, 2, 1, 2))
F.op("AddV2", "x + y", (2, 1, 3, 1, 2), (1, 2, 1, 3, 1))
F.op("AddV2", "x + y", (2, 3, 1, 2, 2, 2), (2, 3, 1, 1, 2, 2))
F.op("AddV2", "x + tf.zeros((2, 0))", (2, 1), special=True)
F.op("Add", "raw.Add(x=x, y=y)", A, (3,))
F.op("Add", "raw.Add(x=x, y=y)", ints((3,), 120, 90, "int8"), ints((3,), 120, 90, "int8"))
F.op("Add", "raw.Add(x=x, y=y)", ints((3,), 250, 90, "uint8"), ints((3,), 250, 90, "uint8"))
F.op("Add", "raw.Add(x=x, y=y)", ints((3,), 9, -9, "int16"), ints((3,), 9, -9, "int16"))
F.op("AddN", "tf.add_n([x, y, x * 2.])", A, A)
F.op("AddN", "tf.add_n([x, y])", ints(A, 9), ints(A, 9))
F.op("AddN", "tf.raw_ops.AddN(inputs=[x])", A)
F.op("Sub", "x - y", A, (4, 1))
F.op("Sub", "1 - x", A)
F.op("Sub", "x - y", ints((2, 3), 9, -9), ints((3,), 9, -9))
F.op("Sub", "x - y", ints((2, 3), 9, -9, "int64"), ints((3,), 9, -9, "int64"))
F.op("Mul", "x * y", A, (3,))
F.op("Mul", "x * W((4, 1))", A)
F.op("Mul", "x * y", ints((2, 3), 9, -9), ints((3,), 9, -9))
F.op("Mul", "x * y", ints((2, 3), 1 << 20, dtype="int64"), ints((3,), 1 << 20, dtype="int64"))
F.op("Mul", "x * y", ints((2, 3), 19, -19, "int8"), ints((3,), 19, -19, "int8"))
F.op("Mul", "x * y", (None, 2, 2, 3, 2), (2, 1, 3, 1))
two("MulNoNan", "MulNoNan", exactly([1, float("inf"), float("nan"), 2]), exactly([3, 0, 0, -1]))
F.op("RealDiv", "x / y", A, In((4, 1), **POSITIVE))
F.op("RealDiv", "x / 3.", A)
F.op("RealDiv", "1. / x", In(A, **POSITIVE))
F.op("RealDiv", "x / y", (2, 1, 2, 1, 2), In((2, 1, 3, 1), **POSITIVE))
two("Div", "Div", A, In((3,), **POSITIVE))
two("Div", "Div", ints((2, 6), 20, -20), ints((6,), 7, 1))
F.op("RealDiv Cast", "tf.math.truediv(x, y)", ints((2, 6), 20, -20), ints((6,), 7, 1))
two("DivNoNan", "DivNoNan", A, exactly([0, 2, -4]))
F.op("DivNoNan", "tf.math.divide_no_nan(x, tf.constant([2., 0., -4.]))", A)
for NAME in ("FloorDiv", "FloorMod"):
    two(NAME, NAME, In((None, 6), low=-9, high=9), exactly([3, -2, 0.5, 7, -1.5, 4]))
    two(NAME, NAME, ints((None, 6), 20, -20), exactly([3, -2, 5, 7, -1, 4], "int32"))
    F.op(NAME, f"raw.{NAME}(x=x, y=tf.constant(-3))", ints((2, 6), 20, -20))
    two(NAME, NAME, ints((2, 4), 20, -20, "int8"), ints((4,), 9, 1, "int8"))
    two(NAME, NAME, ints((2, 4), 200, dtype="uint8"), ints((4,), 9, 1, "uint8"))
two("FloorMod", "FloorMod", ints((2, 4), 1 << 40, -(1 << 40), "int64"), ints((4,), 9, 1, "int64"))
two("FloorDiv", "FloorDiv", ints((2, 4), 99, dtype="int64"), ints((4,), 9, 1, "int64"), refused="FloorDiv: LiteRT has no FLOOR_DIV of i64")
for NAME in ("Mod", "TruncateMod", "TruncateDiv"):
    two(NAME, NAME, ints((None, 6), 20, -20), exactly([3, -2, 5, 7, -1, 4], "int32"))
two("Mod", "Mod", In((None, 6), low=-9, high=9), exactly([3, -2, 0.5, 7, -1.5, 4]))
two("TruncateMod", "TruncateMod", In((None, 6), low=-9, high=9), exactly([3, -2, 0.5, 7, -1.5, 4]))
two("TruncateMod", "TruncateMod", ints((2, 4), 1 << 40, -(1 << 40), "int64"), ints((4,), 9, 1, "int64"))
two("TruncateDiv", "TruncateDiv", ints((2, 4), 20, -20, "int16"), ints((4,), 9, 1, "int16"))
for NAME in ("Maximum", "Minimum"):
    two(NAME, NAME, A, (4, 1))
    F.op(NAME, f"raw.{NAME}(x=x, y=0.25)", A)
    two(NAME, NAME, ints((2, 3), 9, -9), ints((3,), 9, -9))
    two(NAME, NAME, ints((2, 3), 9, -9, "int64"), ints((3,), 9, -9, "int64"))
    two(NAME, NAME, ints((2, 3), 9, -9, "int8"), ints((3,), 9, -9, "int8"))
    two(NAME, NAME, (2, 1, 2, 3, 2), (2, 1, 3, 1))
    two(NAME, NAME, (2, 1, 2, 1, 2), (1, 2, 1, 2, 1))
two("Pow", "Pow", In(A, **POSITIVE), (3,))
two("Pow", "Pow", In((2, 1, 2, 1, 2), **POSITIVE), (2, 1, 2, 1))
for POWER in ("2.", "0.5", "-0.5", "-1.", "3.", "1.", "0.", "1.7"):
    F.op("Pow", f"x ** {POWER}", In(A, **POSITIVE))
F.op("Pow", "2. ** x", A)
F.op("Pow", "x ** y", ints((2, 3), 5, -5), ints((3,), 5))
F.op("Pow", "x ** 2", ints((2, 3), 5, -5, "int64"))
F.op("Pow", "x ** tf.constant([2., 2., 2.])", A)
two("SquaredDifference", "SquaredDifference", A, (4, 1))
two("SquaredDifference", "SquaredDifference", ints((2, 3), 9, -9), ints((3,), 9, -9))
two("SquaredDifference", "SquaredDifference", ints((2, 3), 9, -9, "int64"), ints((3,), 9, -9, "int64"))
two("Xdivy", "Xdivy", exactly([0, 1, 2, 0, -3]), exactly([0, 2, 4, 5, 2]))
two("Xlogy", "Xlogy", exactly([0, 1, 2, 0, -3]), exactly([0, 2, 4, 5, 2]))
two("Xlog1py", "Xlog1py", exactly([0, 1, 2, 0, -3]), exactly([-1, 2, 4, 5, 2]))
F.op("Minimum Maximum", "tf.clip_by_value(x, -0.5, 0.75)", A)
F.op("ClipByValue", "raw.ClipByValue(t=x, clip_value_min=-0.5, clip_value_max=0.75)", A)
F.op("ClipByValue", "raw.ClipByValue(t=x, clip_value_min=0., clip_value_max=6.)", In(A, low=-3, high=9))
F.op("ClipByValue", "raw.ClipByValue(t=x, clip_value_min=-1., clip_value_max=1.)", In(A, low=-3, high=3))
F.op("ClipByValue", "raw.ClipByValue(t=x, clip_value_min=-3, clip_value_max=4)", ints((2, 6), 9, -9))
F.op("ClipByValue", "raw.ClipByValue(t=x, clip_value_min=y, clip_value_max=y + 0.5)", (2, 3), (2, 3))

# ---------------------------------------------------------------- one operand

for NAME in ("Sin", "Cos", "Tan", "Atan", "Sinh", "Cosh", "Tanh", "Exp", "Expm1", "Erf", "Erfc", "Sigmoid", "Asinh"):
    F.op(NAME, f"raw.{NAME}(x=x)", In(A, low=-1.5, high=1.5))
for NAME in ("Asin", "Acos", "Atanh"):
    F.op(NAME, f"raw.{NAME}(x=x)", In(A, low=-0.9, high=0.9))
for NAME in ("Sqrt", "Rsqrt", "Log", "Log1p", "Reciprocal", "Inv"):
    F.op(NAME, f"raw.{NAME}(x=x)", In(A, **POSITIVE))
F.op("Acosh", "raw.Acosh(x=x)", In(A, low=1, high=4))
F.op("Erf", "raw.Erf(x=x)", exactly([0, -0.0, 1e-6, 3.5, -5, 40, float("inf"), float("-inf")]))
F.op("Exp", "tf.exp(x)", In((2, 3), "float64"))
for NAME in ("Abs", "Neg", "Sign", "Square"):
    KEY = "y" if NAME == "" else "x"
    F.op(NAME, f"raw.{NAME}(x=x)", A)
    F.op(NAME, f"raw.{NAME}(x=x)", ints((None, 6), 9, -9))
    F.op(NAME, f"raw.{NAME}(x=x)", ints((6,), 9, -9, "int64"))
F.op("Neg", "-x", ints((6,), 9, -9, "int8"))
F.op("Abs", "tf.abs(x)", ints((6,), 9, -9, "int8"))
for NAME in ("Floor", "Ceil", "Round", "Rint"):
    F.op(NAME, f"raw.{NAME}(x=x)", In((None, 9), low=-4, high=4))
F.op("Round", "tf.round(x)", exactly([0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 0.49]))
F.op("Rint", "tf.math.rint(x)", exactly([0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 0.49]))
F.op("Round", "raw.Round(x=x)", ints((7,), 9, -9), twin="x")  # TensorFlow itself gives zeros
ODD = exactly([0, 1, float("inf"), float("-inf"), float("nan"), -2])
for NAME in ("IsNan", "IsInf", "IsFinite"):
    F.op(NAME, f"raw.{NAME}(x=x)", ODD)
    F.op(NAME, f"raw.{NAME}(x=1. / tf.nn.relu(x))", In((None, 6), low=-1, high=1))
two("Atan2", "Atan2", exactly([1, 2, -3, -1, 0]), exactly([2, -1, -1, 3, -1]))
F.op("Atan2", "raw.Atan2(y=x, x=y)", (None, 4), (4,))
F.op("L2Loss", "tf.nn.l2_loss(x)", A)
for NAME, WHY in (("Lgamma", "Lgamma"), ("Digamma", "Digamma"), ("Erfinv", "Erfinv")):
    F.op(NAME, f"raw.{NAME}(x=x)", In((4,), **POSITIVE), refused=WHY)

# ---------------------------------------------------------------- bits

for NAME in ("BitwiseAnd", "BitwiseOr", "BitwiseXor"):
    two(NAME, NAME, ints((None, 6), 1 << 30, -(1 << 30)), ints((6,), 1 << 30, -(1 << 30)))
    two(NAME, NAME, exactly([-1, -1, -(1 << 31), 7, (1 << 31) - 1], "int32"), exactly([-1, 5, 0, -8, 12], "int32"))
    two(NAME, NAME, ints((2, 6), 127, -128, "int8"), ints((6,), 127, -128, "int8"))
    two(NAME, NAME, ints((2, 6), 255, dtype="uint8"), ints((2, 6), 255, dtype="uint8"))
F.op("BitwiseAnd", "tf.bitwise.bitwise_and(x, 255)", ints((None, 6), 1 << 30, -(1 << 30)))
F.op("BitwiseAnd", "tf.bitwise.bitwise_and(x, tf.constant(15, 'int64'))", ints((None, 6), 1 << 40, -(1 << 40), "int64"))
F.op("BitwiseAnd", "tf.bitwise.bitwise_and(x, 12)", ints((None, 6), 99, -99))
two("BitwiseXor", "BitwiseXor", ints((6,), 99, dtype="int64"), ints((6,), 99, dtype="int64"), refused="BitwiseXor")
F.op("Invert", "tf.bitwise.invert(x)", ints((None, 6), 99, -99))
F.op("Invert", "tf.bitwise.invert(x)", ints((6,), 255, dtype="uint8"))
F.op("Invert", "tf.bitwise.invert(x)", ints((6,), 99, -99, "int64"))
two("LeftShift", "LeftShift", ints((None, 6), 99, -99), ints((6,), 9))
F.op("LeftShift", "tf.bitwise.left_shift(x, 3)", ints((None, 6), 99, -99))
F.op("LeftShift", "tf.bitwise.left_shift(x, tf.constant(33, 'int64'))", ints((6,), 99, -99, "int64"))
two("RightShift", "RightShift", ints((None, 6), 999, -999), ints((6,), 9))
F.op("RightShift", "tf.bitwise.right_shift(x, 3)", ints((None, 6), 999, -999))
two("RightShift", "RightShift", ints((6,), 255, dtype="uint8"), ints((6,), 7, dtype="uint8"))
two("RightShift", "RightShift", ints((6,), 99, dtype="int64"), ints((6,), 7, dtype="int64"), refused="RightShift")

# ---------------------------------------------------------------- activations

for NAME in ("Relu", "Relu6", "Elu", "Selu", "Softplus", "Softsign"):
    F.op(NAME, f"raw.{NAME}(features=x)", In((None, 9), low=-8, high=8))
F.op("Relu", "tf.nn.relu(x)", ints((None, 6), 9, -9))
F.op("Relu6", "tf.nn.relu6(x)", ints((6,), 12, -9))
F.op("Relu", "tf.nn.relu(x)", In((2, 3), "float64"))
F.op("LeakyRelu", "tf.nn.leaky_relu(x)", (None, 9))
F.op("LeakyRelu", "tf.nn.leaky_relu(x, 0.4)", (None, 9))
F.op("Softplus", "tf.nn.softplus(x)", exactly([-90, 90, 0, -20, 20]))
for NAME in ("Softmax", "LogSoftmax"):
    F.op(NAME, f"raw.{NAME}(logits=x)", (None, 5))
    F.op(NAME, f"raw.{NAME}(logits=x)", (None, 3, 5))
    F.op(NAME, f"raw.{NAME}(logits=x)", (5,))
    F.op(NAME, f"raw.{NAME}(logits=x)", (2, 2, 1, 2, 5))
    F.op(NAME, f"raw.{NAME}(logits=x * 40.)", (None, 5))
F.op("Softmax", "tf.nn.softmax(x, 1)", (None, 3, 5))
F.op("LogSoftmax", "tf.nn.log_softmax(x, 1)", (None, 3, 5))

# ---------------------------------------------------------------- types

KINDS = ("float32", "int32", "int64", "int8", "uint8", "int16", "uint16", "uint32", "bool", "float16", "float64")
for FROM in KINDS:
    for TO in ("float32", "int32", "int64", "int8", "uint8", "bool") if FROM in ("float32", "int32", "bool") else ("float32", "int32", "bool"):
        if FROM != TO and not (FROM == "float64" and TO == "float32"):
            SPEC = bools((2, 6)) if FROM == "bool" else exactly([0, 1, 2, 9, 100, 3], FROM)
            F.op("Cast", f"tf.cast(x, '{TO}')", SPEC)
for TO in ("uint16", "uint32", "int16", "float16", "float64", "bfloat16"):
    F.op("Cast", f"tf.cast(tf.cast(x, '{TO}'), 'float32')", ints((2, 6), 9))
F.op("Cast", "tf.cast(x, 'int32')", In((None, 6), low=-9, high=9))
F.op("Cast", "tf.cast(x, 'bool')", exactly([0, 0.3, -0.2, 1, -0.0]))
F.op("Cast", "tf.cast(x, 'int8')", exactly([0, 300, -200, 128, 255], "int32"))
F.op("Cast", "tf.cast(tf.cast(x, 'float64') * 3, 'float32')", A)

# ---------------------------------------------------------------- of shapes

F.op("Mul", "tf.reshape(x, tf.stack([tf.shape(x)[0] * 2, 2]))", (None, 4))
F.op("Sub", "tf.reshape(x, tf.stack([tf.shape(x)[0], tf.shape(x)[1] * tf.shape(x)[2] - 0]))", (None, 4, 3))
F.op("FloorDiv", "tf.reshape(x, tf.stack([tf.shape(x, out_type='int64')[0] * 6 // 3, tf.constant(6, 'int64')]))", (None, 4, 3))
F.op("Maximum", "tf.reshape(x, tf.stack([tf.shape(x)[0], tf.maximum(tf.shape(x)[1], 2) * 3]))", (None, 4, 3))
F.op("Cast", "tf.reshape(x, tf.stack([tf.cast(tf.shape(x, out_type='int64')[0], 'int32'), -1]))", (None, 4, 3))
F.op("FloorMod", "x * tf.cast(tf.shape(x)[1] % 3, 'float32')", (None, 4))
F.op("RealDiv", "x / tf.cast(tf.shape(x)[0], 'float32')", (None, 4))
F.op("AddV2", "x + tf.cast(tf.shape(x)[0] + 1, 'float32')", (None, 4))
