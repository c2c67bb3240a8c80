#!/usr/bin/env python3
"""Converts a Keras file to .tflite with TensorFlow, called like `octet convert`."""
import argparse
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=["convert"])
    parser.add_argument("model")
    parser.add_argument("-o", "--output", required=True)
    parser.add_argument("--keras2", action="store_true", help="load it with tf_keras")
    args = parser.parse_args()

    import tensorflow as tf

    if args.keras2:
        import tf_keras as keras
    else:
        keras = tf.keras
    model = keras.models.load_model(args.model, compile=False)
    content = tf.lite.TFLiteConverter.from_keras_model(model).convert()
    with open(args.output, "wb") as f:
        f.write(content)


if __name__ == "__main__":
    main()
