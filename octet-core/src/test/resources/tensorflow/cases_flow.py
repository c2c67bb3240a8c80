"""Branches and loops: If, Case, While, their stateless kin, nested ones, what they capture and carry."""

import tensorflow as tf

from harness import Family, In, V, W, bools, exactly, ints

FAMILY = F = Family("flow")

ROWS = (None, 4)


def one(value, dtype):
    return In((), dtype, values=(value,))


PICK = one(2, "int32")


def loop(turns, body, *state, **more):
    """A counted loop; body(i, *state) gives the next state."""
    first = (tf.constant(0), *state)
    return tf.while_loop(
        lambda i, *_: i < turns, lambda i, *s: (i + 1, *as_list(body(i, *s))), first, **more
    )[1:]


def as_list(value):
    return value if isinstance(value, (tuple, list)) else (value,)


# ---------------------------------------------------------------- If

def either(p, x):
    w, b = W((4, 3)), W((3,))
    return tf.cond(p, lambda: tf.nn.relu(x @ w), lambda: x[:, :3] + b)


IF = "StatelessIf"
F.graph(IF, "two branches, true", either, one(1, "bool"), ROWS)
F.graph(IF, "two branches, false", either, one(0, "bool"), ROWS)
F.graph(IF, "a computed condition", lambda x: tf.cond(tf.reduce_sum(x) > 0, lambda: x * 2.0, lambda: -x), ROWS)
F.graph(IF, "a computed condition, below", lambda x: tf.cond(tf.reduce_sum(x) > 1e3, lambda: x * 2.0, lambda: -x), ROWS)
F.graph(IF, "a branch hands on", lambda p, x, y: tf.cond(p, lambda: x, lambda: y), bools(()), ROWS, ROWS)
F.graph(IF, "a branch is constant", lambda p, x: tf.cond(p, lambda: tf.reduce_sum(x, 0), lambda: W((4,))), one(0, "bool"), (2, 4))
F.graph(IF, "several results, one twice", lambda p, x: tf.cond(p, lambda: (x, x + 1.0, x), lambda: (x * x, -x, x)), bools(()), ROWS)
F.graph(IF, "a result nobody reads", lambda p, x: tf.cond(p, lambda: (x, tf.sin(x)), lambda: (x * x, -x))[1], bools(()), ROWS)
F.graph("If", "a variable", lambda p, x: (lambda v: tf.cond(p, lambda: x @ v, lambda: x))(V((4, 4))), bools(()), ROWS)
F.graph(IF, "in a branch", lambda p, q, x: tf.cond(p, lambda: tf.cond(q, lambda: x + 1.0, lambda: x - 1.0), lambda: x * x), bools(()), bools(()), ROWS)
F.graph(IF, "whole numbers and truths", lambda p, x, y: tf.cond(p, lambda: (x + y, x > y), lambda: (x * y, x < y)), bools(()), ints((3,), 9), ints((3,), 9))
F.graph("Identity", "a constant condition", lambda x: raw_if(x, 1), ROWS)
F.graph("Neg", "a constant condition, false", lambda x: raw_if(x, 0), ROWS)
F.graph("If", "a number as the condition", lambda n, x: number_if(n, x), one(3, "int32"), ROWS)
F.graph("If", "a number as the condition, 0", lambda n, x: number_if(n, x), one(0, "float32"), ROWS)
F.graph("If", "a condition that is no single number holds", lambda n, x: number_if(n, x), exactly([0, 0], "float32"), ROWS)
F.graph(IF, "of other shapes", lambda p, x: tf.cond(p, lambda: x[:, :2], lambda: x), bools(()), (3, 4), refused="its branches give")
F.graph("If", "an assignment in a branch", lambda p, x: assigning(p, x), bools(()), (4,), refused="changes a variable")


def function(body, *like):
    specs = [tf.TensorSpec(t.shape, t.dtype) for t in like]
    return tf.function(body, input_signature=specs, autograph=False).get_concrete_function()


def raw_if(x, p):
    then, other = function(lambda t: tf.identity(t) + 1.0, x), function(lambda t: -t, x)
    return tf.raw_ops.If(cond=tf.constant(bool(p)), input=[x], Tout=[x.dtype], then_branch=then, else_branch=other)


def number_if(n, x):
    then, other = function(lambda t: t * 3.0, x), function(lambda t: -t, x)
    return tf.raw_ops.If(cond=n, input=[x], Tout=[x.dtype], then_branch=then, else_branch=other)


KEPT = []


def assigning(p, x):
    if not KEPT:
        KEPT.append(tf.Variable([1.0, 2.0, 3.0, 4.0]))
    v = KEPT[0]
    return tf.cond(p, lambda: v.assign_add(x) * 1.0, lambda: x)


# ---------------------------------------------------------------- Case

def switched(i, x):
    w = W((4, 4))
    return tf.switch_case(i, [lambda: x @ w, lambda: x + 1.0, lambda: tf.tanh(x), lambda: -x])


CASE = "StatelessCase"
for n in (0, 1, 3, 7, -1):
    F.graph(CASE, f"branch {n} of 4", switched, one(n, "int32"), ROWS)
F.graph(CASE, "of two", lambda i, x: tf.switch_case(i, [lambda: x * x, lambda: x + 2.0]), PICK, ROWS)
F.graph(CASE, "of one", lambda i, x: tf.switch_case(i, [lambda: x * x]), PICK, ROWS)
F.graph("Tanh", "a constant branch", lambda x: tf.raw_ops.Case(branch_index=tf.constant(1), input=[x], Tout=[x.dtype], branches=[function(lambda t: -t, x), function(lambda t: tf.tanh(t), x)]), ROWS)
F.graph(CASE, "in a loop", lambda x: loop(4, lambda i, s: tf.switch_case(i % 3, [lambda: s + x, lambda: s * x, lambda: s - 0.5]), x), ROWS)

# ---------------------------------------------------------------- While

WHILE = "StatelessWhile"
F.graph(WHILE, "a count", lambda x: loop(5, lambda i, s: s * 1.5 + 0.1, x), ROWS)
F.graph(WHILE, "a weight", lambda x: (lambda w: loop(3, lambda i, s: tf.tanh(s @ w), x))(W((4, 4))), ROWS)
F.graph("While", "a variable", lambda x: (lambda v: loop(3, lambda i, s: tf.tanh(s @ v), x))(V((4, 4))), ROWS)
F.graph(WHILE, "what it captures", lambda x, y: loop(3, lambda i, s: s * y + tf.cast(i, tf.float32), x), ROWS, ROWS)
F.graph(WHILE, "until a value", lambda x: tf.while_loop(lambda s: tf.reduce_sum(s * s) < 50.0, lambda s: s * 1.7 + 0.2, (x,)), (2, 4))
F.graph(WHILE, "not once", lambda x: tf.while_loop(lambda s: tf.reduce_sum(s) > 1e6, lambda s: s * 2.0, (x,)), (2, 4))
F.graph("AddV2", "a condition that is constant", lambda x: tf.raw_ops.While(input=[x], cond=function(lambda t: tf.constant(False), x), body=function(lambda t: t * 2.0, x))[0] + 1.0, ROWS)
F.graph("While", "a condition that always holds", lambda x: tf.raw_ops.While(input=[x], cond=function(lambda t: tf.constant(True), x), body=function(lambda t: t * 2.0, x)), (2,), refused="it never ends")
F.graph(WHILE, "an input decides the count", lambda n, x: tf.while_loop(lambda i, s: i < n, lambda i, s: (i + 1, s + 1.0), (0, x))[1], one(4, "int32"), ROWS)
F.graph(WHILE, "two change places", lambda x, y: loop(3, lambda i, a, b: (b, a), x, y), (2, 3), (2, 3))
F.graph(WHILE, "three go round", lambda x, y: loop(4, lambda i, a, b, c: (b, c, a + 1.0), x, y, x), (2, 3), (2, 3))
F.graph(WHILE, "Fibonacci", lambda x: loop(10, lambda i, a, b: (b, a + b), x, x + 1), ints((3,), 4))
F.graph(WHILE, "one result twice", lambda x: loop(2, lambda i, a, b: (a + b, a + b), x, x), ROWS)
F.graph(WHILE, "a constant after each turn", lambda x: loop(2, lambda i, a, b: (a + b, tf.ones_like(b) * 3.0), x, x), (2, 3))
F.graph(WHILE, "results nobody reads", lambda x: loop(3, lambda i, a, b, c: (a + 1.0, tf.sin(b), c + b), x, x, x)[0], ROWS)
F.graph(WHILE, "at most so many turns", lambda x: tf.while_loop(lambda s: tf.reduce_sum(s) < 1e6, lambda s: s + 1.0, (x,), maximum_iterations=4), ROWS)
F.graph(WHILE, "in a loop", lambda x: loop(3, lambda i, s: loop(2, lambda j, t: t * 1.1 + tf.cast(i + j, tf.float32), s), x), ROWS)
F.graph(WHILE, "in a branch", lambda p, x: tf.cond(p, lambda: loop(3, lambda i, s: s + x, x), lambda: (x,)), bools(()), ROWS)
F.graph(WHILE, "a branch in it", lambda x: loop(4, lambda i, s: tf.cond(i % 2 == 0, lambda: s + x, lambda: s * 0.5), x), ROWS)
F.graph(WHILE, "64-bit counter", lambda x: tf.while_loop(lambda i, s: i < 3, lambda i, s: (i + 1, s * 2.0), (tf.constant(0, tf.int64), x)), ROWS)
F.graph(WHILE, "whole numbers and truths", lambda x: tf.while_loop(lambda i, s, p: tf.reduce_any(p), lambda i, s, p: (i + 1, s - 2, s > 4), (0, x, x > 0)), ints((5,), 9))
F.graph(WHILE, "a matrix to a power", lambda x: loop(5, lambda i, s: tf.linalg.matmul(s, x) * 0.5, x), (3, 3))
F.graph(WHILE, "an element at a time", lambda x: loop(4, lambda i, s: s + tf.gather(x, i, axis=1), tf.zeros_like(x[:, 0])), ROWS)
F.graph(WHILE, "steps of two, downwards", lambda x: tf.while_loop(lambda i, s: i > 0, lambda i, s: (i - 2, s + x[:, i - 1]), (4, tf.zeros_like(x[:, 0])))[1], ROWS)
F.graph(WHILE, "a convolution", lambda x: (lambda w: loop(2, lambda i, s: tf.nn.relu(tf.nn.conv2d(s, w, 1, "SAME")), x))(W((3, 3, 2, 2))), (None, 5, 4, 2))
F.graph(WHILE, "a sum over a shape", lambda x: tf.while_loop(lambda i, s: i < tf.shape(x)[0], lambda i, s: (i + 1, s + x[i]), (0, tf.zeros(3)))[1], (5, 3))
F.graph("While", "an assignment in it", lambda x: assigning_loop(x), (4,), refused="changes a variable")
F.graph(WHILE, "of a shape that grows", lambda x: tf.while_loop(lambda s: tf.shape(s)[0] < 9, lambda s: tf.concat([s, s[-1:]], 0), (x,), shape_invariants=(tf.TensorShape([None, 3]),)), (2, 3), refused="at first and")


def assigning_loop(x):
    if len(KEPT) < 2:
        KEPT.append(tf.Variable([1.0, 2.0, 3.0, 4.0]))
    v = KEPT[-1]
    return loop(3, lambda i, s: v.assign_add(s), x)


def autographed(x):
    total = tf.zeros_like(x)
    for i in tf.range(4):
        if tf.reduce_sum(total) > 2.0:
            total = total - x
        else:
            total = total + x * tf.cast(i, tf.float32)
    return total


def breaking(x):
    s = x
    i = 0
    while i < 10:
        s = s + 0.5
        if tf.reduce_sum(s) > 12.0:
            break
        i += 1
    return s, tf.convert_to_tensor(i)


F.graph(WHILE, "Python's for and if", autographed, ROWS, autograph=True)
F.graph(WHILE, "Python's while and break", lambda x: breaking_loop(x), (2, 4), autograph=True)


def breaking_loop(x):
    s, i = x, tf.constant(0)
    while i < 10:
        s = s + 0.5
        if tf.reduce_sum(s) > 12.0:
            break
        i += 1
    return s, i
