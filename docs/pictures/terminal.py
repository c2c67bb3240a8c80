"""Draws what a command prints as a terminal would show it.

    python terminal.py study.svg "octet study …" < output.txt

The command is shown as given; its output comes from standard input.
"""

import html
import sys

WIDTH, LINE, SIZE, LEFT, TOP = 7.85, 19, 13, 18, 46


def main():
    target, command = sys.argv[1:]
    lines = ["$ " + command] + sys.stdin.read().rstrip("\n").split("\n")
    width = round(2 * LEFT + WIDTH * max(map(len, lines)))
    height = TOP + LINE * len(lines) + 12
    rows = []
    for i, line in enumerate(lines):
        kind = "prompt" if i == 0 else "best" if line.startswith("*") else "text"
        rows.append(f'<text class="{kind}" x="{LEFT}" y="{TOP + LINE * i}" xml:space="preserve">'
                    f"{html.escape(line)}</text>")
    lights = "".join(f'<circle cx="{22 + 20 * i}" cy="18" r="6" fill="{c}"/>'
                     for i, c in enumerate(("#ed6a5e", "#f5bf4f", "#61c554")))
    with open(target, "w", encoding="utf-8") as file:
        file.write(f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{html.escape(command)}">
<style>text {{ font: {SIZE}px ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #d7dce3 }} .prompt {{ fill: #8fd18a }} .best {{ fill: #f5d67b }}</style>
<rect width="{width}" height="{height}" rx="9" fill="#1d2128"/>
{lights}
{chr(10).join(rows)}
</svg>
""")


main()
