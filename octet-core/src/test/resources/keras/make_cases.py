"""Makes <family>-k2.zip and <family>-k3.zip: small Keras models and what Keras computes with them.

    python make_cases.py --keras 2|3 [--only FAMILY]...

Needs tensorflow 2.20, keras 3 and tf_keras 2; run it by hand. Same bytes at every run.
"""

import argparse
import importlib
import os
import sys
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_USE_LEGACY_KERAS"] = "1"  # for the toolkit, whose models are of Keras 2

HERE = Path(__file__).resolve().parent


def families():
    return sorted(p.stem.removeprefix("cases_") for p in HERE.glob("cases_*.py"))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keras", type=int, choices=(2, 3), required=True)
    parser.add_argument("--only", action="append", choices=families())
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    sys.path.insert(0, str(HERE))
    import absl.logging

    absl.logging.set_verbosity(absl.logging.ERROR)
    from harness import Archive

    k = importlib.import_module({2: "tf_keras", 3: "keras"}[options.keras])
    k.octet_version = options.keras
    for name in options.only or families():
        archive = Archive(k, importlib.import_module(f"cases_{name}").FAMILY)
        archive.make_all()
        if not archive.manifest:
            continue
        path = HERE / f"{name}-k{options.keras}.zip"
        archive.write(path)
        print(f"{path.name}: {len(archive.manifest)} cases, {path.stat().st_size} bytes")
        for note in archive.notes:
            print("  ", note)
    zips = list(HERE.glob("*.zip"))
    print(f"in all {len(zips)} archives, {sum(p.stat().st_size for p in zips)} bytes")


if __name__ == "__main__":
    main()
