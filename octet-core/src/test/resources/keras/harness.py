"""What the modules cases_*.py are written in: a case, its inputs, its seeded weights, its archive.

A case is a small Keras model, the file Keras saves it to, and what Keras computes with it.
"""

import contextlib
import io
import json
import re
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class In:
    """An input of a model: its shape without the batch, and the values it is fed."""

    shape: tuple
    dtype: str = "float32"
    low: float = -1.0
    high: float = 1.5
    fixed_batch: int = None  # the model itself fixes the batch
    name: str = None
    fed: tuple = None  # the shape fed where the model leaves some dimensions open

    def symbol(self, k):
        if self.fixed_batch:
            return k.Input(batch_shape=(self.fixed_batch, *self.shape), dtype=self.dtype, name=self.name)
        return k.Input(self.shape, dtype=self.dtype, name=self.name)

    def values(self, rng, batch):
        shape = (self.fixed_batch or batch, *(self.fed or self.shape))
        if self.dtype == "bool":
            return rng.random(shape) < 0.6
        if self.dtype == "string":
            return np.full(shape, "octet")
        if self.dtype.startswith("int") or self.dtype.startswith("uint"):
            return rng.integers(int(self.low), int(self.high), shape).astype(self.dtype)
        return coarse(rng, self.low, self.high, shape).astype(self.dtype)


def coarse(rng, low, high, shape):
    """Random multiples of 1/64: few enough bits for the archives to stay small."""
    return np.round(rng.uniform(low, high, shape) * 64) / 64


def shown(inputs):
    """What the model is fed, as the table shows it: 5x3, 4 int32."""
    kinds = [("x".join(str(d) for d in i.shape) or "scalar") + ("" if i.dtype == "float32" else f" {i.dtype}") for i in inputs]
    return ", ".join(kinds)


def ints(shape, high, low=0, dtype="int32", **more):
    return In(shape, dtype, low, high, **more)


def as_input(spec):
    return spec if isinstance(spec, In) else In(tuple(spec))


@dataclass(frozen=True)
class Case:
    layer: str
    options: str
    build: object  # k -> model
    inputs: tuple
    keras: int = None  # in one version only
    batch: int = 1
    refused: str = None
    format: str = None  # in one format only
    twin: object = None  # k -> (model, maps inputs, maps outputs): computes what this machine cannot
    loads: bool = True  # Keras itself can read the file again
    always_twin: bool = False  # what this machine computes is not what LiteRT should
    scope: object = contextlib.nullcontext  # a context in which its classes are known


class Family:
    """The cases of one module, in the order in which they are written."""

    def __init__(self, name):
        self.name = name
        self.cases = []

    def add(self, case):
        self.cases.append(case)

    def layer(self, name, args, options, *inputs, **more):
        """One layer on its inputs, from the very text that the table shows."""
        inputs = tuple(as_input(i) for i in inputs)
        given = ", ".join(t for t in (args, options) if t)
        text = f"layers.{name}({given})"
        several = "return_state" in text or "merge_mode=None" in text
        sequential = len(self.cases) % 4 == 3 and len(inputs) == 1 and not several

        def build(k, source=text, specs=inputs):
            symbols = [i.symbol(k) for i in specs]
            made = eval(source, {"k": k, "layers": k.layers, "np": np})
            if sequential:
                return k.Sequential([symbols[0], made] if k.octet_version == 3 else made_sequential(specs[0], made, k))
            return k.Model(symbols, made(symbols[0] if len(symbols) == 1 else symbols))

        if "data_format='channels_first'" in options:
            more.setdefault("twin", channels_last_twin(build, text, inputs))
        self.add(Case(name, options, build, inputs, **more))

    def graph(self, name, options, function, *inputs, **more):
        """A function of the keras module and the symbolic inputs; its outputs are the model's."""
        inputs = tuple(as_input(i) for i in inputs)

        def build(k):
            symbols = [i.symbol(k) for i in inputs]
            return k.Model(symbols if len(symbols) > 1 else symbols[0], function(k, *symbols))

        self.add(Case(name, options, build, inputs, **more))

    def model(self, name, options, function, *inputs, **more):
        """A function of the keras module that returns a whole model."""
        self.add(Case(name, options, function, tuple(as_input(i) for i in inputs), **more))


def made_sequential(spec, layer, k):
    batch = {"batch_size": spec.fixed_batch} if spec.fixed_batch else {}
    return [k.layers.InputLayer(input_shape=spec.shape, dtype=spec.dtype, **batch), layer]


def channels_last_twin(build, text, inputs):
    """Many channels_first kernels do not exist for processors: the same layer, told otherwise."""

    def twin(k):
        last = [In((*i.shape[1:], i.shape[0]), i.dtype, i.low, i.high) for i in inputs]
        model = build(k, text.replace("channels_first", "channels_last"), last)
        return model, lambda a: np.moveaxis(a, 1, -1), lambda a: np.moveaxis(a, -1, 1) if a.ndim > 2 else a

    return twin


# ---------------------------------------------------------------- weights

KEPT = ("Normalization", "Discretization", "IntegerLookup", "StringLookup", "TextVectorization")


def seed_weights(model, rng):
    ranges = {}
    kept = {id(w) for l in flat_layers(model) if type(l).__name__ in KEPT for w in l.weights}
    for w in model.weights:
        name = getattr(w, "path", w.name).split(":")[0].rsplit("/", 1)[-1]
        shape, dtype = tuple(w.shape), np.dtype(getattr(w.dtype, "name", w.dtype))
        if "seed_generator" in name:
            w.assign(np.array([1, 2], dtype))
        elif id(w) in kept or "rnn_state" in name or dtype.kind != "f":
            continue
        elif name.endswith(("_min", "_max")):
            w.assign(trained_range(name, shape, rng, ranges).astype(dtype))
        elif "variance" in name:
            w.assign(coarse(rng, 0.3, 2, shape).astype(dtype))
        elif "gamma" in name:
            w.assign(coarse(rng, 0.5, 1.5, shape).astype(dtype))
        else:
            w.assign(coarse(rng, -0.7, 0.7, shape).astype(dtype))


def trained_range(name, shape, rng, ranges):
    """What training for integers finds: any range of activations, one around 0 of weights."""
    if name.endswith("_min"):
        ranges[name[:-4]] = -coarse(rng, 0.5, 1.5, shape) - 0.01
        return ranges[name[:-4]]
    return -ranges[name[:-4]] if name == "kernel_max" or name == "depthwise_kernel_max" else coarse(rng, 0.5, 2, shape) + 0.01


def flat_layers(model):
    return list(model._flatten_layers()) if hasattr(model, "_flatten_layers") else []


def copy_weights(source, target):
    target.set_weights([np.asarray(w) for w in source.get_weights()])


# ---------------------------------------------------------------- outputs

def compute(k, model, arrays):
    outputs = k.Model(list(model.inputs), list(model.outputs))(list(arrays), training=False)
    outputs = outputs if isinstance(outputs, (list, tuple)) else [outputs]
    return [np.asarray(o) for o in outputs]


def expected(k, case, model, arrays):
    if case.twin is None:
        return compute(k, model, arrays)
    if not case.always_twin:
        with contextlib.suppress(Exception):  # no kernel on this machine
            return compute(k, model, arrays)
    twin, there, back = case.twin(k)
    copy_weights(model, twin)
    return [back(o) for o in compute(k, twin, [there(a) for a in arrays])]


def unique(names):
    seen, out = {}, []
    for name in names:
        seen[name] = seen.get(name, -1) + 1
        out.append(f"{name}_{seen[name]}" if seen[name] else name)
    return out


def operation_names(k, tensors):
    if k.octet_version == 2:
        return unique([t._keras_history.layer.name for t in tensors])
    return unique([t._keras_history.operation.name for t in tensors])


def output_names(k, model):
    """Those of the layers, but for a dict: its keys, in the order in which Keras flattens it."""
    given = getattr(model, "_nested_outputs" if k.octet_version == 2 else "_outputs_struct", None)
    return sorted(given) if isinstance(given, dict) else operation_names(k, model.outputs)


# ---------------------------------------------------------------- files

def same_bytes(path):
    """The file without what differs from run to run: a .keras file's date, and addresses in memory."""
    if path.suffix != ".keras":
        return path.read_bytes()
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            fresh = zipfile.ZipInfo(info.filename, EPOCH)
            fresh.compress_type = info.compress_type
            new.writestr(fresh, lasting(info.filename, old.read(info)))
    return out.getvalue()


def lasting(name, data):
    if name == "metadata.json":
        return re.sub(rb'"date_saved": "[^"]*"', b'"date_saved": "2025-01-01@00:00:00"', data)
    if name != "config.json":
        return data
    seen = {}

    def number(match):
        return b'"shared_object_id": %d' % seen.setdefault(match.group(1), len(seen) + 1)

    return re.sub(rb'"shared_object_id": (\d+)', number, data)


class Unfit(Exception):
    """Keras cannot hold this case in this format."""


class Archive:
    def __init__(self, k, family):
        self.k, self.family = k, family
        self.manifest, self.files, self.notes = [], {}, []

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

    def make_all(self):
        layers = {}
        for case in self.family.cases:
            if case.keras in (None, self.k.octet_version):
                layers.setdefault(case.layer, []).append(case)
        for cases in layers.values():
            made = {self.make_somehow(case, i) for i, case in enumerate(cases)}
            missing = {"h5", "keras"} - made
            for form in missing:
                case = next((c for c in cases if c.format is None and c.batch == 1 and not c.refused), None)
                if case:
                    with contextlib.suppress(Unfit):
                        self.make(case, form)

    def make_somehow(self, case, index):
        """The formats take turns; where Keras cannot read its own file, the other one is taken."""
        third = index % 3 == 1 if self.k.octet_version == 2 else index % 2 == 0
        first = case.format or ("keras" if third else "h5")
        for form in [first] if case.format else [first, "h5" if first == "keras" else "keras"]:
            try:
                self.make(case, form)
                return form
            except Unfit as e:
                self.notes.append(f"{case.layer} {case.options} as {form}: {e}")
        self.notes.append(f"NOT MADE: {case.layer} {case.options}")
        return None

    def make(self, case, form):
        k = self.k
        rng = np.random.default_rng(zlib.crc32(f"{case.layer} {case.options} {k.octet_version}".encode()))
        k.backend.clear_session()
        k.utils.set_random_seed(7)
        name = self.fresh_name(case)
        try:
            with case.scope():
                return self.make_in_scope(case, form, name, rng)
        except Exception as e:
            raise Unfit(f"{type(e).__name__}: {str(e).strip()[:300]}") from e

    def make_in_scope(self, case, form, name, rng):
        k = self.k
        model = case.build(k)
        seed_weights(model, rng)
        arrays = [i.values(rng, case.batch) for i in case.inputs]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"model.{form}")
            model.save(path)
            data = same_bytes(path)
            entry = {"name": name, "layer": case.layer, "options": case.options, "keras": k.octet_version}
            entry |= {"on": shown(case.inputs), "file": f"{name}.{form}", "format": form, "batch": case.batch}
            if case.refused:
                entry["refused"] = case.refused
            else:
                self.compute_all(case, entry, model, path, arrays)
        self.files[f"{name}.{form}"] = data
        self.manifest.append(entry)

    def compute_all(self, case, entry, model, path, arrays):
        entry["inputs"] = operation_names(self.k, model.inputs)
        entry["outputs"] = output_names(self.k, model)
        opened = [i.fed for i in case.inputs]
        if any(opened):
            entry["shapes"] = {n: list(s) for n, s in zip(entry["inputs"], opened) if s}
        outputs = expected(self.k, case, model, arrays)
        if case.loads:
            self.check_loads(case, path, arrays, outputs)
        self.keep_arrays(entry["name"], arrays, outputs)

    def check_loads(self, case, path, arrays, outputs):
        again = expected(self.k, case, self.k.models.load_model(path, compile=False), arrays)
        for a, b in zip(outputs, again, strict=True):
            if not np.all(np.isfinite(a.astype("float64"))):
                raise Unfit("not finite")
            if not np.allclose(a, b, rtol=1e-5, atol=1e-5):
                raise Unfit("Keras computes something else after loading")

    def keep_arrays(self, name, arrays, outputs):
        named = {f"in_{i}": a for i, a in enumerate(arrays)} | {f"out_{i}": a for i, a in enumerate(outputs)}
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as z:
            for key, array in named.items():
                npy = io.BytesIO()
                np.lib.format.write_array(npy, np.ascontiguousarray(array).reshape(array.shape))
                z.writestr(zipfile.ZipInfo(f"{key}.npy", EPOCH), npy.getvalue())
        self.files[f"{name}.npz"] = out.getvalue()

    def fresh_name(self, case):
        slug = re.sub(r"[^A-Za-z0-9]+", "_", f"{case.layer} {case.options}").strip("_")[:60].strip("_")
        taken = {e["name"] for e in self.manifest}
        return next(n for n in [slug] + [f"{slug}_{i}" for i in range(2, 99)] if n not in taken)
