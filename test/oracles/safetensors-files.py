"""Files in the safetensors format as its reference implementation writes, reads and refuses them.

Usage: python safetensors-files.py > safetensors-files.json

Numbers are stored as text, since JSON has no infinity, no NaN and no −0. Made with safetensors 0.8.0, PyTorch 2.13.0.
"""
import base64
import json
import math

import torch
from safetensors import SafetensorError, deserialize
from safetensors.torch import save


def base64_of(data):
    return base64.b64encode(data).decode()


def text(value):
    value = value if isinstance(value, (bool, int)) else float(value)
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return str(int(value)) if isinstance(value, bool) else repr(value)


def in_order(metadata, data):
    """The reference implementation writes metadata in an order of chance; ours keeps the one that it is given."""
    places = [data.index(json.dumps(key, ensure_ascii=False).encode() + b":") for key in metadata]
    return places == sorted(places)


def file(tensors, metadata=None):
    data = save(tensors, metadata)
    while metadata and not in_order(metadata, data):
        data = save(tensors, metadata)
    return dict(
        bytes=base64_of(data),
        tensors={
            name: dict(
                dtype=str(value.dtype).removeprefix("torch."),
                shape=list(value.shape),
                data=[text(number) for number in value.flatten().tolist()],
            )
            for name, value in tensors.items()
        },
        metadata=metadata or {},
    )


def bits(values, dtype):
    return torch.tensor(values, dtype=torch.int16).view(dtype)


FLOATS = [0.0, -0.0, 1.0, -1.5, math.pi, 1e-45, 1.1754942e-38, 3.4028235e38, math.inf, -math.inf, math.nan]
# Signs, zeros, subnormal numbers, the smallest and largest normal ones, infinities, NaN.
HALVES = [0, -0x8000, 1, 2, 0x3FF, 0x400, 0x3C00, 0x3C01, 0x3555, -0x4123, 0x7BFF, -0x0401, 0x7C00, -0x0400, 0x7E00]
BRAIN = [0, -0x8000, 1, 0x7F, 0x80, 0x3F80, 0x3F81, 0x4049, -0x4123, 0x7F7F, -0x0081, 0x7F80, -0x0080, 0x7FC0]

FILES = {
    "no tensor": file({}),
    "metadata alone": file({}, {"format": "pt"}),
    "a matrix": file({"weight": torch.arange(6, dtype=torch.float32).reshape(2, 3)}),
    "a model of PyTorch": file(torch.nn.Linear(3, 2).state_dict(), {"format": "pt"}),
    "special float32": file({"a": torch.tensor(FLOATS)}),
    "special float64": file({"a": torch.tensor([*FLOATS, 5e-324, 1.7976931348623157e308, 0.1], dtype=torch.float64)}),
    "bytes, so that what follows is not aligned": file(
        {"x": torch.arange(7, dtype=torch.uint8), "y": torch.tensor([255], dtype=torch.uint8)}
    ),
    "three types, which stand in the order of their widths": file(
        {
            "b": torch.arange(3, dtype=torch.uint8),
            "a": torch.arange(5, dtype=torch.float32),
            "z": torch.arange(2, dtype=torch.float64),
            "c": torch.arange(1, dtype=torch.uint8),
            "A": torch.arange(4, dtype=torch.float64),
        }
    ),
    "scalars and nothing": file(
        {
            "scalar": torch.tensor(2.5),
            "no elements": torch.zeros(0),
            "no rows": torch.zeros(0, 3, dtype=torch.float64),
            "no columns": torch.zeros(3, 0, dtype=torch.uint8),
            "ones": torch.ones(1, 1, 1, 1),
        }
    ),
    "names that sort by code point": file(
        {name: torch.zeros(1) for name in ["é", "z", "日本", "\U0001F600", "\uFFEE", "e\u0301", "", " ", "10", "9"]}
    ),
    "names that need escapes or care": file(
        {
            name: torch.ones(1)
            for name in ['"', "\\", "/", "\n\r\t\b\f", "\x00\x01\x1f", "\x7f\u2028\u2029", "__proto__", "constructor"]
        }
    ),
    "metadata of any text": file(
        {"a": torch.zeros(2)}, {"7": "", "format": "pt", "": "\x1f\n\"\\<&é😀", "__proto__": "{}"}
    ),
}

READ_ONLY = {
    "F16": file({"half": bits(HALVES, torch.float16), "odd": torch.tensor([1], dtype=torch.uint8)}),
    "BF16": file({"brain": bits(BRAIN, torch.bfloat16), "scalar": torch.tensor(0.5, dtype=torch.bfloat16)}),
    "BOOL": file({"mask": torch.tensor([[True, False], [False, True]])}),
    "integers": file(
        {
            "i8": torch.tensor([-128, 0, 127], dtype=torch.int8),
            "i16": torch.tensor([-32768, 0, 32767], dtype=torch.int16),
            "u16": torch.tensor([0, 65535], dtype=torch.uint16),
            "i32": torch.tensor([-(2**31), 0, 2**31 - 1], dtype=torch.int32),
            "u32": torch.tensor([0, 2**32 - 1], dtype=torch.uint32),
            "i64": torch.tensor([-(2**53) + 1, 0, 2**53 - 1], dtype=torch.int64),
            "u64": torch.tensor([0, 2**53 - 1], dtype=torch.uint64),
        }
    ),
}

# Whole files, but of numbers for which this library has no array.
NOT_REPRESENTABLE = {
    "C64": save({"a": torch.zeros(1, dtype=torch.complex64)}),
    "F8_E4M3": save({"a": torch.zeros(1, dtype=torch.float8_e4m3fn)}),
    "F8_E5M2": save({"a": torch.zeros(1, dtype=torch.float8_e5m2)}),
    "9007199254740992": save({"a": torch.tensor([2**53], dtype=torch.int64)}),
    "-9223372036854775808": save({"a": torch.tensor([0, -(2**63)], dtype=torch.int64)}),
}


def raw(header, data=b"", length=None):
    header = header.encode() if isinstance(header, str) else header
    return (len(header) if length is None else length).to_bytes(8, "little") + header + data


def tensor(dtype="F32", shape="[1]", offsets="[0,4]"):
    return f'{{"dtype":"{dtype}","shape":{shape},"data_offsets":{offsets}}}'


def one(data=bytes(4), **parts):
    return raw(f'{{"a":{tensor(**parts)}}}', data)


def two(first, second, data):
    return raw(f'{{"a":{tensor(offsets=first)},"b":{tensor(offsets=second)}}}', data)


MALFORMED = {
    "empty": b"",
    "seven bytes": bytes(7),
    "no header": bytes(8),
    "a header longer than the file": raw("{}", length=3),
    "a header of more than 100 MB": raw("{}", length=100_000_001),
    "a header of 2^63 bytes": raw("{}", length=2**63),
    "not UTF-8": raw(b'{"\xff":1}'),
    "a byte order mark": raw("\ufeff{}"),
    "not JSON": raw("{"),
    "zeros for padding": raw("{}\0\0"),
    "an array": raw("[]"),
    "a string": raw('"a"'),
    "metadata of numbers": raw('{"__metadata__":{"a":1}}'),
    "metadata of null": raw('{"__metadata__":{"a":null}}'),
    "metadata that are a string": raw('{"__metadata__":"a"}'),
    "half of a surrogate pair": raw(f'{{"\\ud800":{tensor()}}}', bytes(4)),
    "a tensor that is a number": raw('{"a":1}'),
    "a tensor that is null": raw('{"a":null}'),
    "no dtype": raw('{"a":{"shape":[1],"data_offsets":[0,4]}}', bytes(4)),
    "no shape": raw('{"a":{"dtype":"F32","data_offsets":[0,4]}}', bytes(4)),
    "no data_offsets": raw('{"a":{"dtype":"F32","shape":[1]}}', bytes(4)),
    "dtype twice": raw('{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}', bytes(4)),
    "an unknown dtype": one(dtype="F33"),
    "a dtype in lower case": one(dtype="f32"),
    "a shape that is a number": one(shape="1"),
    "a shape of text": one(shape='["1"]'),
    "a negative length": one(shape="[-1]"),
    "half a length": one(shape="[0.5]"),
    "a length of minus zero": one(data=b"", shape="[-0]", offsets="[0,0]"),
    "a length beyond 64 bits": one(shape="[18446744073709551617]"),
    "a product of lengths beyond 64 bits": one(shape="[4294967296,4294967296,4294967296]"),
    "one offset": one(offsets="[0]"),
    "three offsets": one(offsets="[0,4,4]"),
    "a negative offset": one(offsets="[-4,0]"),
    "offsets the wrong way round": one(offsets="[4,0]"),
    "offsets that do not fit the shape": one(shape="[2]"),
    "offsets beyond the data": one(data=bytes(3)),
    "offsets far beyond the data": one(shape="[2251799813685248]", offsets="[0,9007199254740992]"),
    "a hole before the first tensor": one(data=bytes(8), offsets="[4,8]"),
    "a hole between tensors": two("[0,4]", "[8,12]", bytes(12)),
    "tensors that share bytes": two("[0,4]", "[0,4]", bytes(4)),
    "tensors that overlap": two("[0,4]", "[2,6]", bytes(6)),
    "a byte after the last tensor": one(data=bytes(5)),
    "a byte after no tensor": raw("{}", b"\0"),
}

for name, data in MALFORMED.items():
    try:
        deserialize(data)
    except SafetensorError:
        continue
    raise AssertionError(f"the reference implementation reads: {name}")
print(
    json.dumps(
        dict(
            files=FILES,
            readOnly=READ_ONLY,
            notRepresentable={name: base64_of(data) for name, data in NOT_REPRESENTABLE.items()},
            malformed={name: base64_of(data) for name, data in MALFORMED.items()},
        )
    )
)
