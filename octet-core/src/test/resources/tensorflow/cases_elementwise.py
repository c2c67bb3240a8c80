"""Arithmetic, transcendental functions, rounding."""

from harness import Family, In, W, ints

FAMILY = F = Family("elementwise")

F.op("AddV2", "x + y", (None, 4, 3), (4, 1))
F.op("AddV2", "x + W((3,))", (None, 4, 3))
F.op("FloorDiv", "raw.FloorDiv(x=x, y=y)", ints((2, 3), 9, -9), ints((3,), 9, 1))
F.op("Rsqrt", "tf.math.rsqrt(x)", In((None, 4, 3), low=0.2, high=3))
