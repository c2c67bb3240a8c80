"""Makes trained.zip: a small model trained for integers, what Keras and TensorFlow's converter make of it.

    python make_trained.py

Needs tensorflow 2.20, tf_keras 2.20 and tensorflow-model-optimization 0.8; run it by hand. Same bytes
at every run. In the archive: `model.h5`, `int8.tflite` (by TensorFlow's converter, without data), `io.npz`
(`x`, and `y` as Keras computes it), and the same of `partly`, of which only the last layers are quantized.
"""

import io
import os
import tempfile
import zipfile
from pathlib import Path

os.environ["TF_USE_LEGACY_KERAS"] = "1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import numpy as np
import tensorflow as tf
import tensorflow_model_optimization as tfmot
import tf_keras as keras

HERE = Path(__file__).resolve().parent
L = keras.layers
SHAPE = (8, 8, 3)


def block(x, layer, relu):
    return relu(L.BatchNormalization()(layer(x)))


def network():
    x = keras.Input(SHAPE, name="image")
    y = block(x, L.Conv2D(6, 3, padding="same", use_bias=False), L.ReLU(6.0))
    y = block(y, L.DepthwiseConv2D(3, padding="same", use_bias=False), L.ReLU())
    z = L.Conv2D(6, 1, activation="relu")(y)
    y = L.Concatenate()([L.Add()([y, z]), z])
    y = L.MaxPooling2D()(y)
    y = L.GlobalAveragePooling2D()(block(y, L.Conv2D(8, 3), L.ReLU()))
    return keras.Model(x, L.Dense(4, activation="softmax", name="scores")(y))


def partly():
    def q(layer):
        return tfmot.quantization.keras.quantize_annotate_layer(layer)

    x = keras.Input(SHAPE, name="image")
    y = L.Conv2D(6, 3, padding="same", activation="relu")(x)
    y = L.ELU()(L.Conv2D(6, 3, activation="relu")(y))
    y = q(L.Conv2D(8, 3, activation="relu"))(y)
    y = q(L.GlobalAveragePooling2D())(y)
    return keras.Model(x, q(L.Dense(4, name="scores"))(y))


def turn(model):
    """A factor of each normalization is negative."""
    for layer in model.layers:
        inner = getattr(layer, "layer", layer)
        if isinstance(inner, L.BatchNormalization):
            gamma = inner.gamma.numpy()
            gamma[1] *= -1
            inner.gamma.assign(gamma)


def train(model, rng):
    x = rng.normal(size=(64, *SHAPE)).astype(np.float32)
    y = rng.integers(0, 4, 64)
    model.compile("sgd", keras.losses.SparseCategoricalCrossentropy(from_logits=False))
    turn(model)
    model.fit(x, y, epochs=150, batch_size=64, verbose=0, shuffle=False)
    turn(model)
    model.fit(x, y, epochs=1, batch_size=64, verbose=0, shuffle=False)


def convert(model):
    converter = tf.lite.TFLiteConverter.from_keras_model(model)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    return converter.convert()


def saved(model):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model.h5")
        model.save(path, include_optimizer=False)
        return path.read_bytes()


def arrays(**named):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, array in named.items():
            npy = io.BytesIO()
            np.lib.format.write_array(npy, np.ascontiguousarray(array))
            z.writestr(zipfile.ZipInfo(name + ".npy", (1980, 1, 1, 0, 0, 0)), npy.getvalue())
    return out.getvalue()


def files(model, rng):
    train(model, rng)
    x = rng.normal(size=(8, *SHAPE)).astype(np.float32)
    return {"model.h5": saved(model), "int8.tflite": convert(model), "io.npz": arrays(x=x, y=model(x, training=False).numpy())}


def main():
    keras.utils.set_random_seed(5)
    tf.config.experimental.enable_op_determinism()
    rng = np.random.default_rng(5)
    kinds = {
        "network": tfmot.quantization.keras.quantize_model(network()),
        "partly": tfmot.quantization.keras.quantize_apply(partly()),
    }
    with zipfile.ZipFile(HERE / "trained.zip", "w") as z:
        for kind, model in kinds.items():
            for name, data in files(model, rng).items():
                info = zipfile.ZipInfo(f"{kind}/{name}", (1980, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                z.writestr(info, data, compresslevel=9)
    print((HERE / "trained.zip").stat().st_size, "bytes")


main()
