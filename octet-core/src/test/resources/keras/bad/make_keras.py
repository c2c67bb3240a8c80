"""Makes the small Keras files beside it. Run by hand: python make_keras.py (keras, tf_keras, h5py).

One network, in each format; and what Keras or somebody else may leave in its place.
"""

import os
import pickle
import shutil
import tempfile
import zipfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import h5py
import keras
import numpy as np
import tf_keras

HERE = os.path.dirname(os.path.abspath(__file__))


def here(name):
    return os.path.join(HERE, name)


def network(k):
    k.utils.set_random_seed(1)
    model = k.Sequential(
        [
            k.layers.InputLayer(shape=(4, 4, 1)) if k is keras
            else k.layers.InputLayer(input_shape=(4, 4, 1)),
            k.layers.Conv2D(2, 3, activation="relu", name="conv"),
            k.layers.BatchNormalization(name="norm"),
            k.layers.Flatten(name="flatten"),
            k.layers.Dense(3, activation="softmax", name="dense"),
        ],
        name="net",
    )
    dense = model.get_layer("dense")
    dense.set_weights([dense.get_weights()[0], np.array([0.25, 0.5, 0.75], "f4")])
    return model


def packed(name, source, method, names=None, **extra):
    """Packs the entries of an archive anew."""
    with zipfile.ZipFile(here(source)) as old, zipfile.ZipFile(here(name), "w", method) as new:
        for info in old.infolist():
            if names is None or info.filename in names:
                force = extra.get("force_zip64", False)
                with new.open(info.filename, "w", force_zip64=force) as out:
                    out.write(old.read(info.filename))


network(tf_keras).save(here("model_k2.h5"))
network(keras).save(here("model_k3.h5"))
network(keras).save(here("model.keras"))
packed("deflated.keras", "model.keras", zipfile.ZIP_DEFLATED)
packed("zip64.keras", "model.keras", zipfile.ZIP_STORED, force_zip64=True)

# weights only, in the three ways there are
network(tf_keras).save_weights(here("weights_k2.h5"))
network(keras).save_weights(here("model.weights.h5"))
packed("no_weights.keras", "model.keras", zipfile.ZIP_STORED, ["config.json", "metadata.json"])

with tempfile.TemporaryDirectory() as folder:
    network(keras).save_weights(os.path.join(folder, "m.weights.json"), max_shard_size=1e-6)
    shutil.copy(os.path.join(folder, "m.weights.json"), here("sharded.weights.json"))

with h5py.File(here("no_keras.h5"), "w") as f:
    f["data"] = np.zeros(3)

# weights that lie in another file
shutil.copy(here("model_k2.h5"), here("outside.h5"))
with h5py.File(here("outside.h5"), "a") as f:
    kernel = "model_weights/dense/dense/kernel:0"
    del f[kernel]
    f[kernel] = h5py.ExternalLink("model_k2.h5", "/" + kernel)

with open(here("model.pkl"), "wb") as f:
    pickle.dump({"weights": [1, 2, 3]}, f)
