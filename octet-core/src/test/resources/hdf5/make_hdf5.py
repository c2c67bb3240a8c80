"""Makes the small HDF5 files beside it. Run by hand: python make_hdf5.py (h5py, ml_dtypes).

The elements of every array of n elements are 0, 1, 2 ... n - 1, so that tests need no copy of them.
"""

import os

import h5py
import ml_dtypes
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))


def open_new(name, **options):
    return h5py.File(os.path.join(HERE, name), "w", **options)


def counting(dtype, shape=(2, 3)):
    return np.arange(np.prod(shape)).reshape(shape).astype(dtype)


def types():
    with open_new("types.h5") as f:
        for name in "f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 >f4 >i2 >f8 >u8".split():
            f["types/" + name.replace(">", "big_")] = counting(name)
        f["types/bool"] = np.array([False, True, True])
        d = f.create_dataset("types/bf16", data=counting(ml_dtypes.bfloat16))
        d.attrs["dtype"] = "bfloat16"
        f["types/scalar"] = np.float32(7)
        f["types/empty"] = np.zeros((0, 4), "f4")
        f["types/text"] = "no number"
        f["types/complex"] = counting("c8")
        f["types/nothing"] = h5py.Empty("f4")
        space = h5py.h5s.create_simple((2, 3))
        plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plist.set_layout(h5py.h5d.COMPACT)
        compact = h5py.h5d.create(f.id, b"compact", h5py.h5t.IEEE_F32LE, space, plist)
        compact.write(space, space, counting("f4"))
        f.create_dataset("unwritten", (3,), "f4", fillvalue=2.5)


def chunks(name, **options):
    with open_new(name, **options) as f:
        data = counting("f4", (5, 7, 3))
        f.create_dataset("plain", data=data, chunks=(2, 3, 3))
        f.create_dataset("gzip", data=data, chunks=(2, 3, 2), compression="gzip")
        f.create_dataset("whole", data=data, chunks=(5, 7, 3), compression="gzip")
        f.create_dataset(
            "all", data=data, chunks=(4, 4, 3), compression="gzip", shuffle=True, fletcher32=True)
        f.create_dataset("checked", data=counting("u1", (7,)), chunks=(7,), fletcher32=True)
        f.create_dataset("big", data=data.astype(">i8"), chunks=(2, 3, 3), shuffle=True)
        holes = f.create_dataset("holes", (6, 4), "f4", chunks=(2, 2), fillvalue=-1)
        holes[0:2, 0:2] = counting("f4", (2, 2))
        f.create_dataset("lzf", data=data, chunks=(5, 7, 3), compression="lzf")
        f.create_dataset("grows", data=data, chunks=(5, 7, 3), maxshape=(None, 7, 3))


def texts():
    with open_new("texts.h5") as f:
        f.attrs["text"] = "größer"
        f.attrs["bytes"] = b"bytes"
        f.attrs["fixed"] = np.bytes_(b"fixed")
        f.attrs["list"] = [b"a", b"bcd"]
        f.attrs["unicode_list"] = ["a", "ß"]
        f.attrs["empty_list"] = []
        f.attrs["empty"] = ""
        f.attrs["number"] = 3
        f.attrs["pieces0"] = [b"one", b"two"]
        f.attrs["pieces1"] = [b"three"]
        f.attrs["long"] = "x" * 100_000


def groups(name, **options):
    with open_new(name, **options) as f:
        for i in range(40):
            f[f"many/layer_{i}/vars/0"] = counting("f4")
        for i in range(20):
            f["many/layer_0"].attrs[f"text_{i}"] = f"value {i}"
        f["many/b"] = counting("f4")
        f["many/a"] = counting("f4")


def links():
    with open_new("links.h5") as f:
        f["data"] = counting("f4")
        f["soft"] = h5py.SoftLink("/data")
        f["loop"] = h5py.SoftLink("/loop")
        f["outside"] = h5py.ExternalLink("types.h5", "/types/f4")
        f["again"] = f["data"]
        inner = f.create_group("outer/inner")
        inner["up"] = f["outer"]
        inner["self"] = inner
        inner["root"] = f["/"]
        f.create_dataset(
            "elsewhere", (4,), "u1", external=[("types.h5", 0, h5py.h5f.UNLIMITED)])
        layout = h5py.VirtualLayout((2, 3), "f4")
        layout[:] = h5py.VirtualSource("types.h5", "types/f4", (2, 3))
        f.create_virtual_dataset("virtual", layout)
        # thirty groups, each twice in the one before: 2^30 paths
        first = f.create_group("twice")
        for _ in range(30):
            second = first.create_group("l")
            first["r"] = second
            first = second


def bombs():
    with open_new("bomb.h5") as f:
        f.create_dataset("zeros", (1 << 30,), "f4", chunks=(1 << 20,), compression="gzip")
        f["zeros"][:1] = 1
        f.create_dataset("chunk", (1 << 25,), "f4", chunks=(1 << 25,), compression="gzip")
        f["chunk"][:] = 0
        f.create_dataset("unwritten", (1 << 30, 1 << 9), "f4")


types()
chunks("chunks.h5")
chunks("chunks_latest.h5", libver=("v110", "v110"))
texts()
groups("groups.h5")
groups("groups_latest.h5", libver=("v110", "v110"))
groups("groups_ordered.h5", track_order=True)
groups("user_block.h5", userblock_size=1024)
links()
bombs()
