"""Reads every .safetensors file of a folder with Python's safetensors, writes it again, and prints the names of those whose
bytes are others then. Metadata have at most one key, since Python writes several in an order of chance."""
import json
import sys
from pathlib import Path

from safetensors import safe_open
from safetensors.torch import load, save

differing = []
for path in sorted(Path(sys.argv[1]).glob("*.safetensors")):
    with safe_open(path, "pt") as file:
        metadata = file.metadata()
    if save(load(path.read_bytes()), metadata) != path.read_bytes():
        differing.append(path.name)
print(json.dumps(differing))
