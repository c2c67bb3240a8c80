"""Makes the TFRecord, IDX, WAV and CSV files in ../data/records that the tests of dev.octet.data
read, and the values that are in them (expected.npz).

Needs tensorflow, numpy, scipy and pandas. Run it anywhere: it writes beside itself. Same bytes at
every run.
"""

import csv
import gzip
import os
import pathlib
import shutil
import struct
import wave

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import pandas as pd
import scipy.io.wavfile
import scipy.signal
import tensorflow as tf

OUT = pathlib.Path(__file__).resolve().parent.parent / "data" / "records"
shutil.rmtree(OUT, ignore_errors=True)
OUT.mkdir(parents=True)
EXPECTED = {}
rng = np.random.default_rng(8)

# ---------------------------------------------------------------- TFRecord


def feature(value):
    if isinstance(value, (bytes, str)):
        value = [value]
    value = list(value)
    if isinstance(value[0], str):
        value = [v.encode() for v in value]
    if isinstance(value[0], bytes):
        return tf.train.Feature(bytes_list=tf.train.BytesList(value=value))
    if isinstance(value[0], (float, np.floating)):
        return tf.train.Feature(float_list=tf.train.FloatList(value=value))
    return tf.train.Feature(int64_list=tf.train.Int64List(value=value))


def example(**features):
    named = {k.replace("__", "/"): feature(v) for k, v in features.items()}
    e = tf.train.Example(features=tf.train.Features(feature=named))
    return e.SerializeToString(deterministic=True)


def records(name, messages, compression=""):
    options = tf.io.TFRecordOptions(compression_type=compression)
    with tf.io.TFRecordWriter(str(OUT / name), options) as writer:
        for m in messages:
            writer.write(m)


N = 6
x = rng.normal(size=(N, 2, 2)).astype(np.float32)
ids = rng.integers(-3, 1000, (N, 3))
pixels = rng.integers(0, 256, (N, 2, 2, 3)).astype(np.uint8)
label = rng.integers(0, 4, N)
words = ["cat", "dog", "ape", "dog", "cat", "dog"]
mask = rng.integers(0, 3, (N, 4))
examples = [
    example(
        x=x[i].ravel(),
        ids=ids[i],
        label=[label[i]],
        word=words[i],
        size=[float(i) / 2],
        mask=mask[i],
        bytes=pixels[i].tobytes(),
        floats=x[i].tobytes(),
        tensor=tf.io.serialize_tensor(x[i]).numpy(),
    )
    for i in range(N)
]
EXPECTED.update(x=x, ids=ids, pixels=pixels, label=label, mask=mask)
records("plain.tfrecord", examples)
records("gzip.tfrecord", examples, "GZIP")
records("zlib.tfrecord", examples, "ZLIB")
(OUT / "parts").mkdir()
for part, (a, b) in enumerate([(0, 2), (2, 2), (2, 6)]):
    records(f"parts/data.tfrecord-{part:05d}-of-00003", examples[a:b])
(OUT / "splits").mkdir()
records("splits/set-train.tfrecord-00000-of-00001", examples[:2])
records("splits/set-test.tfrecord-00000-of-00001", examples[2:3])
images = rng.integers(0, 256, (3, 5, 7, 3)).astype(np.uint8)
EXPECTED["images"] = images
records(
    "images.tfrecord",
    [
        example(
            image__encoded=tf.io.encode_png(images[i]).numpy(),
            image__class__label=[i + 1],
            image__height=[5],
            mask=tf.io.encode_png(images[i][:, :, :1]).numpy(),
        )
        for i in range(3)
    ],
)
smooth = np.add.outer(np.arange(16) * 6, np.arange(24) * 5).astype(np.uint8)
smooth = np.stack([smooth, 255 - smooth, smooth // 2], -1)
EXPECTED["jpeg"] = smooth
records("jpeg.tfrecord", [example(image=tf.io.encode_jpeg(smooth, quality=98).numpy())])
steps = tf.train.FeatureLists(feature_list={"x": tf.train.FeatureList(feature=[feature([1.0])])})
records(
    "sequence.tfrecord",
    [tf.train.SequenceExample(feature_lists=steps).SerializeToString(deterministic=True)],
)
records("other.tfrecord", [b"this is no message", b"nor this"])

# ---------------------------------------------------------------- IDX
CODES = {">u1": 8, ">i1": 9, ">i2": 11, ">i4": 12, ">f4": 13, ">f8": 14}


def idx(array, kind):
    array = array.astype(kind)
    head = struct.pack(">BBBB", 0, 0, CODES[kind], array.ndim)
    return head + struct.pack(f">{array.ndim}I", *array.shape) + array.tobytes()


def packed(data):
    return gzip.compress(data, mtime=0)


for kind in CODES:
    (OUT / f"{kind[1:]}.idx").write_bytes(idx(np.arange(24).reshape(4, 2, 3), kind))
digits = rng.integers(0, 256, (5, 4, 4))
EXPECTED["digits"] = digits.astype(np.uint8)
(OUT / "t-images-idx3-ubyte").write_bytes(idx(digits, ">u1"))
(OUT / "t-images-idx3-ubyte.gz").write_bytes(packed(idx(digits, ">u1")))
(OUT / "t-labels-idx1-ubyte.gz").write_bytes(packed(idx(np.array([3, 0, 1, 2, 3]), ">u1")))

# ---------------------------------------------------------------- WAV
t = np.arange(50) / 50
sound = np.stack([0.8 * np.sin(2 * np.pi * t), 0.4 * np.cos(4 * np.pi * t)], 1)


def pcm(name, values, width, rate=16000):
    """By the module wave."""
    if width == 1:
        q = np.round(values * 127 + 128).astype(np.uint8)
        real, data = (q.astype(float) - 128) / 128, q.tobytes()
    else:
        full = 2 ** (8 * width - 1)
        q = np.round(values * (full - 1)).astype("<i8")
        real = q / full
        data = b"".join(int(v).to_bytes(width, "little", signed=True) for v in q.ravel())
    with wave.open(str(OUT / name), "wb") as w:
        w.setnchannels(values.shape[1])
        w.setsampwidth(width)
        w.setframerate(rate)
        w.writeframes(data)
    return real.mean(1).astype(np.float32)


for width in (1, 2, 3, 4):
    EXPECTED[f"wav_{width}"] = pcm(f"pcm{8 * width}.wav", sound[:, :1], width)
    EXPECTED[f"wav_{width}_stereo"] = pcm(f"pcm{8 * width}_stereo.wav", sound, width)
for bits, kind in ((32, np.float32), (64, np.float64)):
    scipy.io.wavfile.write(OUT / f"float{bits}_stereo.wav", 16000, sound.astype(kind))
EXPECTED["wav_float"] = sound.astype(np.float32).mean(1)
mono = tf.audio.encode_wav(sound[:, :1].astype(np.float32), 16000).numpy()
(OUT / "tf.wav").write_bytes(mono)
EXPECTED["wav_tf"] = tf.audio.decode_wav(mono).audio.numpy()[:, 0]
# 24 bits as WAVE_FORMAT_EXTENSIBLE, with a chunk of odd length in between
body = (OUT / "pcm24.wav").read_bytes()[44:]
guid = bytes.fromhex("0100000000001000800000aa00389b71")
fmt = struct.pack("<HHIIHHHHI", 0xFFFE, 1, 16000, 48000, 3, 24, 22, 24, 4) + guid
chunks = b"WAVEfmt " + struct.pack("<I", len(fmt)) + fmt + b"LIST" + struct.pack("<I", 3) + b"abc\0"
chunks += b"data" + struct.pack("<I", len(body)) + body
(OUT / "extensible.wav").write_bytes(b"RIFF" + struct.pack("<I", len(chunks)) + chunks)

for rate in (44100, 48000, 22050, 8000):
    n = rate // 20
    time = np.arange(n) / rate
    tones = sum(0.2 * np.sin(2 * np.pi * f * time + f) for f in (300, 1111, 2500, 3300))
    values = pcm(f"rate{rate}.wav", tones[:, None], 2, rate)
    g = np.gcd(16000, rate)
    EXPECTED[f"rate{rate}"] = scipy.signal.resample_poly(
        values.astype(float), 16000 // g, rate // g
    ).astype(np.float32)
    EXPECTED[f"tones{rate}"] = sum(
        0.2 * np.sin(2 * np.pi * f * np.arange(800) / 16000 + f) for f in (300, 1111, 2500, 3300)
    ).astype(np.float32)

for k, name in enumerate(["yes/a", "yes/b", "no/c", "_background_noise_/hum"]):
    (OUT / "commands" / name).parent.mkdir(parents=True, exist_ok=True)
    pcm(f"commands/{name}.wav", sound[:, :1] * (k + 1) / 4, 2)
(OUT / "commands" / "README.md").write_text("not a sound\n")

# ---------------------------------------------------------------- CSV
table = np.round(rng.normal(size=(4, 3)), 4)
EXPECTED["table"] = table
frame = pd.DataFrame(table, columns=["a", "b", "c"])
frame["class"] = [0, 2, 1, 2]
frame.to_csv(OUT / "frame.csv")  # with row numbers
frame.to_csv(OUT / "frame.tsv", sep="\t", index=False)
frame["class"] = ["setosa", "virginica", 'so "called"', "virginica"]
frame.to_csv(OUT / "names.csv", sep=";", index=False, lineterminator="\r\n")
(OUT / "names.csv.gz").write_bytes(packed((OUT / "names.csv").read_bytes()))
np.savetxt(OUT / "savetxt.csv", np.c_[table, [0, 2, 1, 2]], delimiter=",", header="a,b,c,label")
np.savetxt(OUT / "bare.csv", np.c_[[0, 2, 1, 2], table], delimiter=",", fmt="%.4f")
with open(OUT / "two.csv", "w", newline="") as f:
    w = csv.writer(f, quoting=csv.QUOTE_ALL)
    w.writerow(["left_0", "left_1", "right", "note, long", "y"])
    for row, y in zip(table, [1.5, 2, -3, 4]):
        w.writerow([*row, "a\nb", y])
(OUT / "missing.csv").write_text("a,b,c,y\n1,2,3,0\n\n4,,6,1\n7,8,nan,1\n10,11,12,0\n")

np.savez_compressed(OUT / "expected.npz", **EXPECTED)
