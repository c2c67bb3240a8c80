"""Files whose weights are not those of their model: for KerasWeightsTest. Keras 3 writes, h5py spoils.

    make_weights.py
"""

import io
import os
import shutil
import zipfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import h5py
import keras as k
import numpy as np

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "weights")


def model():
    k.utils.set_random_seed(1)
    inner = k.Sequential([k.Input((3,)), k.layers.Dense(3, name="twin")], name="inner")
    x = k.Input((3,), name="x")
    y = k.layers.Dense(3, name="twin")(x)
    y = inner(y)
    y = k.layers.Dense(2, name="head")(y)
    return k.Model(x, y, name="small")


def spoil(name, h5, archive):
    """Copies both forms, changed by a function each."""
    shutil.copy("good.h5", name + ".h5")
    with h5py.File(name + ".h5", "r+") as f:
        h5(f["model_weights"])
    with zipfile.ZipFile("good.keras") as z:
        members = {i.filename: z.read(i) for i in z.infolist()}
    buffer = io.BytesIO(members["model.weights.h5"])
    with h5py.File(buffer, "r+") as f:
        archive(f["layers"])
    members["model.weights.h5"] = buffer.getvalue()
    write(name + ".keras", members)


def write(name, members):
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as z:
        for member, data in members.items():
            z.writestr(zipfile.ZipInfo(member, (2020, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)


def drop(group, path):
    del group[path]


def names(group, layer, change):
    kept = change([n for n in group[layer].attrs["weight_names"]])
    group[layer].attrs["weight_names"] = kept


def replace(group, path, value):
    del group[path]
    group[path] = value


def main():
    os.makedirs(HERE, exist_ok=True)
    os.chdir(HERE)
    m = model()
    m.save("good.h5")
    m.save("good.keras")
    with zipfile.ZipFile("good.keras") as z:
        members = {i.filename: z.read(i) for i in z.infolist()}
    write("good.keras", members)
    x = np.array([[0.5, -1.0, 2.0]], "float32")
    print("good:", m.predict(x, verbose=0).tolist())

    def missing(g):
        names(g, "head", lambda n: [w for w in n if "bias" not in str(w)])
        drop(g, "head/head/bias")

    def extra(g):
        g["head/head/more"] = np.zeros(2, "float32")
        names(g, "head", lambda n: list(n) + ["head/more"])

    wide = np.zeros((3, 5), "float32")
    spoil("missing", missing, lambda g: drop(g, "dense_1/vars/1"))
    spoil("extra", extra, lambda g: g.create_dataset("dense_1/vars/2", data=np.zeros(2, "float32")))
    spoil("misshapen", lambda g: replace(g, "head/head/kernel", wide), lambda g: replace(g, "dense_1/vars/0", wide))
    spoil(
        "shuffled",
        lambda g: names(g, "head", lambda n: list(n)[::-1]),
        lambda g: (g.move("dense", "t"), g.move("dense_1", "dense"), g.move("t", "dense_1")),
    )


main()
