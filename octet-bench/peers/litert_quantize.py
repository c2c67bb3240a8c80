#!/usr/bin/env python3
"""LiteRT Quantizer as a command: litert_quantize.py quantize MODEL -o OUT --mode dynamic|float16|weights8|int8

With int8, --calibrate [SIGNATURE=]FILE.npz[:ARRAY] and --normalize MEAN,STD as octet has them. It imports no more than it needs and lets the library write the file itself, which is its fastest way.
"""
import argparse
import os

from litert_quantizer import qtyping, quantizer, recipe


def float16():
    config = qtyping.OpQuantizationConfig(
        weight_tensor_config=qtyping.TensorQuantizationConfig(num_bits=16, dtype=qtyping.TensorDataType.FLOAT),
        compute_precision=qtyping.ComputePrecision.FLOAT,
        explicit_dequantize=True)
    return dict(regex=".*", operation_name=qtyping.TFLOperationName.ALL_SUPPORTED, op_config=config,
                algorithm_key="float_casting")


def calibrate(job, model, sources, normalize):
    """Feeds every sample of each source to its signature, as octet does."""
    import numpy
    from ai_edge_litert.interpreter import Interpreter

    mean, std = (float(v) for v in normalize.split(",")) if normalize else (0.0, 1.0)
    runners = Interpreter(model, num_threads=1)
    data = {}
    for source in sources:
        head, equals, tail = source.partition("=")
        path, _, name = (tail if equals else head).partition(":")
        keys = list(runners.get_signature_list())
        key = head if equals else keys[0]
        inputs = runners.get_signature_runner(key).get_input_details()
        arrays = dict(numpy.load(path))
        if name:
            arrays = {next(iter(inputs)): arrays[name]}

        def samples(arrays=arrays, inputs=inputs):
            for i in range(len(next(iter(arrays.values())))):
                yield {
                    k: ((arrays[k][i] - mean) / std).astype(numpy.float32).reshape([max(1, d) for d in v["shape"]])
                    for k, v in inputs.items()
                }

        data[key] = list(samples())  # the library takes the length of it first
    return job.calibrate(data)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("verb", choices=["quantize"])
    parser.add_argument("model")
    parser.add_argument("-o", dest="out", required=True)
    parser.add_argument("--mode", choices=["dynamic", "float16", "weights8", "int8"], required=True)
    parser.add_argument("--calibrate", action="append", default=[])
    parser.add_argument("--normalize")
    args = parser.parse_args()
    job = quantizer.Quantizer(args.model)
    if args.mode == "dynamic":
        job.load_quantization_recipe(recipe.dynamic_wi8_afp32())
    elif args.mode == "weights8":
        job.load_quantization_recipe(recipe.weight_only_wi8_afp32())
    elif args.mode == "float16":
        job.update_quantization_recipe(**float16())
    else:
        job.load_quantization_recipe(recipe.static_wi8_ai8())
        ranges = calibrate(job, args.model, args.calibrate, args.normalize)
    job.quantize(*([ranges] if args.mode == "int8" else []),
                 serialize_to_path=os.path.abspath(args.out), enable_progress_bar=False,
                 enable_progress_report=False)


if __name__ == "__main__":
    main()
