"""What the modules cases_*.py are written in: a case, its inputs, its seeded constants, its archive.

A case is a small TensorFlow graph about one op (or a few, which Octet takes together), and what
TensorFlow computes with it. To add a family write cases_NAME.py and nothing else:

    from harness import Family, In, W, ints
    import tensorflow as tf

    FAMILY = F = Family("NAME")

    # One expression, as the table shows it. The inputs are x, y, z, u, v, w in this order.
    F.op("Conv2D", "tf.nn.conv2d(x, W((3, 3, 2, 4)), strides=2, padding='SAME')", In((None, 7, 6, 2)))
    F.op("AddV2", "x + y", (None, 4, 3), (4, 1))            # a tuple is the shape of a float32 input
    F.op("FloorDiv", "raw.FloorDiv(x=x, y=y)", ints((2, 3), 9, -9), ints((3,), 9, 1))

    # A pattern of several ops: all of them must be in the graph.
    F.op("MatMul BiasAdd", "tf.nn.bias_add(x @ W((4, 5)), W((5,)))", (None, 4))

    # A function, where an expression is not enough; the text is what the table shows.
    F.graph("While", "a loop of 3", lambda x: tf.while_loop(...), (None, 4))

    # The graph of TensorFlow 1, with Switch/Merge/Enter unless control_flow=2; tf is tf.compat.v1.
    F.graph1("Switch", "a cond", lambda tf, x: tf.cond(...), (2, 3))

Names an expression has besides its inputs: tf, np, raw (tf.raw_ops), W, V, C, and what the module
defines. They are of use in functions as well (import them):

    W(shape, low=-0.7, high=0.7, dtype="float32")   a constant, seeded by the case and its place in it
    V(...)     the same as a variable, which is frozen to a constant like freeze_graph does
    C(value, dtype=None)    tf.constant

Arrays hold numbers and truths: complex numbers are made of two inputs in the graph and taken apart
there, and texts are for refused cases alone. What has constants alone for its inputs is left to Octet to fold: "x + tf.cast(tf.range(2, 6), 'float32')".

Shapes. An input whose first size is None takes any number of samples: the case is run for one
sample (with the batch said to be 1) and for `batch` of them (3) with the batch left open. Other
cases are run as they are. Sizes that are None elsewhere need `fed`, what the input is fed with
(without the batch if that is open): In((None, None, 4), fed=(5, 4)); they are told to Octet unless
said=False. In(None, fed=(2, 3)) is of unknown rank.

Keywords of a case:

    refused="TEXT"     Octet must refuse it, and its message must hold TEXT
    batch=1            for an open batch: never several samples
    twin="EXPRESSION"  or a function of the inputs: what computes the outputs, where TensorFlow has no
                       kernel on a processor (NCHW) or computes in fewer bits than LiteRT (float16).
                       It draws the same W as the case, in the order in which both call it
    special=True       NaN or infinities in the outputs are meant
    control_flow=2     (graph1) functional If and While instead of Switch and Merge
    autograph=True     (graph) Python's own if and while are translated

The outputs are those of the very bytes that are stored, in a session without optimizations. The
harness checks that the ops named are in the graph (or its functions), and notes outputs that say
nothing, being all equal.
"""

import contextlib
import io
import json
import re
import sys
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tensorflow as tf
from tensorflow.core.protobuf import rewriter_config_pb2
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

HERE = Path(__file__).resolve().parent
EPOCH = (1980, 1, 1, 0, 0, 0)
NAMES = ("x", "y", "z", "u", "v", "w")
SEVERAL = 3


# ---------------------------------------------------------------- inputs

@dataclass(frozen=True)
class In:
    """An input of a graph: its shape (None for sizes left open), and the values it is fed."""

    shape: tuple
    dtype: str = "float32"
    low: float = -1.0
    high: float = 1.5
    fed: tuple = None  # the sizes fed where some are open, without an open batch
    said: bool = True  # Octet is told what is fed
    values: tuple = None  # the very values, instead of random ones

    @property
    def open_batch(self):
        return self.shape is not None and len(self.shape) > 0 and self.shape[0] is None

    @property
    def sizes(self):
        """What is fed, without an open batch."""
        if self.fed is not None:
            return tuple(self.fed)
        return tuple(self.shape[1:] if self.open_batch else self.shape)

    def fed_shape(self, batch):
        return (batch, *self.sizes) if self.open_batch else self.sizes

    def array(self, rng, batch):
        shape = self.fed_shape(batch)
        if self.values is not None:  # where the batch is open, that of the first samples
            return np.resize(np.array(self.values, self.dtype), shape)
        return random(rng, shape, self.dtype, self.low, self.high)


def random(rng, shape, dtype, low, high):
    if dtype == "bool":
        return rng.random(shape) < 0.6
    if dtype == "string":
        return np.full(shape, b"octet", dtype=object)
    if dtype.startswith(("int", "uint")):
        return np.asarray(rng.integers(int(low), int(high), shape)).astype(dtype)
    return coarse(rng, low, high, shape).astype(dtype)


def coarse(rng, low, high, shape):
    """Random multiples of 1/64: few enough bits for the archives to stay small."""
    return np.asarray(np.round(rng.uniform(low, high, shape) * 64) / 64)


def ints(shape, high, low=0, dtype="int32", **more):
    return In(shape, dtype, low, high, **more)


def bools(shape, **more):
    return In(shape, "bool", **more)


def exactly(values, dtype="float32", shape=None, **more):
    """An input fed with these values."""
    array = np.array(values, dtype)
    return In(tuple(shape or array.shape), dtype, values=tuple(array.reshape(-1).tolist()), **more)


def as_input(spec):
    return spec if isinstance(spec, In) else In(tuple(spec))


def shown(inputs):
    """The inputs as the table shows them: ?x5x3, 4 int32."""
    return ", ".join(shape_text(i) + ("" if i.dtype == "float32" else f" {i.dtype}") for i in inputs)


def shape_text(spec):
    if spec.shape is None:
        return "any rank"
    return "x".join("?" if d is None else str(d) for d in spec.shape) or "scalar"


# ---------------------------------------------------------------- constants

class Seed:
    """The random numbers of the case at hand. W and V draw from it."""

    def __init__(self):
        self.rng, self.variables, self.asked = None, [], 0

    def restart(self, key, variables=()):
        self.rng = np.random.default_rng(zlib.crc32(key.encode()))
        self.variables, self.asked = list(variables), 0

    def variable(self, value, dtype):
        """tf.function traces a second time where the first made variables; then these are taken."""
        if self.asked == len(self.variables):
            self.variables.append(tf.Variable(value, dtype=dtype))
        self.asked += 1
        return self.variables[self.asked - 1]


SEED = Seed()


def W(shape, low=-0.7, high=0.7, dtype="float32"):
    return tf.constant(random(SEED.rng, shape, dtype, low, high), dtype)


def V(shape, low=-0.7, high=0.7, dtype="float32"):
    value = random(SEED.rng, shape, dtype, low, high)
    session = not tf.executing_eagerly() and not tf.compat.v1.get_default_graph().building_function
    return tf.compat.v1.Variable(value, dtype=dtype) if session else SEED.variable(value, dtype)


def C(value, dtype=None):
    return tf.constant(value, dtype)


# ---------------------------------------------------------------- cases

@dataclass(frozen=True)
class Case:
    ops: tuple
    text: str
    inputs: tuple
    function: object  # tensors -> outputs
    twin: object = None
    tf1: bool = False
    control_flow: int = 1
    autograph: bool = False
    batch: int = SEVERAL
    refused: str = None
    special: bool = False

    @property
    def samples(self):
        return self.batch if any(i.open_batch for i in self.inputs) else 1

    @property
    def key(self):
        return f"{' '.join(self.ops)} {self.text} {shown(self.inputs)}"


class Family:
    """The cases of one module, in the order in which they are written."""

    def __init__(self, name):
        self.name = name
        self.cases = []
        self.scope = {}

    def op(self, ops, expression, *inputs, **more):
        """One expression of x, y, z…; the very text that the table shows."""
        if isinstance(more.get("twin"), str):
            more["twin"] = self.evaluator(more["twin"])
        self.add(ops, expression, self.evaluator(expression), inputs, **more)

    def graph(self, ops, text, function, *inputs, **more):
        """A function of the inputs."""
        self.add(ops, text, function, inputs, **more)

    def graph1(self, ops, text, function, *inputs, **more):
        """A function of tf.compat.v1 and the placeholders of a graph of TensorFlow 1."""
        self.add(ops, text, lambda *xs: function(tf.compat.v1, *xs), inputs, tf1=True, **more)

    def add(self, ops, text, function, inputs, **more):
        specs = tuple(as_input(i) for i in inputs)
        if len(specs) > len(NAMES):
            raise ValueError(f"{text}: more than {len(NAMES)} inputs")
        self.cases.append(Case(tuple(ops.split()), text, specs, function, **more))

    def evaluator(self, expression):
        code = compile(expression, "case", "eval")

        def function(*xs):
            names = {"tf": tf, "np": np, "raw": tf.raw_ops, "W": W, "V": V, "C": C}
            names |= dict(zip(NAMES, xs))
            return eval(code, self.scope | names)

        return function


# ---------------------------------------------------------------- graphs

class Unfit(Exception):
    """The case is not what it should be."""


@dataclass(frozen=True)
class Made:
    """A graph with the names of its inputs' and outputs' nodes."""

    graph: object
    inputs: list
    outputs: list


def flat(outputs):
    return [t for t in tf.nest.flatten(outputs, expand_composites=True) if t is not None]


def build(case):
    SEED.restart(case.key)
    return build1(case) if case.tf1 else build2(case)


def build2(case):
    """The graph of a tf.function, its variables frozen, its functions left as they are."""
    specs = [tf.TensorSpec(i.shape, i.dtype, name) for i, name in zip(case.inputs, NAMES)]

    def traced(*xs):
        SEED.restart(case.key, SEED.variables)
        return flat(case.function(*xs))

    made = tf.function(traced, input_signature=specs, autograph=case.autograph).get_concrete_function()
    if made.variables:
        made = convert_variables_to_constants_v2(made, lower_control_flow=False)
    graph = made.graph
    inputs = [t.op.name for t in made.inputs if t.dtype != tf.resource]
    return Made(graph.as_graph_def(), inputs, node_names(made.outputs))


def build1(case):
    """The graph of a session, its variables frozen."""
    v1 = tf.compat.v1
    with tf.Graph().as_default() as graph, control_flow(case.control_flow):
        symbols = [v1.placeholder(i.dtype, i.shape, n) for i, n in zip(case.inputs, NAMES)]
        outputs = [tf.identity(t, "out") for t in flat(case.function(*symbols))]
        made = graph.as_graph_def()
        variables = v1.global_variables()
        if variables:
            with v1.Session(graph=graph) as session:
                session.run(v1.global_variables_initializer())
                names = [t.op.name for t in outputs]
                made = v1.graph_util.convert_variables_to_constants(session, made, names)
    return Made(made, list(NAMES[: len(symbols)]), node_names(outputs))


@contextlib.contextmanager
def control_flow(version):
    v1 = tf.compat.v1
    before = v1.control_flow_v2_enabled()
    (v1.enable_control_flow_v2 if version == 2 else v1.disable_control_flow_v2)()
    try:
        yield
    finally:
        (v1.enable_control_flow_v2 if before else v1.disable_control_flow_v2)()


def node_names(tensors):
    if any(t.value_index for t in tensors):
        raise Unfit("an output that is not its node's first")
    return [t.op.name for t in tensors]


# ---------------------------------------------------------------- same bytes at every run

FORGOTTEN = ("_gradient_op_type", "forward_function_name", "backward_function_name", "_original_func_name")
COUNTED = re.compile(r"(_\d+)+$")


def steady(graph):
    """The graph without what differs from run to run: counters in functions' names, where it was made."""
    names = {}
    for function in sorted(graph.library.function, key=lambda f: number_of(f.signature.name)):
        base = COUNTED.sub("", function.signature.name)
        taken = set(names.values())
        names[function.signature.name] = next(
            n for n in [base] + [f"{base}_{i}" for i in range(1, 999)] if n not in taken
        )
    for function in graph.library.function:
        function.signature.name = names[function.signature.name]
        function.attr.pop("_original_func_name", None)
        if "api_implements" in function.attr:  # of Keras 2, for grappler: lstm_ and random digits
            function.attr["api_implements"].s = function.attr["api_implements"].s.split(b"_")[0] + b"_0"
        for node in function.node_def:
            steady_node(node, names)
    for gradient in graph.library.gradient:
        gradient.function_name = names.get(gradient.function_name, gradient.function_name)
        gradient.gradient_func = names.get(gradient.gradient_func, gradient.gradient_func)
    for node in graph.node:
        steady_node(node, names)
    run = reachable(graph)
    functions = sorted((f for f in graph.library.function if f.signature.name in run), key=lambda f: f.signature.name)
    del graph.library.function[:]
    graph.library.function.extend(functions)
    return graph.SerializeToString(deterministic=True)


def reachable(graph):
    """The functions that are run; graphs hold others too, for graphics processors and gradients."""
    functions = {f.signature.name: f for f in graph.library.function}
    found, left = set(), list(graph.node)
    while left:
        node = left.pop()
        names = [node.op] + [a.func.name for a in node.attr.values() if a.WhichOneof("value") == "func"]
        names += [f.name for a in node.attr.values() for f in a.list.func]
        for name in names:
            if name in functions and name not in found:
                found.add(name)
                left += functions[name].node_def
    return found


def number_of(name):
    """Functions in the order in which they were made, whatever was made before them."""
    found = re.findall(r"_(\d+)", name)
    return ([int(n) for n in found[-1:]] or [0], name)


def steady_node(node, names):
    node.ClearField("experimental_debug_info")
    node.op = names.get(node.op, node.op)
    for key in FORGOTTEN:
        node.attr.pop(key, None)
    for value in node.attr.values():
        for func in [value.func] if value.WhichOneof("value") == "func" else value.list.func:
            func.name = names.get(func.name, func.name)


# ---------------------------------------------------------------- what the graph says

def all_nodes(graph):
    yield from graph.node
    for function in graph.library.function:
        yield from function.node_def


def attributes(graph, ops):
    """What the named ops' attributes are: op -> attribute -> values."""
    found = {}
    for node in all_nodes(graph):
        if node.op in ops:
            of = found.setdefault(node.op, {})
            for key, value in sorted(node.attr.items()):
                text = attribute_text(value)
                if not key.startswith("_") and text is not None and text not in of.setdefault(key, []):
                    of[key].append(text)
    missing = [op for op in ops if op not in found]
    if missing:
        raise Unfit(f"not in the graph: {missing}; there are {sorted({n.op for n in all_nodes(graph)})}")
    return {op: {k: v for k, v in of.items() if v} for op, of in found.items()}


def attribute_text(value):
    kind = value.WhichOneof("value")
    if kind == "type":
        return tf.dtypes.as_dtype(value.type).name
    if kind == "s":
        return value.s.decode("utf-8", "replace")
    if kind in ("i", "b"):
        return str(getattr(value, kind)).lower()
    if kind == "f":
        return f"{value.f:.6g}"
    if kind == "list":
        values = value.list
        types = [tf.dtypes.as_dtype(t).name for t in values.type]
        numbers = [f"{f:.6g}" for f in values.f]
        texts = [s.decode("utf-8", "replace") for s in values.s]
        return "[" + ", ".join([*map(str, values.i), *numbers, *texts, *types]) + "]"
    return None  # tensors, shapes, functions


# ---------------------------------------------------------------- what TensorFlow computes

def run(data, made, arrays):
    config = tf.compat.v1.ConfigProto(intra_op_parallelism_threads=1, inter_op_parallelism_threads=1)
    config.graph_options.rewrite_options.disable_meta_optimizer = True
    config.graph_options.optimizer_options.opt_level = tf.compat.v1.OptimizerOptions.L0
    config.graph_options.rewrite_options.min_graph_nodes = -1
    config.graph_options.rewrite_options.constant_folding = rewriter_config_pb2.RewriterConfig.OFF
    graph = tf.compat.v1.GraphDef.FromString(data)
    with tf.Graph().as_default() as whole:
        tf.import_graph_def(graph, name="")
        with tf.compat.v1.Session(graph=whole, config=config) as session:
            fed = {f"{n}:0": a for n, a in zip(made.inputs, arrays, strict=True)}
            return [np.asarray(o) for o in session.run([f"{n}:0" for n in made.outputs], fed)]


def computed(case, data, made, arrays):
    if case.twin is None:
        return run(data, made, arrays)
    SEED.restart(case.key)
    return [np.asarray(t) for t in flat(case.twin(*[tf.constant(a) for a in arrays]))]


# ---------------------------------------------------------------- files

class Archive:
    def __init__(self, family):
        self.family = family
        self.manifest, self.files, self.notes = [], {}, []

    def make_all(self):
        for case in self.family.cases:
            try:
                self.make(case)
            except Exception as e:
                self.notes.append(f"NOT MADE: {case.key}: {type(e).__name__}: {str(e).strip()[:400]}")

    def make(self, case):
        made = build(case)
        data = steady(made.graph)
        for local in (str(HERE), sys.prefix, tempfile.gettempdir(), "site-packages"):
            if local.encode() in data:
                raise Unfit(f"the graph names a path of this machine: {local}")
        name = self.fresh_name(case)
        entry = {"name": name, "ops": list(case.ops), "text": case.text, "on": shown(case.inputs)}
        entry |= {"inputs": made.inputs, "outputs": made.outputs, "samples": case.samples}
        entry["attributes"] = attributes(made.graph, case.ops)
        told = {
            n: list(i.fed_shape(1))
            for n, i in zip(made.inputs, case.inputs, strict=True)
            if i.fed is not None and i.said
        }
        if told:
            entry["shapes"] = told
        if case.refused:
            entry["refused"] = case.refused
        else:
            entry["open"] = [i.open_batch for i in case.inputs]
            self.files[f"{name}.npz"] = self.arrays(case, data, made)
        self.files[f"{name}.pb"] = data
        self.manifest.append(entry)

    def arrays(self, case, data, made):
        """in_0…, out_0…, and with an open batch one_0…: the outputs for the first sample alone."""
        rng = np.random.default_rng(zlib.crc32((case.key + " inputs").encode()))
        arrays = [i.array(rng, case.samples) for i in case.inputs]
        outputs = computed(case, data, made, arrays)
        self.check(case, outputs)
        named = {f"in_{i}": a for i, a in enumerate(arrays)} | {f"out_{i}": a for i, a in enumerate(outputs)}
        if case.samples > 1:
            first = [a[:1] if i.open_batch else a for i, a in zip(case.inputs, arrays)]
            alone = computed(case, data, made, first)
            named |= {f"one_{i}": a for i, a in enumerate(alone)}
        return npz(named)

    def check(self, case, outputs):
        for o in outputs:
            if o.dtype.kind in "fc" and not case.special and not np.all(np.isfinite(o)):
                raise Unfit("not finite")
        if not case.special and all(o.size > 1 and np.all(o == o.reshape(-1)[0]) for o in outputs):
            self.notes.append(f"says nothing, all equal: {case.key}")

    def fresh_name(self, case):
        slug = re.sub(r"[^A-Za-z0-9]+", "_", f"{' '.join(case.ops)} {case.text}").strip("_")[:60].strip("_")
        taken = {e["name"].lower() for e in self.manifest}
        return next(n for n in [slug] + [f"{slug}_{i}" for i in range(2, 999)] if n.lower() not in taken)

    def write(self, path):
        """Files of a kind side by side and deflated as one: they are much alike, and small then."""
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as z:
            for name in sorted(self.files, key=lambda n: (Path(n).suffix, n)):
                z.writestr(zipfile.ZipInfo(name, EPOCH), self.files[name])
        text = json.dumps(self.manifest, indent=1).encode()
        with zipfile.ZipFile(path, "w") as z:
            for name, data in (("manifest.json", text), ("cases.zip", inner.getvalue())):
                info = zipfile.ZipInfo(name, EPOCH)
                info.compress_type = zipfile.ZIP_DEFLATED
                z.writestr(info, data, compresslevel=9)


def npz(named):
    odd = [k for k, a in named.items() if a.dtype.kind not in "biuf"]
    if odd:
        raise Unfit(f"neither numbers nor truths: {odd}; take tf.complex(x, y) in, and tf.math.real and imag out")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as z:
        for key, array in named.items():
            npy = io.BytesIO()
            np.lib.format.write_array(npy, np.ascontiguousarray(array).reshape(array.shape))
            z.writestr(zipfile.ZipInfo(f"{key}.npy", EPOCH), npy.getvalue())
    return out.getvalue()
