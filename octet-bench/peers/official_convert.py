#!/usr/bin/env python3
"""Converts a Keras file, a SavedModel or a frozen graph to .tflite with TensorFlow, called like `octet convert`."""
import argparse
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=["convert"])
    parser.add_argument("model")
    parser.add_argument("-o", "--output", required=True)
    parser.add_argument("--keras2", action="store_true", help="load it with tf_keras")
    parser.add_argument("--inputs", default="", help="of a frozen graph, separated by commas")
    parser.add_argument("--outputs", default="", help="of a frozen graph, separated by commas")
    args = parser.parse_args()

    import tensorflow as tf

    if os.path.isdir(args.model):
        converter = tf.lite.TFLiteConverter.from_saved_model(args.model)
    elif args.model.endswith(".pb"):
        converter = tf.compat.v1.lite.TFLiteConverter.from_frozen_graph(
            args.model, args.inputs.split(","), args.outputs.split(",")
        )
    else:
        if args.keras2:
            import tf_keras as keras
        else:
            keras = tf.keras
        converter = tf.lite.TFLiteConverter.from_keras_model(keras.models.load_model(args.model, compile=False))
    content = converter.convert()
    with open(args.output, "wb") as f:
        f.write(content)


if __name__ == "__main__":
    main()
