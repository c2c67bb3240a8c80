"""Makes fake_quantization.npz: what TensorFlow's fake quantization makes of values near all borders.

    python fake_quantization.py

Needs tensorflow 2.20; run it by hand. Same bytes at every run.

A row of `how` is a case: op (0 FakeQuantWithMinMaxVars, 1 FakeQuantWithMinMaxArgs, 2
QuantizeAndDequantizeV4), bits, narrow range, signed input, rounding (1 half to even). The same row of
`range` holds its minimum and maximum, of `x` its input and of `y` what TensorFlow computes.
"""

import io
import os
import zipfile
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import numpy as np
import tensorflow as tf

RANGES = [
    (-6, 6), (-1, 1), (0, 6), (-0.5, 1.25), (-3.7, 0), (-0.013, 5.2), (-5.2, 0.013), (-1, 1.0078125),
    (0.5, 2), (-2, -0.5), (1e-6, 3e-6), (-1e-30, 2e-30), (-1e9, 3e9), (-1e30, 1e30), (0, 0), (-127, 127), (-128, 127),
    (0, 255), (-0.1, 0.1000001),
]
VALUES = 20


def inputs(rng, low, high, bits):
    """Values within, beyond and at the borders, and such as lie halfway between two steps."""
    reach = max(abs(low), abs(high), 1e-3 if low == high else 0)
    step = (high - low) / (2**bits - 1)
    some = [0.0, -0.0, low, high, 2 * low - high, 2 * high - low, 1e3 * reach, -1e3 * reach, 2.5 * step, -2.5 * step]
    more = rng.uniform(-1.2 * reach, 1.2 * reach, VALUES - len(some))
    return np.concatenate([some, more]).astype(np.float32)


def case(op, low, high, bits, narrow, signed, even, x):
    if op == 0:
        return tf.quantization.fake_quant_with_min_max_vars(x, low, high, bits, narrow)
    if op == 1:
        return tf.quantization.fake_quant_with_min_max_args(x, low, high, bits, narrow)
    mode = "HALF_TO_EVEN" if even else "HALF_UP"
    return tf.raw_ops.QuantizeAndDequantizeV4(
        input=x, input_min=low, input_max=high, signed_input=signed, num_bits=bits, range_given=True,
        round_mode=mode, narrow_range=narrow,
    )


def main():
    rng = np.random.default_rng(3)
    how, ranges, xs, ys = [], [], [], []
    for n, (low, high) in enumerate(RANGES):
        low, high = np.float32(low), np.float32(high)
        for bits in sorted({8, 2 + n % 15, 16 - n % 9, 4}):
            for op in (0, 1, 2):
                if op == 1 and (low == high or bits == 4 or abs(high) < 1e-20):
                    continue  # TensorFlow makes no such op
                narrow, signed, even = (n + bits) % 2, (n + bits // 2) % 2, (n + op + bits) % 2
                if op == 2 and not signed:
                    narrow = 0
                x = inputs(rng, low, high, bits)
                how.append((op, bits, narrow, signed, even))
                ranges.append((low, high))
                xs.append(x)
                ys.append(case(op, low, high, bits, bool(narrow), bool(signed), bool(even), x).numpy())
    arrays = {"how": np.array(how, np.int32), "range": np.array(ranges, np.float32), "x": np.array(xs), "y": np.array(ys)}
    with zipfile.ZipFile(Path(__file__).with_suffix(".npz"), "w") as z:
        for name, array in arrays.items():
            npy = io.BytesIO()
            np.lib.format.write_array(npy, array)
            info = zipfile.ZipInfo(name + ".npy", (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            z.writestr(info, npy.getvalue(), compresslevel=9)
    print(len(how), "cases", {k: v.shape for k, v in arrays.items()}, np.isnan(arrays["y"]).sum(), "NaN")


main()
