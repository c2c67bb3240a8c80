"""Makes lowbits_golden.bin: weights, and what LiteRT Quantizer makes of them in 4 and 2 bits.

Needs litert-quantizer 0.11.  Run: python lowbits_golden.py
Little-endian arrays, one after the other: weights f32 [ROWS, COLUMNS], then for each of 4 bits per row, 2 bits per row,
4 bits in blocks of 32, 4 bits in blocks of 256, 2 bits in blocks of 64: scales f32, values i8 [ROWS, COLUMNS].
"""
import pathlib

import numpy as np
from litert_quantizer import qtyping
from litert_quantizer.algorithms.uniform_quantize import uniform_quantize_tensor as u

ROWS, COLUMNS = 12, 256
G = qtyping.QuantGranularity
rng = np.random.default_rng(4)


def weights():
    w = rng.normal(size=(ROWS, COLUMNS)).astype(np.float32)
    w[0] = np.arange(COLUMNS) % 29 / 2 - 7  # exact ties, scale 1
    w[1] *= 1e-4  # scales that are subnormal in half precision
    w[2] *= 3e3
    w[3, ::2] = 0
    for r in range(4, 8):  # near ties
        largest = np.abs(w[r]).max()
        ties = (rng.integers(-7, 7, COLUMNS - 1) + 0.5).astype(np.float32) * np.float32(largest / 7)
        w[r, 1:] = (ties.view(np.int32) + rng.integers(-2, 3, COLUMNS - 1, dtype=np.int32)).view(np.float32)
        w[r, 0] = largest
    return w


def quantize(w, bits, granularity):
    size = u.extract_block_size_from_granularity(granularity)
    data = w.reshape(ROWS, COLUMNS // size, size) if size else w
    low, high = data.min(axis=-1), data.max(axis=-1)
    if not size:
        low, high = low[:, None], high[:, None]
    zeros, scales = u.tensor_zp_scale_from_min_max(low, high, bits, True, granularity)
    params = qtyping.UniformQuantParams(
        num_bits=bits, quantized_dimension=1 if size else 0, scale=scales, zero_point=zeros, symmetric=True,
        block_size=size)
    return scales, u.uniform_quantize(w, params, bool(size))


def main():
    w = weights()
    parts = [w]
    for bits, granularity in ((4, G.CHANNELWISE), (2, G.CHANNELWISE), (4, G.BLOCKWISE_32), (4, G.BLOCKWISE_256),
                              (2, G.BLOCKWISE_64)):
        scales, values = quantize(w, bits, granularity)
        parts += [scales.astype(np.float32), values.astype(np.int8)]
    path = pathlib.Path(__file__).with_suffix(".bin")
    path.write_bytes(b"".join(p.tobytes() for p in parts))


main()
