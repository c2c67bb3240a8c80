"""Compares what `octet study` says of accuracy with what Python's interpreter finds.

    python study_check.py DIR --data test.npz:x --labels test.npz:y [--normalize 0,255] [--top 5]
        [--runtime ai_edge_litert|tensorflow] [--kernels default|builtin|reference]

DIR is the folder of a study. Each of its models runs on all samples in Python, one by one. With the
same kernels as many samples must be right as the study says. Versions of both runtimes are printed, for
they may differ. Exits with 1 when a model differs.
"""

import argparse
import json
import os
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np


def load(source):
    path, _, name = source.partition(":")
    archive = np.load(path)
    if isinstance(archive, np.ndarray):
        return archive
    return archive[name] if name else archive[archive.files[0]]


def interpreter(module, path, kernels):
    resolver = {
        "default": module.OpResolverType.AUTO,
        "builtin": module.OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
        "reference": module.OpResolverType.BUILTIN_REF,
    }[kernels]
    made = module.Interpreter(
        model_path=path, experimental_op_resolver_type=resolver, num_threads=1)
    made.allocate_tensors()
    return made


def quantized(values, detail):
    """As LiteRT's QUANTIZE rounds: half away from zero, in float."""
    scale, zero = detail["quantization"]
    if detail["dtype"] == np.float32 or scale == 0:
        return values.astype(detail["dtype"])
    limits = np.iinfo(detail["dtype"])
    scaled = values / np.float32(scale)
    rounded = np.trunc(scaled + np.copysign(np.float32(0.5), scaled))
    return np.clip(rounded + zero, limits.min, limits.max).astype(detail["dtype"])


def ranks(interpreter, samples, labels):
    inp = interpreter.get_input_details()[0]
    out = interpreter.get_output_details()[0]
    ranked = np.zeros(len(samples), dtype=int)
    for i, sample in enumerate(samples):
        interpreter.set_tensor(inp["index"], quantized(sample, inp).reshape(inp["shape"]))
        interpreter.invoke()
        scores = interpreter.get_tensor(out["index"]).reshape(-1)
        own = scores[labels[i]]
        # of equal scores the first counts more, as argmax has it
        ranked[i] = np.sum(scores > own) + np.sum(scores[: labels[i]] == own)
    return ranked


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--data", required=True)
    parser.add_argument("--labels", required=True)
    parser.add_argument("--normalize", default="0,1")
    parser.add_argument("--top", type=int, default=5)
    parser.add_argument("--runtime", default="ai_edge_litert")
    parser.add_argument("--kernels", default="default")
    options = parser.parse_args()
    if options.runtime == "tensorflow":
        import tensorflow
        module, version = tensorflow.lite, tensorflow.__version__
        module.OpResolverType = tensorflow.lite.experimental.OpResolverType
    else:
        import ai_edge_litert
        import ai_edge_litert.interpreter as module
        version = ai_edge_litert.__version__
    with open(os.path.join(options.folder, "study.json"), encoding="utf-8") as file:
        study = json.load(file)
    mean, std = (np.float32(x) for x in options.normalize.split(","))
    samples = (load(options.data).astype(np.float32) - mean) / std
    labels = load(options.labels).astype(int).reshape(-1)
    print(f"study: LiteRT {study['setting']['runtime']}, {study['setting']['kernels']};"
          f" Python: {options.runtime} {version}, {options.kernels}; {len(samples)} samples")
    differing = 0
    for kind in study["kinds"]:
        if kind["failure"]:
            print(f"{kind['kind']:14} {kind['failure']}")
            continue
        start = time.time()
        made = interpreter(module, os.path.join(options.folder, kind["file"]), options.kernels)
        ranked = ranks(made, samples, labels)
        right = int(np.sum(ranked < 1))
        among = int(np.sum(ranked < options.top))
        n = len(samples)
        said = round(kind["score"]["top1"] * n)
        said_among = round(kind["score"]["topK"] * n)
        same = right == said and among == said_among
        differing += not same
        print(f"{kind['kind']:14} top-1 {right}/{n} Octet {said}; top-{options.top} {among} Octet"
              f" {said_among}  {'equal' if same else 'DIFFERENT'}  {time.time() - start:.1f} s")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
