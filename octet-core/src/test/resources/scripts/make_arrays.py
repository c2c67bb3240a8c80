"""Makes the small arrays and images in ../data that the tests of dev.octet.data read.

Needs numpy and Pillow. Run it anywhere: it writes beside itself. Same bytes at every run.
"""

import io
import pathlib
import struct
import zipfile
import zlib

import numpy as np
from PIL import Image

OUT = pathlib.Path(__file__).resolve().parent.parent / "data"
OUT.mkdir(exist_ok=True)


def npy(array, version=None):
    out = io.BytesIO()
    np.lib.format.write_array(out, array, version=version)
    return out.getvalue()


def zipped(name, entries, method=zipfile.ZIP_STORED, force_zip64=False):
    with zipfile.ZipFile(OUT / name, "w", method) as z:
        for key, data in entries.items():
            info = zipfile.ZipInfo(key + ".npy", (1980, 1, 1, 0, 0, 0))
            info.compress_type = method
            with z.open(info, "w", force_zip64=force_zip64) as f:
                f.write(data)


def header(text, version=1):
    """An npy header as it is given, without any check."""
    text = text.encode("latin1")
    return b"\x93NUMPY" + bytes([version, 0]) + struct.pack("<H", len(text)) + text


# every type, both byte orders, both layouts: element k of the [2,3] array is k - 2 (k if unsigned)
DTYPES = "b1 i1 u1 i2 u2 i4 u4 i8 u8 f2 f4 f8".split()
arrays = {}
for order, sign in (("little", "<"), ("big", ">")):
    for d in DTYPES:
        values = np.arange(6) - (0 if d[0] in "ub" else 2)
        a = (values % 2 == 0 if d == "b1" else values).astype(sign + d).reshape(2, 3)
        arrays[f"{order}_{d}_c"] = npy(a)
        arrays[f"{order}_{d}_f"] = npy(np.asfortranarray(a))
zipped("dtypes.npz", arrays, zipfile.ZIP_DEFLATED)

cube = np.arange(24, dtype="<f4").reshape(2, 3, 4)
zipped("stored.npz", {"a": npy(cube), "b": npy(np.asfortranarray(cube))})
zipped("zip64.npz", {"a": npy(cube)}, zipfile.ZIP_DEFLATED, force_zip64=True)
for version in (1, 2, 3):
    (OUT / f"version{version}.npy").write_bytes(npy(cube, (version, 0)))
(OUT / "scalar.npy").write_bytes(npy(np.float32(7)))
(OUT / "empty.npy").write_bytes(npy(np.zeros((0, 3), np.float32)))

# malformed, each in its own way
OK = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"
DATA = bytes(24)
bad = {
    "truncated": header(OK) + DATA[:-1],
    "surplus": header(OK) + DATA + b"x",
    "no_data": header(OK),
    "cut_header": header(OK)[:30],
    "version9": header(OK, 9) + DATA,
    "long_header": b"\x93NUMPY\x02\x00" + struct.pack("<I", 0xFFFFFFF0) + b"{}",
    "huge_shape": header(OK.replace("(2, 3)", "(1000000, 1000000, 1000000)")) + DATA,
    "overflowing_shape": header(OK.replace("(2, 3)", "(99999999999999999999,)")) + DATA,
    "negative_shape": header(OK.replace("(2, 3)", "(-2, 3)")) + DATA,
    "no_shape": header("{'descr': '<f4', 'fortran_order': False}") + DATA,
    "not_a_dict": header("[1, 2]") + DATA,
    "unclosed": header(OK.replace("}", "")) + DATA,
    "object": npy(np.array([None, 1], dtype=object)),
    "text": npy(np.array(["a", "bc"])),
    "complex": npy(np.zeros(2, np.complex64)),
    "structured": npy(np.zeros(2, [("a", "<f4"), ("b", "<i2")])),
}
for name, data in bad.items():
    (OUT / f"bad_{name}.npy").write_bytes(data)

zipped("truncated_entry.npz", {"a": npy(cube)[:-5], "b": npy(cube)})
zipped("bomb.npz", {"a": header(OK) + bytes(1 << 20)}, zipfile.ZIP_DEFLATED)
zipped("wrong_crc.npz", {"a": npy(cube)})
blob = bytearray((OUT / "wrong_crc.npz").read_bytes())
blob[blob.index(npy(cube)) + 130] ^= 1
(OUT / "wrong_crc.npz").write_bytes(blob)
zipped("lying_size.npz", {"a": npy(cube)}, zipfile.ZIP_DEFLATED)
blob = bytearray((OUT / "lying_size.npz").read_bytes())
central = blob.index(b"PK\x01\x02")
blob[central + 24 : central + 28] = struct.pack("<I", 0xF0000000)
(OUT / "lying_size.npz").write_bytes(blob)
(OUT / "cut.npz").write_bytes((OUT / "stored.npz").read_bytes()[:-40])
(OUT / "words.npz").write_bytes(b"these are words\n")
(OUT / "nothing.npz").write_bytes(b"")

# samples and labels
x = (np.arange(3 * 4) * 20).astype(np.uint8).reshape(3, 2, 2)
zipped(
    "samples.npz",
    {
        "x": npy(x),
        "y": npy(np.array([2, 0, 1], np.int64)),
        "column": npy(np.array([[2], [0], [1]], np.uint8)),
        "one_hot": npy(np.eye(3, dtype=np.float32)[[2, 0, 1]]),
        "not_one_hot": npy(np.array([[1, 0], [1, 1], [0, 1]], np.float32)),
        "nan": npy(np.array([[1, 2], [3, np.nan], [5, 6]], np.float32)),
        "big": npy(np.array([[1, 2], [3, 300], [5, 6]], np.int64)),
    },
    zipfile.ZIP_DEFLATED,
)

# images: a 4 x 2 picture whose red is 10 x, green 20 y, blue 200; and its relatives
images = OUT / "images"
images.mkdir(exist_ok=True)
rgb = np.zeros((2, 4, 3), np.uint8)
rgb[..., 0] = np.arange(4) * 10
rgb[..., 1] = np.arange(2)[:, None] * 20
rgb[..., 2] = 200
Image.fromarray(rgb).save(images / "a_rgb.png")
alpha = np.concatenate([rgb, np.full((2, 4, 1), 77, np.uint8)], -1)
Image.fromarray(alpha).save(images / "b_rgba.png")
Image.fromarray(rgb[..., 0]).save(images / "c_grey.png")
Image.fromarray(rgb[..., 0].astype(np.uint16) * 257).save(images / "d_grey16.png")
Image.fromarray(rgb).quantize(8).save(images / "e_palette.png")
Image.fromarray(rgb).save(images / "f_rgb.bmp")
Image.fromarray(rgb).quantize(8).save(images / "g_palette.gif")
Image.fromarray(np.full((8, 8, 3), (50, 100, 150), np.uint8)).save(images / "h_plain.jpg")
(images / "readme.txt").write_text("not an image\n")
broken = OUT / "broken_images"
broken.mkdir(exist_ok=True)
Image.fromarray(rgb).save(broken / "a.png")
(broken / "b.png").write_bytes((images / "a_rgb.png").read_bytes()[:50])
noise = (np.arange(32 * 32 * 3) * 7919 % 251).astype(np.uint8).reshape(32, 32, 3)
Image.fromarray(noise).save(broken / "c.jpg")
(broken / "c.jpg").write_bytes((broken / "c.jpg").read_bytes()[:700])


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


huge = struct.pack(">IIBBBBB", 100000, 100000, 8, 2, 0, 0, 0)
(broken / "d.png").write_bytes(
    b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", huge) + chunk(b"IDAT", zlib.compress(bytes(99)))
    + chunk(b"IEND", b"")
)

# what Pillow makes of shrinking and growing a gradient, to compare with
step = np.add.outer(np.arange(9) * 9, np.arange(12) * 13).astype(np.uint8)
Image.fromarray(step).save(OUT / "gradient.png")
for h, w in ((3, 5), (20, 7)):
    resized = Image.fromarray(step).resize((w, h), Image.BILINEAR)
    (OUT / f"gradient_{h}x{w}.npy").write_bytes(npy(np.asarray(resized)))
