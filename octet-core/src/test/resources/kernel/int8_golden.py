"""Makes int8_golden.bin: weights that tell the official tools' arithmetics apart, and what each tool makes of them.

Needs tensorflow 2.20 and litert-quantizer 0.11.  Run: python int8_golden.py
Little-endian arrays, one after the other, in int8_golden.bin:
  weights f32 [CHANNELS, PER_CHANNEL], then for each of dynamic, static, int16x8, litert:
  scales f32 [CHANNELS], values i8 [CHANNELS, PER_CHANNEL].
"""
import os
import pathlib
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import tensorflow as tf
from litert_quantizer import quantizer, recipe
from tensorflow.lite.tools import flatbuffer_utils

CHANNELS, PER_CHANNEL = 24, 64
F = np.float32
rng = np.random.default_rng(20)


def away(v):
    whole = np.trunc(v)
    return whole + np.where(np.abs(v - whole) >= 0.5, np.sign(v), 0)


def telling(largest):
    """Values that at least two of the candidate arithmetics round differently."""
    ties = (rng.integers(-126, 126, 200_000) + 0.5) * (float(largest) / 127)
    x = ties.astype(F)
    x = (x.view(np.int32) + rng.integers(-2, 3, x.size, dtype=np.int32)).view(F)
    scale = F(largest / F(127))
    candidates = np.stack([
        np.rint(x / scale),
        away(x.astype(np.float64) / (float(largest) / 127)),
        away(x * (F(1) / scale)),
        away(x * F(F(127) / largest)),
    ])
    return rng.permutation(x[np.ptp(candidates, axis=0) > 0])


def weights():
    w = rng.normal(size=(CHANNELS, PER_CHANNEL)).astype(F)
    for c in range(CHANNELS):
        largest = F(rng.uniform(0.01, 5))
        found = telling(largest)[: PER_CHANNEL - 1]
        w[c] = w[c] / F(6) * largest
        w[c, : found.size] = found
        w[c, -1] = largest
    w[0] = np.arange(PER_CHANNEL) - 32.5  # exact ties, scale 1
    w[0, -1] = 127
    w[1] = 0
    w[2] = w[2] / np.abs(w[2]).max() * F(3e-7)  # below the smallest range
    w[3] = w[3] / np.abs(w[3]).max() * F(6e-7)  # just above it
    return w


class Net(tf.Module):
    def __init__(self, w):
        super().__init__()
        self.w = tf.Variable(w.T)

    @tf.function(input_signature=[tf.TensorSpec([1, PER_CHANNEL], tf.float32)])
    def call(self, x):
        return tf.matmul(x, self.w)


def convert(net, mode):
    converter = tf.lite.TFLiteConverter.from_concrete_functions([net.call.get_concrete_function()], net)
    if mode != "float":
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
    if mode in ("static", "int16x8"):
        sample = np.linspace(-1, 1, PER_CHANNEL, dtype=F)[None]
        converter.representative_dataset = lambda: [[sample]]
    if mode == "int16x8":
        converter.target_spec.supported_ops = [
            tf.lite.OpsSet.EXPERIMENTAL_TFLITE_BUILTINS_ACTIVATIONS_INT16_WEIGHTS_INT8]
    return converter.convert()


def litert(float_model):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "float.tflite")
        path.write_bytes(float_model)
        q = quantizer.Quantizer(str(path))
        q.load_quantization_recipe(recipe.dynamic_wi8_afp32())
        return bytes(q.quantize().quantized_model)


def weight_tensor(model_bytes):
    model = flatbuffer_utils.convert_bytearray_to_object(bytearray(model_bytes))
    for t in model.subgraphs[0].tensors:
        if list(t.shape) == [CHANNELS, PER_CHANNEL] and t.type == 9:
            data = np.frombuffer(bytes(model.buffers[t.buffer].data), np.int8)
            scales = np.array(t.quantization.scale, F)
            assert scales.size == CHANNELS and t.quantization.quantizedDimension == 0
            return scales, data
    raise ValueError("no int8 weight")


def main():
    w = weights()
    net = Net(w)
    models = {m: convert(net, m) for m in ("float", "dynamic", "static", "int16x8")}
    models["litert"] = litert(models.pop("float"))
    out = pathlib.Path(__file__).with_name("int8_golden.bin")
    with out.open("wb") as f:
        f.write(w.astype("<f4").tobytes())
        for mode in ("dynamic", "static", "int16x8", "litert"):
            scales, values = weight_tensor(models[mode])
            f.write(scales.astype("<f4").tobytes())
            f.write(values.tobytes())
    print(out.name, out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
