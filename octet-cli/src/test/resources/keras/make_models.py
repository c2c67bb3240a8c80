#!/usr/bin/env python3
"""Makes the Keras files that the tests of the command line convert. Run by hand, with TensorFlow, Keras 3 and tf_keras."""
import os
import pathlib

os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np
import tf_keras

HERE = pathlib.Path(__file__).parent


def small(k, name="small"):
    """Convolution, batch normalization, activation: what converting folds."""
    image = k.Input((8, 8, 3), name="image")
    x = k.layers.Conv2D(4, 3, padding="same", use_bias=False, name="conv")(image)
    x = k.layers.BatchNormalization(name="norm")(x)
    x = k.layers.ReLU(name="relu")(x)
    x = k.layers.GlobalAveragePooling2D(name="pool")(x)
    return k.Model(image, k.layers.Dense(5, activation="softmax", name="scores")(x), name=name)


def seeded(model):
    rng = np.random.default_rng(1)
    model.set_weights([rng.uniform(0.1, 1, w.shape).astype(np.float32) - 0.3 * (w.ndim > 1) for w in model.get_weights()])
    return model


def any_size():
    """An image of any size."""
    image = keras.Input((None, None, 3), name="image")
    x = keras.layers.Conv2D(4, 3, padding="same", activation="relu", name="conv")(image)
    return keras.Model(image, keras.layers.GlobalAveragePooling2D(name="pool")(x), name="any_size")


@keras.saving.register_keras_serializable("mine")
class Twist(keras.layers.Layer):
    def call(self, x):
        return -x


# Keras saves Python code with the file that it comes from; that is no business of the model
double = lambda x: x * 2  # noqa: E731
double.__code__ = double.__code__.replace(co_filename="model.py")


def unsupported():
    """Two layers whose code is not in the file."""
    x = keras.Input((4,), name="x")
    y = keras.layers.Lambda(double, name="twice")(Twist(name="twist")(x))
    return keras.Model(x, keras.layers.Dense(2, name="dense")(y), name="unsupported")


def main():
    seeded(small(keras)).save(HERE / "small.keras")
    seeded(small(tf_keras)).save(HERE / "small.h5")
    seeded(any_size()).save(HERE / "any_size.keras")
    unsupported().save(HERE / "unsupported.keras")
    seeded(small(keras)).save_weights(HERE / "small.weights.h5")


if __name__ == "__main__":
    main()
