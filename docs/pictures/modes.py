#!/usr/bin/env python3
"""Draws modes.svg from what `octet evaluate --json` prints of the example in each mode; see docs/pictures/README.md."""
import json
import sys

OFFICIAL = {"dynamic": 53488, "weights8": 44952, "float16": 55140, "int8": 54576, "int16x8": 65384}


def bar(y, x, width, height, fill):
    return f'<rect x="{x}" y="{y}" width="{width:.1f}" height="{height}" fill="{fill}" rx="2"/>'


def text(y, x, words, color="#57606a", anchor="start", size=13):
    return f'<text x="{x}" y="{y}" fill="{color}" text-anchor="{anchor}" font-size="{size}">{words}</text>'


def main():
    models = json.load(sys.stdin)["models"]
    scale = 480 / models[0]["bytes"]
    out = []
    for row, model in enumerate(models):
        name = "float" if row == 0 else model["model"].split("/")[-1].removesuffix(".tflite").removeprefix("e-")
        y = 44 + row * 38
        out.append(text(y + 17, 92, name, "#24292f", "end"))
        if name in OFFICIAL:
            out.append(bar(y + 14, 100, OFFICIAL[name] * scale, 8, "#d0d7de"))
        out.append(bar(y, 100, model["bytes"] * scale, 12 if row else 22, "#8250df" if row else "#afb8c1"))
        out.append(text(y + 11, 108 + model["bytes"] * scale, f'{model["bytes"] / 1000:.1f} KB · {model["top1"]:.2%}'))
    legend = text(20, 100, "bytes and top-1 of the Fashion-MNIST example:", "#24292f")
    legend += bar(10, 440, 12, 12, "#8250df") + text(20, 457, "Octet") + bar(10, 512, 12, 12, "#d0d7de")
    legend += text(20, 529, "official tools")
    height = 52 + len(models) * 38
    print(f'<svg xmlns="http://www.w3.org/2000/svg" width="720" height="{height}" viewBox="0 0 720 {height}" '
          'font-family="ui-sans-serif, system-ui, sans-serif">')
    print('<rect width="100%" height="100%" fill="#ffffff"/>')
    print(legend, *out, "</svg>", sep="\n")


if __name__ == "__main__":
    main()
