"""PyTorch's training step of a VAE: training_step.py eager|fused|compiled mlp|conv FILE

FILE holds the batches, float32 [64, 128, 784]. Where there is a choice (memory layout, what is compiled and how), the ways
are tried for a moment, each in a process of its own, and the fastest is kept.
"""
import dataclasses
import itertools
import math
import multiprocessing
import os
import platform
import shutil
import statistics
import sys
import time

import numpy as np
import torch

from serve import serve
from vae import ARCHITECTURES, PIXELS

BATCH = 128
COMPILERS = {
    "torch.compile": {},
    "torch.compile with max-autotune": dict(mode="max-autotune"),
    "torch.compile with cpp_wrapper": dict(options=dict(cpp_wrapper=True)),
}


@dataclasses.dataclass(frozen=True)
class Setup:
    """One way to set the step up. `compiler`: of the loss; `compiled_update`: whether Adam's step is compiled as well."""

    fused: bool
    compiler: str | None
    channels_last: bool = False
    compiled_update: bool = False


def usual_setup(mode):
    return Setup(fused=mode != "eager", compiler="torch.compile" if mode == "compiled" else None)


def alternatives(mode, architecture):
    """What else there is to try, one choice after the other."""
    if architecture == "conv":
        yield dict(channels_last=True)
    if mode == "compiled":
        yield from (dict(compiler=compiler) for compiler in list(COMPILERS)[1:])
        yield dict(compiled_update=True)


def make_step(architecture, batches, setup):
    torch.manual_seed(1)
    model = ARCHITECTURES[architecture]()
    if setup.channels_last:
        model = model.to(memory_format=torch.channels_last)
    adam = torch.optim.Adam(model.parameters(), lr=1e-3, fused=setup.fused or None)
    loss_of = model.loss if setup.compiler is None else torch.compile(model.loss, **COMPILERS[setup.compiler])
    update = torch.compile(adam.step) if setup.compiled_update else adam.step
    turn = itertools.cycle(batches)

    def step():
        x = next(turn)
        adam.zero_grad(set_to_none=True)
        loss = loss_of(x)
        loss.backward()
        update()
        return loss.item()

    return step


def read_batches(path):
    return torch.from_numpy(np.fromfile(path, dtype=np.float32)).view(-1, BATCH, PIXELS).unbind()


def use_all_cores():
    has_affinity = hasattr(os, "sched_getaffinity")
    torch.set_num_threads(len(os.sched_getaffinity(0)) if has_affinity else os.cpu_count())


def try_setup(architecture, path, setup):
    """Seconds of the median step; infinite where this way does not work here."""
    try:
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
    except Exception as error:
        print(f"{setup}: {error}", file=sys.stderr)
        return math.inf


def fastest_setup(mode, architecture, path):
    best = usual_setup(mode)
    others = list(alternatives(mode, architecture))
    if not others:
        return best
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as fresh_process:
        best_time = fresh_process.apply(try_setup, (architecture, path, best))
        for change in others:
            setup = dataclasses.replace(best, **change)
            setup_time = fresh_process.apply(try_setup, (architecture, path, setup))
            if setup_time < best_time:
                best, best_time = setup, setup_time
    return best


def forget_compilations():
    """What is compiled from here on is compiled from scratch, as far as the compiler's cache goes."""
    cache = os.path.join(os.environ["TORCHINDUCTOR_CACHE_DIR"], "-".join(sys.argv[1:3]))
    shutil.rmtree(cache, ignore_errors=True)
    os.environ["TORCHINDUCTOR_CACHE_DIR"] = cache


def describe(setup):
    adam = "fused Adam" if setup.fused else "Adam"
    compiled = "compiled " if setup.compiled_update else ""
    layout = "channels_last" if setup.channels_last else None
    return ", ".join(filter(None, (setup.compiler, compiled + adam, layout)))


def prepare():
    mode, architecture, path = sys.argv[1:]
    setup = fastest_setup(mode, architecture, path)
    use_all_cores()
    about = dict(
        versions=dict(PyTorch=torch.__version__, Python=platform.python_version()),
        threads=torch.get_num_threads(),
        note=describe(setup),
    )
    if mode == "compiled":
        forget_compilations()
    step = make_step(architecture, read_batches(path), setup)
    start = time.perf_counter()
    step()
    if mode == "compiled":
        about["compileMilliseconds"] = (time.perf_counter() - start) * 1000
    for _ in range(20):
        step()
    return step, about


if __name__ == "__main__":
    serve(prepare)
