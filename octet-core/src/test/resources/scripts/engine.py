"""Makes what the engine's tests compare with: outputs.csv, taps.csv and small odd models.

Needs TensorFlow 2.20. Run in any folder; writes to ../engine beside this file's folder.

Every input element k is ((37 * k) mod 256) / 255 (for the input b: of k + 11), so that the tests
need no files for inputs.
"""

import csv
import pathlib

import numpy as np
import tensorflow as tf

HERE = pathlib.Path(__file__).resolve().parent.parent
OUT = HERE / "engine"
OUT.mkdir(exist_ok=True)
RESOLVERS = {
    "DEFAULT": tf.lite.experimental.OpResolverType.AUTO,
    "PLAIN": tf.lite.experimental.OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
    "REFERENCE": tf.lite.experimental.OpResolverType.BUILTIN_REF,
}
SHIFT = {"b": 11}


def fill(detail, shift=0):
    k = np.arange(int(np.prod(detail["shape"]))) + shift
    return (((37 * k) % 256).astype(np.float32) / np.float32(255)).reshape(detail["shape"])


def interpreter(model, kernels, taps=False):
    return tf.lite.Interpreter(
        model_path=str(HERE / "models" / f"{model}.tflite"),
        num_threads=1,
        experimental_op_resolver_type=RESOLVERS[kernels],
        experimental_preserve_all_tensors=taps,
    )


def numbers(values):
    return [repr(float(v)) for v in np.asarray(values).flatten()]


def main_outputs(rows, model, runs):
    """The main graph, run several times without a reset."""
    for kernels in RESOLVERS:
        it = interpreter(model, kernels)
        it.allocate_tensors()
        for detail in it.get_input_details():
            it.set_tensor(detail["index"], fill(detail))
        for run in range(runs):
            it.invoke()
            for detail in it.get_output_details():
                values = it.get_tensor(detail["index"])
                rows.append([model, "", kernels, run, detail["name"], *numbers(values)])


def signature_outputs(rows, model):
    for kernels in RESOLVERS:
        for key in ["decode", "encode", "similarity"]:
            runner = interpreter(model, kernels).get_signature_runner(key)
            out = runner(**{n: fill(d, SHIFT.get(n, 0)) for n, d in runner.get_input_details().items()})
            for name in sorted(out):
                rows.append([model, key, kernels, 0, name, *numbers(out[name])[:40]])


def taps(rows, model):
    it = interpreter(model, "DEFAULT", taps=True)
    it.allocate_tensors()
    for detail in it.get_input_details():
        it.set_tensor(detail["index"], fill(detail))
    it.invoke()
    for detail in it.get_tensor_details():
        if detail["dtype"] == np.float32:
            try:
                v = it.get_tensor(detail["index"])
            except ValueError:
                continue
            rows.append([model, detail["index"], v.size, *numbers([v.min(), v.max(), v.mean()])])


def write(name, header, rows):
    with open(OUT / name, "w", newline="") as f:
        writer = csv.writer(f, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


class Odd(tf.Module):
    """Models that are odd in one way each."""

    def __init__(self):
        self.count = tf.Variable(tf.zeros([2]), name="count")

    @tf.function(input_signature=[tf.TensorSpec([4], tf.float32, name="x")])
    def erf(self, x):
        return tf.math.erf(x)

    @tf.function(input_signature=[tf.TensorSpec([8], tf.float32, name="x")])
    def where(self, x):
        """The input decides the shape of the output."""
        return 2.0 * tf.gather_nd(x, tf.where(x > 0.5))

    @tf.function(input_signature=[tf.TensorSpec([2], tf.float32, name="x")])
    def counter(self, x):
        """Keeps its state in a resource."""
        self.count.assign_add(x)
        return self.count.read_value()


def convert(name, function, **options):
    module = Odd()
    concrete = getattr(module, function).get_concrete_function()
    converter = tf.lite.TFLiteConverter.from_concrete_functions([concrete], module)
    for key, value in options.items():
        setattr(converter, key, value)
    if name == "flex":
        converter.target_spec.supported_ops = [tf.lite.OpsSet.SELECT_TF_OPS]
    (OUT / f"{name}.tflite").write_bytes(converter.convert())


if __name__ == "__main__":
    rows = []
    main_outputs(rows, "fmnist_cnn", 1)
    main_outputs(rows, "fmnist_lstm", 1)
    main_outputs(rows, "fmnist_lstm_k2", 2)
    signature_outputs(rows, "multi_sig")
    write("outputs.csv", ["model", "signature", "kernels", "run", "output", "values"], rows)
    rows = []
    taps(rows, "fmnist_cnn")
    taps(rows, "fmnist_vit")
    write("taps.csv", ["model", "tensor", "elements", "min", "max", "mean"], rows)
    convert("flex", "erf")
    flex = (OUT / "flex.tflite").read_bytes()
    (OUT / "custom.tflite").write_bytes(flex.replace(b"FlexErf", b"OctetOp"))
    convert("where", "where")
    convert("counter", "counter", experimental_enable_resource_variables=True)
