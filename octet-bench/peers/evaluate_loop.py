#!/usr/bin/env python3
"""What most people write to evaluate a classifier: a plain loop over an interpreter of ai_edge_litert with one thread."""
import argparse
import time


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("data", help="an .npz with x and y")
    parser.add_argument("--normalize", default="0,1", metavar="MEAN,STD", help="feed (x - MEAN) / STD")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--repeat", type=int, default=1, help="go through the samples so many times, for steadier figures")
    args = parser.parse_args()
    mean, std = map(float, args.normalize.split(","))

    start = time.perf_counter()
    import numpy as np
    from ai_edge_litert.interpreter import Interpreter

    arrays = np.load(args.data)
    samples, labels = arrays["x"], arrays["y"].reshape(-1)
    interpreter = Interpreter(model_path=args.model, num_threads=args.threads)
    interpreter.allocate_tensors()
    given, taken = interpreter.get_input_details()[0], interpreter.get_output_details()[0]
    scale, zero_point = given["quantization"]
    ready = time.perf_counter()

    right = 0
    for _ in range(args.repeat):
        for i in range(len(samples)):
            sample = ((samples[i].astype(np.float32) - mean) / std).reshape(given["shape"])
            if given["dtype"] != np.float32:
                limits = np.iinfo(given["dtype"])
                sample = np.clip(np.rint(sample / scale) + zero_point, limits.min, limits.max)
            interpreter.set_tensor(given["index"], sample.astype(given["dtype"]))
            interpreter.invoke()
            right += int(np.argmax(interpreter.get_tensor(taken["index"])) == labels[i])
    loop = time.perf_counter() - ready
    count = args.repeat * len(samples)
    print(f"top1 {right / count:.4f}   {count} samples in {loop:.3f} s: {count / loop:.0f}/s   "
          f"before that {ready - start:.3f} s")


if __name__ == "__main__":
    main()
