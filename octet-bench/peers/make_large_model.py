#!/usr/bin/env python3
"""Writes a chain of fully connected float layers as a .tflite file; 60 layers of 2048x2048 (1 GB) unless told otherwise.

The same arguments give the same bytes. Needs litert-quantizer (for its schema classes), flatbuffers and numpy.
"""
import argparse

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema

ALIGNMENT = 16


class AlignedBuffer(schema.BufferT):
    """A buffer whose bytes start at a multiple of 16, as the runtime likes them."""

    def Pack(self, builder):
        data = None
        if self.data is not None:
            builder.Prep(ALIGNMENT, len(self.data))
            data = builder.CreateNumpyVector(self.data)
        schema.BufferStart(builder)
        if data is not None:
            schema.BufferAddData(builder, data)
        return schema.BufferEnd(builder)


class Writer:
    def __init__(self):
        self.buffers = [AlignedBuffer()]  # the first is empty by convention
        self.tensors = []
        self.operators = []

    def tensor(self, name, shape, values=None):
        buffer = 0
        if values is not None:
            buffer = len(self.buffers)
            self.buffers.append(AlignedBuffer(data=np.ascontiguousarray(values, "<f4").reshape(-1).view(np.uint8)))
        self.tensors.append(schema.TensorT(name=name, shape=list(shape), type=schema.TensorType.FLOAT32, buffer=buffer))
        return len(self.tensors) - 1

    def fully_connected(self, x, weights, bias, out, relu):
        options = schema.FullyConnectedOptionsT()
        if relu:
            options.fusedActivationFunction = schema.ActivationFunctionType.RELU
        self.operators.append(schema.OperatorT(
            opcodeIndex=0, inputs=[x, weights, bias], outputs=[out],
            builtinOptionsType=schema.BuiltinOptions.FullyConnectedOptions, builtinOptions=options))

    def model(self, x, y):
        code = schema.OperatorCodeT(
            deprecatedBuiltinCode=schema.BuiltinOperator.FULLY_CONNECTED,
            builtinCode=schema.BuiltinOperator.FULLY_CONNECTED, version=1)
        graph = schema.SubGraphT(name="main", tensors=self.tensors, operators=self.operators, inputs=[x], outputs=[y])
        signature = schema.SignatureDefT(
            inputs=[schema.TensorMapT("x", x)], outputs=[schema.TensorMapT("y", y)],
            signatureKey="serving_default", subgraphIndex=0)
        return schema.ModelT(
            version=3, operatorCodes=[code], subgraphs=[graph], description="chain of fully connected layers",
            buffers=self.buffers, signatureDefs=[signature])


def build(layers, width, seed):
    writer = Writer()
    first = x = writer.tensor("x", [1, width])
    for i in range(layers):
        rng = np.random.default_rng([seed, i])
        weights = rng.standard_normal((width, width), np.float32) * np.float32(np.sqrt(2 / width))
        w = writer.tensor(f"dense_{i}/weights", [width, width], weights)
        b = writer.tensor(f"dense_{i}/bias", [width], rng.standard_normal(width, np.float32) / 10)
        y = writer.tensor(f"dense_{i}/output", [1, width])
        writer.fully_connected(x, w, b, y, relu=i < layers - 1)
        x = y
    return writer.model(first, x)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out")
    parser.add_argument("--layers", type=int, default=60)
    parser.add_argument("--width", type=int, default=2048)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    weights = args.layers * args.width * (args.width + 1) * 4
    builder = flatbuffers.Builder(weights + (1 << 20))
    builder.Finish(build(args.layers, args.width, args.seed).Pack(builder), b"TFL3")
    with open(args.out, "wb") as f:
        f.write(memoryview(builder.Bytes)[builder.Head():])
    print(f"{args.out}: {len(builder.Bytes) - builder.Head()} bytes")


if __name__ == "__main__":
    main()
