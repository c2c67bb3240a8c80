"""Makes the folder small: ../keras/small.keras as Keras 3 exports it to a SavedModel.

Needs tensorflow 2.20 and keras 3; run it by hand.
"""

import os
import shutil
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import keras  # noqa: E402
from tensorflow.core.protobuf import saved_model_pb2  # noqa: E402

HERE = Path(__file__).resolve().parent
TARGET = HERE / "small"


def main():
    shutil.rmtree(TARGET, ignore_errors=True)
    model = keras.saving.load_model(HERE.parent / "keras" / "small.keras", compile=False)
    model.export(str(TARGET), verbose=False)
    shutil.rmtree(TARGET / "assets", ignore_errors=True)
    (TARGET / "fingerprint.pb").unlink()
    file = TARGET / "saved_model.pb"
    saved = saved_model_pb2.SavedModel.FromString(file.read_bytes())
    for meta in saved.meta_graphs:  # where the nodes were written, which names this machine
        meta.graph_def.ClearField("debug_info")
        for function in meta.graph_def.library.function:
            for node in function.node_def:
                node.ClearField("experimental_debug_info")
    file.write_bytes(saved.SerializeToString(deterministic=True))


if __name__ == "__main__":
    main()
