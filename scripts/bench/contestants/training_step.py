"""PyTorch's training step of a VAE: training_step.py eager|fused|compiled mlp|conv FILE

FILE holds the batches, float32 [64, 128, 784]. Where there is a choice (memory layout, what is compiled and how), the ways
are tried for a moment, each in a process of its own, and the fastest is kept.
"""
import functools
import itertools
import os
import shutil
import statistics
import sys
import time

import numpy as np
import torch

from serve import serve
from training import (
    BATCH,
    about,
    fastest_setup,
    loss_of,
    make_change,
    make_model,
    use_all_cores,
    usual_setup,
    ways_to_compile,
)
from vae import PIXELS


def alternatives(mode, architecture):
    """What else there is to try, one choice after the other."""
    if architecture == "conv":
        yield dict(channels_last=True)
    yield from ways_to_compile(mode)


def make_step(architecture, batches, setup):
    model = make_model(architecture, setup)
    change = make_change(model, setup, lambda x: (loss_of(*model.parts(x), x),))
    turn = itertools.cycle(batches)

    def step():
        (loss,) = change(next(turn))
        return loss.item()

    return step


def read_batches(path):
    return torch.from_numpy(np.fromfile(path, dtype=np.float32)).view(-1, BATCH, PIXELS).unbind()


def seconds_of(architecture, path, setup):
    """Of the median step."""
    use_all_cores()
    step = make_step(architecture, read_batches(path), setup)
    for _ in range(5):
        step()
    times = []
    while sum(times) < 1.5:
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def forget_compilations():
    """What is compiled from here on is compiled from scratch, as far as the compiler's cache goes."""
    cache = os.path.join(os.environ["TORCHINDUCTOR_CACHE_DIR"], "-".join(sys.argv[1:3]))
    shutil.rmtree(cache, ignore_errors=True)
    os.environ["TORCHINDUCTOR_CACHE_DIR"] = cache


def prepare():
    mode, architecture, path = sys.argv[1:]
    changes = list(alternatives(mode, architecture))
    setup = fastest_setup(usual_setup(mode), changes, functools.partial(seconds_of, architecture, path))
    use_all_cores()
    if mode == "compiled":
        forget_compilations()
    step = make_step(architecture, read_batches(path), setup)
    start = time.perf_counter()
    step()
    said = about(setup)
    if mode == "compiled":
        said["compileMilliseconds"] = (time.perf_counter() - start) * 1000
    for _ in range(20):
        step()
    return step, said


if __name__ == "__main__":
    serve(prepare)
