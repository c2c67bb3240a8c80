#!/usr/bin/env python3
"""Debugs the int8 form of a SavedModel with TensorFlow's QuantizationDebugger, called like `octet debug`.

Writes layer_statistics as CSV and, beside it (.cpu), the CPU seconds it took without importing TensorFlow."""
import argparse
import os
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


def samples(source, normalize, count):
    import numpy as np

    path, _, name = source.rpartition(":")
    mean, std = (float(x) for x in normalize.split(","))
    array = np.load(path)[name][:count]
    return [[((x.reshape(1, 28, 28, 1) if x.size == 784 else x[None]).astype(np.float32) - mean) / std] for x in array]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=["debug"])
    parser.add_argument("model")
    parser.add_argument("-o", "--output", required=True)
    parser.add_argument("--calibrate", required=True)
    parser.add_argument("--data", help="(that of --calibrate)")
    parser.add_argument("--normalize", default="0,1")
    parser.add_argument("--samples", type=int, help="of the data")
    args = parser.parse_args()

    import numpy as np
    import tensorflow as tf

    start = time.process_time()
    calibration = samples(args.calibrate, args.normalize, None)
    data = samples(args.data or args.calibrate, args.normalize, args.samples)
    converter = tf.lite.TFLiteConverter.from_saved_model(args.model)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.representative_dataset = lambda: iter(calibration)
    debugger = tf.lite.experimental.QuantizationDebugger(
        converter=converter,
        debug_dataset=lambda: iter(data),
        debug_options=tf.lite.experimental.QuantizationDebugOptions(
            layer_debug_metrics={"mean_abs_error": lambda d: np.mean(np.abs(d))}
        ),
    )
    debugger.run()
    with open(args.output, "w") as f:
        debugger.layer_statistics_dump(f)
    with open(args.output + ".cpu", "w") as f:
        f.write(f"{time.process_time() - start:.3f}\n")


if __name__ == "__main__":
    main()
