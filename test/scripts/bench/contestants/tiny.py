"""Adds up numbers. Usage: tiny.py NAME COUNT FILE"""
import os
import platform
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[4] / "scripts" / "bench" / "contestants"))
from serve import serve  # noqa: E402

name, count, file = sys.argv[1:]


def step():
    print("words that are no answer")
    with open(file, "a") as log:
        log.write(f"{name} {os.getpid()}\n")
    return sum(range(1, int(count) + 1))


serve(lambda: (step, dict(versions=dict(Python=platform.python_version()), threads=1)))
