"""Writes messages.txt: the messages of a SavedModel and a GraphDef, as octet must know them to read their text form.

    python messages.py > octet-core/src/main/resources/dev/octet/format/tensorflow/text/messages.txt

A message is its name, then a line for each field: number, name, flags, type. Flags: `*` may repeat, `+` is packed as well,
`|N` is one of the group N, of which a message has one at most. An enum is its name, then a line for each value. Stack
traces, and what only its type's own program could read (Any), are checked for their form and left out: `skip`.
"""

import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

from google.protobuf.descriptor import FieldDescriptor as F  # noqa: E402
from tensorflow.core.protobuf import saved_model_pb2  # noqa: E402

SKIPPED = {"google.protobuf.Any", "tensorflow.GraphDebugInfo"}
SCALARS = {
    F.TYPE_DOUBLE: "double",
    F.TYPE_FLOAT: "float",
    F.TYPE_INT64: "int64",
    F.TYPE_UINT64: "uint64",
    F.TYPE_INT32: "int32",
    F.TYPE_BOOL: "bool",
    F.TYPE_STRING: "string",
    F.TYPE_BYTES: "bytes",
    F.TYPE_UINT32: "uint32",
    F.TYPE_SINT64: "sint64",
}


def short(descriptor):
    return descriptor.full_name.removeprefix("tensorflow.")


def kind(field):
    if field.message_type:
        return "skip" if field.message_type.full_name in SKIPPED else short(field.message_type)
    return short(field.enum_type) if field.enum_type else SCALARS[field.type]


def flags(field):
    text = "*" if field.is_repeated else ""
    if field.is_repeated and field.is_packed:
        text += "+"
    if field.containing_oneof:
        text += f"|{field.containing_oneof.index}"
    return text or "-"


def collect(descriptor, messages, enums):
    if descriptor.full_name in messages or descriptor.full_name in SKIPPED:
        return
    messages[descriptor.full_name] = descriptor
    for field in descriptor.fields:
        if field.message_type:
            collect(field.message_type, messages, enums)
        if field.enum_type:
            enums[field.enum_type.full_name] = field.enum_type


def main():
    messages, enums = {}, {}
    collect(saved_model_pb2.SavedModel.DESCRIPTOR, messages, enums)
    for _, descriptor in sorted(messages.items()):
        print("message", short(descriptor))
        for field in sorted(descriptor.fields, key=lambda f: f.number):
            print("", field.number, field.name, flags(field), kind(field))
    for _, enum in sorted(enums.items()):
        print("enum", short(enum))
        for value in enum.values:
            print("", value.number, value.name)


main()
