#!/usr/bin/env python3
"""Runs Octet and its peers side by side: whole processes, in turns, on the same machine. Standard library only."""
import argparse
import os
import pathlib
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from typing import NamedTuple

PEER = pathlib.Path(__file__).with_name("litert_quantize.py")
OFFICIAL = pathlib.Path(__file__).with_name("official_convert.py")


class Run(NamedTuple):
    wall_s: float
    cpu_s: float
    peak_mb: float


def run(command, env):
    """Runs a command to its end; a command that fails ends everything."""
    with tempfile.TemporaryFile() as log:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, env=env)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)  # it is reaped: Popen must not wait again
        if process.returncode != 0:
            log.seek(0)
            sys.stderr.write(log.read().decode(errors="replace"))
            sys.exit(f"exit code {process.returncode}: {shlex.join(command)}")
    kilo = 1024 if sys.platform == "darwin" else 1  # ru_maxrss: bytes there, kilobytes elsewhere
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / kilo / 1024)


def warm(path):
    """Brings a file, or all files of a folder, into the page cache."""
    path = pathlib.Path(path)
    for file in path.rglob("*") if path.is_dir() else [path]:
        if file.is_file():
            with open(file, "rb") as f:
                while f.read(1 << 24):
                    pass


def row(name, runs, extra=""):
    walls, cpus = [r.wall_s for r in runs], [r.cpu_s for r in runs]
    print(f"  {name:<18} wall {min(walls):8.3f} s min {statistics.median(walls):8.3f} s median   "
          f"cpu {min(cpus):8.3f} / {statistics.median(cpus):8.3f} s   peak {max(r.peak_mb for r in runs):7.0f} MB{extra}")


def ratios(ours, theirs):
    pairs = [o.wall_s / t.wall_s for o, t in zip(ours, theirs)]
    cpu = [o.cpu_s / t.cpu_s for o, t in zip(ours, theirs)]
    print("  Octet / peer, pair by pair: " + " ".join(f"{p:.3f}" for p in pairs)
          + f"   median {statistics.median(pairs):.3f}, worst {max(pairs):.3f}; cpu median {statistics.median(cpu):.3f}")


def side_by_side(args, tools, words, env):
    """Runs the same words with both tools, in turns; each writes a file. The first tool is Octet."""
    warm(args.model)
    runs = {name: [] for name in tools}
    sizes = {}
    with tempfile.TemporaryDirectory(dir=args.work) as folder:
        out = os.path.join(folder, "out.tflite")
        for turn in range(-1, args.rounds):  # the first warms files up and does not count
            order = list(tools) if turn % 2 == 0 else list(reversed(tools))
            for name in order:
                result = run([*tools[name], *words, "-o", out], env)
                sizes[name] = os.path.getsize(out)
                os.remove(out)
                if turn >= 0:
                    runs[name].append(result)
    for name in tools:
        row(name, runs[name], f"   {sizes[name]:>11} bytes")
    ratios(*runs.values())


def quantize(args):
    tools = {
        "octet": shlex.split(args.octet),
        "litert-quantizer": [args.python, str(PEER)],
    }
    for mode in args.modes.split(","):
        print(f"{args.model} --mode {mode}, {args.rounds} rounds")
        calibration = []
        if mode.startswith("int"):
            calibration = [word for source in args.calibrate for word in ("--calibrate", source)]
            calibration += ["--normalize", args.normalize] if args.normalize else []
        side_by_side(args, tools, ["quantize", args.model, "--mode", mode, *calibration],
                     dict(os.environ, OCTET_JAVA_OPTS=args.java_opts))


def convert(args):
    tools = {
        "octet": shlex.split(args.octet),
        "tensorflow": [args.python, str(OFFICIAL), *(["--keras2"] if args.keras2 else [])],
    }
    print(f"{args.model}, {args.rounds} rounds")
    ends = [f"--{end}={getattr(args, end)}" for end in ("inputs", "outputs") if getattr(args, end)]
    side_by_side(args, tools, ["convert", args.model, *ends], dict(os.environ, OCTET_JAVA_OPTS=args.java_opts))


def start(args):
    env = dict(os.environ)
    commands = {"octet --version": [*shlex.split(args.octet), "--version"]}
    if args.python:
        commands["import quantizer"] = [args.python, "-c", "import litert_quantizer.quantizer"]
    runs = {name: [] for name in commands}
    for turn in range(-1, args.rounds):
        for name, command in commands.items():
            result = run(command, env)
            if turn >= 0:
                runs[name].append(result)
    for name in commands:
        row(name, runs[name])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    verbs = parser.add_subparsers(required=True)
    q = verbs.add_parser("quantize", help="quantize one model with both")
    q.add_argument("model")
    q.add_argument("--modes", default="dynamic,float16,weights8")
    q.add_argument("--calibrate", action="append", default=[], help="for int8: [SIGNATURE=]FILE.npz[:ARRAY], for both")
    q.add_argument("--normalize", help="for int8: MEAN,STD, for both")
    q.add_argument("--java-opts", default="-Xmx256m", help="OCTET_JAVA_OPTS for Octet (-Xmx256m)")
    q.add_argument("--python", required=True, help="a python that has litert-quantizer")
    q.add_argument("--work", help="folder for the outputs (the system's temporary folder)")
    q.set_defaults(do=quantize)
    c = verbs.add_parser("convert", help="convert a Keras file, a SavedModel or a frozen graph with Octet and with TensorFlow")
    c.add_argument("model")
    c.add_argument("--keras2", action="store_true", help="TensorFlow loads it with tf_keras, as files of Keras 2 want")
    c.add_argument("--inputs", default="", help="of a frozen graph, separated by commas")
    c.add_argument("--outputs", default="", help="of a frozen graph, separated by commas")
    c.add_argument("--java-opts", default="", help="OCTET_JAVA_OPTS for Octet (none)")
    c.add_argument("--python", required=True, help="a python that has tensorflow, and tf_keras for --keras2")
    c.add_argument("--work", help="folder for the outputs (the system's temporary folder)")
    c.set_defaults(do=convert)
    s = verbs.add_parser("start", help="time octet --version")
    s.add_argument("--python", help="a python that has litert-quantizer, to time its import as well")
    s.set_defaults(do=start)
    for verb in (q, c, s):
        verb.add_argument("--octet", default=str(pathlib.Path(__file__).parents[2] / "octet"), help="the octet command")
        verb.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    args.do(args)


if __name__ == "__main__":
    main()
