#!/usr/bin/env python3
"""LiteRT Quantizer as a command: litert_quantize.py quantize MODEL -o OUT --mode dynamic|float16|weights8

It imports no more than it needs and lets the library write the file itself, which is its fastest way.
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


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("verb", choices=["quantize"])
    parser.add_argument("model")
    parser.add_argument("-o", dest="out", required=True)
    parser.add_argument("--mode", choices=["dynamic", "float16", "weights8"], required=True)
    args = parser.parse_args()
    job = quantizer.Quantizer(args.model)
    if args.mode == "dynamic":
        job.load_quantization_recipe(recipe.dynamic_wi8_afp32())
    elif args.mode == "weights8":
        job.load_quantization_recipe(recipe.weight_only_wi8_afp32())
    else:
        job.update_quantization_recipe(**float16())
    job.quantize(serialize_to_path=os.path.abspath(args.out), enable_progress_bar=False, enable_progress_report=False)


if __name__ == "__main__":
    main()
