"""Makes <family>.zip: small TensorFlow graphs, and what TensorFlow computes with them.

    python make_cases.py [--only FAMILY]... [-v]

Needs tensorflow 2.20; run it by hand. Same bytes at every run. What harness.py says tells how to
write a family.
"""

import argparse
import importlib
import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
os.environ["TF_USE_LEGACY_KERAS"] = "1"

HERE = Path(__file__).resolve().parent
LIMIT = 2_500_000


def families():
    return sorted(p.stem.removeprefix("cases_") for p in HERE.glob("cases_*.py"))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", choices=families())
    parser.add_argument("-v", "--verbose", action="store_true", help="lists the cases")
    options = parser.parse_args()
    sys.path.insert(0, str(HERE))
    import absl.logging

    absl.logging.set_verbosity(absl.logging.ERROR)
    import tensorflow as tf

    tf.get_logger().setLevel("ERROR")
    from harness import Archive

    bad = 0
    for name in options.only or families():
        module = importlib.import_module(f"cases_{name}")
        module.FAMILY.scope |= vars(module)
        archive = Archive(module.FAMILY)
        archive.make_all()
        path = HERE / f"{name}.zip"
        archive.write(path)
        print(f"{path.name}: {len(archive.manifest)} cases, {path.stat().st_size} bytes")
        for entry in archive.manifest if options.verbose else ():
            print("  ", entry["name"], "|", " ".join(entry["ops"]), "|", entry["text"], "|", entry["on"])
        for note in archive.notes:
            print("  ", note)
        bad += sum(note.startswith("NOT MADE") for note in archive.notes)
    total = sum(p.stat().st_size for p in HERE.glob("*.zip"))
    print(f"in all {total} bytes of {LIMIT}")
    sys.exit(1 if bad or total > LIMIT else 0)


if __name__ == "__main__":
    main()
