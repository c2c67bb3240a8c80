#!/usr/bin/env python3
"""Compares the latency that `octet bench` tells with that of Python's `ai_edge_litert` interpreter.

Both run the same models on the same inputs with as many threads, with XNNPACK as they come. For each
model processes alternate: Python's, Octet's, Python's, ... and each pair gives a ratio. Of a model that
stands above the limit after that, more pairs are made: what disturbs the machine goes, a slower kernel
stays. Only `invoke` is timed.

    octet-bench/peers/latency.py MODEL.tflite... --python venv/bin/python [--threads 1,2]

Octet's runtime and Python's are of different versions. With --tensorflow a model above the limit is also
held against `tf.lite.Interpreter` of TensorFlow 2.20, whose runtime is of Octet's version: if Octet is
within the limit there, the versions differ, not the callers.

Ends with 1 when a model is above the limit (in both, with --tensorflow), and names it.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent

# Runs under --python, which has numpy and ai_edge_litert: this script itself needs neither.
PEER = r"""
import json, sys, time
import numpy as np

model, threads, seconds, inputs, write = sys.argv[1:6]
if write == "tensorflow":
    import tensorflow
    Interpreter = tensorflow.lite.Interpreter
else:
    from ai_edge_litert.interpreter import Interpreter
interpreter = Interpreter(model, num_threads=int(threads))
interpreter.allocate_tensors()
details = interpreter.get_input_details()
if write == "write":
    random = np.random.default_rng(1)
    arrays = {}
    for number, d in enumerate(details):
        kind, shape = np.dtype(d["dtype"]), [1, *d["shape"]]
        if kind.kind == "f":
            values = random.random(shape)
        elif d["quantization"][0]:
            scale, zero = d["quantization"]
            limits = np.iinfo(kind)
            values = np.clip(np.rint(random.random(shape) / scale) + zero, limits.min, limits.max)
        else:
            values = random.integers(0, 2, shape)
        arrays["input%03d" % number] = values.astype(kind)
    np.savez(inputs, **arrays)
    sys.exit(0)
with np.load(inputs) as arrays:
    for d, name in zip(details, sorted(arrays.files)):
        interpreter.set_tensor(d["index"], arrays[name][0])
invoke, clock = interpreter.invoke, time.perf_counter_ns
end = clock() + int(float(seconds) * 0.3e9)
while clock() < end:
    invoke()
times = []
end = clock() + int(float(seconds) * 1e9)
while len(times) < 50 or clock() < end:
    before = clock()
    invoke()
    times.append(clock() - before)
print(json.dumps({"min": min(times) / 1e6, "median": float(np.median(times)) / 1e6}))
"""


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError((done.stderr.strip() or done.stdout.strip()).splitlines()[-1])
    return done.stdout


def peer(args, model, threads, inputs, what="read"):
    python = args.tensorflow if what == "tensorflow" else args.python
    command = [python, "-c", PEER, model, str(threads), str(args.seconds), inputs, what]
    text = run(command)
    return json.loads(text.splitlines()[-1]) if what != "write" else None


def octet(args, model, threads, inputs):
    command = [args.octet, "bench", model, "--threads", str(threads), "--engines", "0", "--json", "--quiet"]
    command += ["--min-seconds", str(args.seconds), "--data", inputs]
    measured = json.loads(run(command))["measurements"][0]
    return measured["latency_ms"] | {"kernels": measured["kernels"]}


class Pairs:
    def __init__(self, what="read"):
        self.what = what
        self.own, self.peers = [], []
        self.same_version = None

    def add(self, args, model, threads, inputs):
        self.peers.append(peer(args, model, threads, inputs, self.what))
        self.own.append(octet(args, model, threads, inputs))

    def make(self, args, *what):
        while len(self.own) < args.rounds or (self.above(args.limit) and len(self.own) < 4 * args.rounds):
            self.add(args, *what)

    def ratios(self, what):
        return [a[what] / b[what] for a, b in zip(self.own, self.peers)]

    def median(self):
        return statistics.median(self.ratios("median"))

    def best(self):
        """The ratio of the least medians: those of the quietest moments of either."""
        return min(a["median"] for a in self.own) / min(b["median"] for b in self.peers)

    def above(self, limit):
        return min(self.median(), self.best()) > limit


def compare(args, model, threads):
    with tempfile.TemporaryDirectory() as folder:
        inputs = str(pathlib.Path(folder) / "inputs.npz")
        peer(args, model, threads, inputs, "write")
        pairs = Pairs()
        pairs.make(args, model, threads, inputs)
        if args.tensorflow and pairs.above(args.limit):
            pairs.same_version = Pairs("tensorflow")
            pairs.same_version.make(args, model, threads, inputs)
        return pairs


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("models", nargs="+")
    parser.add_argument("--python", default=sys.executable, help="one that has ai_edge_litert and numpy")
    parser.add_argument("--tensorflow", metavar="PYTHON", help="one that has TensorFlow 2.20")
    parser.add_argument("--octet", default=str(REPOSITORY / "octet"))
    parser.add_argument("--threads", default="1")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=0.5)
    parser.add_argument("--limit", type=float, default=1.10)
    args = parser.parse_args()
    print("%-60s %7s %9s %10s %10s  ratio of medians (least-most), of least medians" % (
        "model", "threads", "kernels", "Octet ms", "Python ms"))
    slower, ratios, newer = [], [], 0
    for threads in [int(t) for t in args.threads.split(",")]:
        for model in args.models:
            name = "/".join(pathlib.Path(model).parts[-3:])
            try:
                pairs = compare(args, model, threads)
            except RuntimeError as e:
                print("%-60s %7d does not run: %s" % (name, threads, e), flush=True)
                continue
            all_ratios = pairs.ratios("median")
            ratios.append(min(pairs.median(), pairs.best()))
            mark = ""
            same = pairs.same_version
            if pairs.above(args.limit):
                newer += bool(same) and not same.above(args.limit)
                if same:
                    mark = "  of the same version: %.2f, %.2f" % (same.median(), same.best())
                if not same or same.above(args.limit):
                    slower.append("%s on %d" % (name, threads))
                    mark += "  SLOWER"
            print("%-60s %7d %9s %10.4f %10.4f  %.2f (%.2f-%.2f), %.2f%s" % (
                name, threads, pairs.own[0]["kernels"],
                statistics.median(p["median"] for p in pairs.own),
                statistics.median(p["median"] for p in pairs.peers),
                pairs.median(), min(all_ratios), max(all_ratios), pairs.best(), mark), flush=True)
    if ratios:
        print("%d models, ratio %.2f in the median, %.2f at worst" % (
            len(ratios), statistics.median(ratios), max(ratios)))
        print("above %.2f by the runtime's version alone: %d; otherwise: %s" % (
            args.limit, newer, ", ".join(slower) or "none"))
    sys.exit(1 if slower else 0)


if __name__ == "__main__":
    main()
