"""The classic networks of keras.applications with random weights, and their outputs.

    make_applications.py --keras 2|3 FOLDER [NAME ...]

Writes FOLDER/<name>-k<version>.h5 (Keras 2) or .keras (Keras 3) and beside it .npz with one
input `in_0` and Keras' output `out_0`. They are too large to be committed: KerasApplicationsIT
reads them from the folder that -Dkeras.applications names.
"""

import argparse
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np

NAMES = [
    "MobileNet",
    "MobileNetV2",
    "MobileNetV3Small",
    "MobileNetV3Large",
    "EfficientNetB0",
    "EfficientNetV2B0",
    "ResNet50",
    "DenseNet121",
    "InceptionV3",
    "Xception",
    "NASNetMobile",
    "VGG16",
    "ConvNeXtTiny",
]
SCALED = {"EfficientNetB0", "EfficientNetV2B0", "MobileNetV3Small", "MobileNetV3Large", "ConvNeXtTiny"}


def settle(k, model, rng):
    """Statistics as training leaves them behind: neither 0 and 1 nor wild."""
    for layer in walk(model):
        if isinstance(layer, k.layers.BatchNormalization):
            values = []
            for v in layer.weights:
                spread = rng.uniform(0.8, 1.2, v.shape) if "gamma" in v.name or "variance" in v.name else rng.uniform(-0.1, 0.1, v.shape)
                values.append(spread.astype("float32"))
            layer.set_weights(values)


def walk(model):
    for layer in model.layers:
        yield layer
        if hasattr(layer, "layers"):
            yield from walk(layer)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--keras", choices=["2", "3"], required=True)
    parser.add_argument("folder")
    parser.add_argument("names", nargs="*", default=NAMES)
    args = parser.parse_args()
    if args.keras == "2":
        import tf_keras as k
    else:
        import keras as k
    os.makedirs(args.folder, exist_ok=True)
    for name in args.names or NAMES:
        k.utils.set_random_seed(len(name))
        rng = np.random.default_rng(len(name))
        model = getattr(k.applications, name)(weights=None)
        settle(k, model, rng)
        shape = (1,) + tuple(d or 224 for d in model.inputs[0].shape[1:])
        high = 255 if name in SCALED else 1
        x = rng.uniform(0 if name in SCALED else -1, high, shape).astype("float32")
        base = os.path.join(args.folder, f"{name}-k{args.keras}")
        model.save(base + (".h5" if args.keras == "2" else ".keras"))
        np.savez(base + ".npz", in_0=x, out_0=model.predict(x, verbose=0))
        print(base, model.count_params(), flush=True)
        k.backend.clear_session()


if __name__ == "__main__":
    main()
