"""Reads and writes the golden cases: safetensors files of numbers in float32 and float64, and of counts."""
import json
import struct

import numpy as np

TYPES = {"F32": np.float32, "F64": np.float64, "I64": np.int64}


def read(path):
    content = open(path, "rb").read()
    (size,) = struct.unpack("<Q", content[:8])
    header, data = json.loads(content[8:8 + size]), content[8 + size:]
    metadata = header.pop("__metadata__")
    return metadata, {
        name: np.frombuffer(data[slice(*entry["data_offsets"])], TYPES[entry["dtype"]]).reshape(entry["shape"])
        for name, entry in header.items()
    }


def write(path, metadata, tensors):
    header, data = {"__metadata__": metadata}, b""
    for name in sorted(tensors):
        values = np.ascontiguousarray(tensors[name])
        kind = {np.dtype(kind): name for name, kind in TYPES.items()}[values.dtype]
        header[name] = {"dtype": kind, "shape": list(np.shape(tensors[name])), "data_offsets": [len(data), len(data) + values.nbytes]}
        data += values.tobytes()
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    open(path, "wb").write(struct.pack("<Q", len(text)) + text + data)
