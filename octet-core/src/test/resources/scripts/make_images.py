"""Makes what the tests of dev.octet.data compare images with: ../data/sizing.npz (sizes and values
that TensorFlow gives), ../data/presets.npz (what keras.applications makes of pixels), and the folder
../data/odd_images with their values in ../data/odd_images.npz.

Needs TensorFlow 2.20, keras 3 and Pillow. Run it anywhere. Same bytes at every run.
"""

import io
import pathlib
import zipfile

import keras
import numpy as np
import tensorflow as tf
from PIL import Image

OUT = pathlib.Path(__file__).resolve().parent.parent / "data"


def zipped(name, arrays):
    with zipfile.ZipFile(OUT / name, "w", zipfile.ZIP_DEFLATED) as z:
        for key, array in arrays.items():
            out = io.BytesIO()
            np.lib.format.write_array(out, np.ascontiguousarray(array))
            z.writestr(zipfile.ZipInfo(key + ".npy", (1980, 1, 1, 0, 0, 0)), out.getvalue())


def picture(height, width, seed):
    """Smooth with some noise, so that filters differ."""
    rng = np.random.RandomState(seed)
    y, x = np.mgrid[0:height, 0:width]
    waves = [np.sin(x / (3 + c)) * 60 + np.cos(y / (4 + c)) * 50 + 120 for c in range(3)]
    return np.clip(np.stack(waves, -1) + rng.randint(-15, 15, (height, width, 3)), 0, 255).astype(
        np.uint8
    )


# sizes: every filter and fit, smaller and larger, wider and higher
pictures = {"wide": picture(17, 31, 1), "high": picture(40, 23, 2)}
folder = OUT / "sizing"
folder.mkdir(exist_ok=True)
sizing = {}
for name, pixels in pictures.items():
    Image.fromarray(pixels).save(folder / f"{name}.png")
    for filter in ("bilinear", "nearest", "area"):
        for h, w in ((8, 8), (13, 29), (33, 21)):
            key = f"{name}_{filter}_{h}x{w}"
            sizing[key + "_stretch"] = tf.image.resize(pixels, (h, w), filter).numpy()
            sizing[key + "_pad"] = tf.image.resize_with_pad(pixels, h, w, filter).numpy()
            if filter != "area":
                cropped = keras.preprocessing.image.smart_resize(pixels, (h, w), filter)
                sizing[key + "_crop"] = np.asarray(cropped)
zipped("sizing.npz", {k: v.astype(np.float16) for k, v in sizing.items()})

# presets: every value in every channel
pixels = np.stack([np.arange(256), np.arange(256)[::-1], np.roll(np.arange(256), 77)], -1)
pixels = pixels.astype(np.uint8).reshape(1, 16, 16, 3)
presets = {"x": pixels}
for mode in ("tf", "caffe", "torch"):
    for order, axes in (("channels_last", (0, 1, 2, 3)), ("channels_first", (0, 3, 1, 2))):
        x = pixels.transpose(axes).astype(np.float32)
        y = keras.applications.imagenet_utils.preprocess_input(x, data_format=order, mode=mode)
        presets[f"{mode}_{order}"] = np.asarray(y, np.float32)
presets["efficientnet_channels_last"] = np.asarray(
    keras.applications.efficientnet.preprocess_input(pixels.astype(np.float32)), np.float32
)
presets["mobilenet_channels_last"] = np.asarray(
    keras.applications.mobilenet_v2.preprocess_input(pixels.astype(np.float32)), np.float32
)
zipped("presets.npz", presets)

# odd kinds of images
odd = OUT / "odd_images"
odd.mkdir(exist_ok=True)
rgb = picture(24, 20, 3)
grey = rgb[..., 0]
image = Image.fromarray(rgb)
alpha = np.concatenate([rgb, np.roll(grey, 5)[..., None]], -1)


def save(name, picture, **options):
    picture.save(odd / name, **options)


save("cmyk.jpg", image.convert("CMYK"), quality=95)
inverted = (odd / "cmyk.jpg").read_bytes()
at = inverted.index(b"Adobe") + 11
(odd / "ycck.jpg").write_bytes(inverted[:at] + b"\x02" + inverted[at + 1 :])
save("grey.jpg", Image.fromarray(grey), quality=95)
save("progressive.jpg", image, quality=95, progressive=True)
save("subsampled.jpg", image, quality=90, subsampling=2)
exif = Image.Exif()
exif[0x0112] = 6  # to be turned, which nobody does here
save("rotated.jpg", image, quality=95, exif=exif)
save("grey_alpha.png", Image.fromarray(np.stack([grey, alpha[..., 3]], -1)))
save("one_bit.png", Image.fromarray(grey > 128))
palette = image.quantize(16)
save("palette_alpha.png", palette, transparency=3)
save("lossless.webp", image, lossless=True)
save("alpha.webp", Image.fromarray(alpha), lossless=True, exact=True)
save("lossy.webp", image, quality=90)
save("grey.bmp", Image.fromarray(grey))
save("true_name.jpg", image, format="PNG")

sixteen = rgb.astype(np.uint16) * 257
(odd / "sixteen.png").write_bytes(tf.io.encode_png(sixteen).numpy())


def interlaced(pixels):
    """A PNG in Adam7's seven passes."""
    import struct
    import zlib

    def chunk(kind, data):
        crc = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)

    h, w, _ = pixels.shape
    rows = b""
    for y0, x0, dy, dx in (
        (0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2),
        (1, 0, 2, 1),
    ):
        for row in pixels[y0::dy, x0::dx]:
            rows += b"\0" + row.tobytes()
    head = struct.pack(">IIBBBBB", w, h, 8, 2, 0, 0, 1)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


(odd / "interlaced.png").write_bytes(interlaced(rgb))

values = {}
for file in sorted(odd.iterdir()):
    data = file.read_bytes()
    if file.suffix == ".jpg" and file.stem != "true_name":
        decoded = tf.io.decode_jpeg(data, 3, dct_method="INTEGER_ACCURATE").numpy()
    elif file.suffix == ".png" and file.stem != "palette_alpha":
        decoded = tf.io.decode_png(data, channels=3).numpy()
    else:
        decoded = np.asarray(Image.open(file).convert("RGB"))
    values[file.name] = decoded
zipped("odd_images.npz", values)
