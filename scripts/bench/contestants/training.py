"""The ways to set up training in PyTorch, and how the fastest of them is found."""
import dataclasses
import math
import multiprocessing
import os
import platform
import sys
from concurrent.futures import ProcessPoolExecutor

import torch

from vae import ARCHITECTURES

BATCH = 128
COMPILERS = {
    "torch.compile": {},
    "torch.compile with max-autotune": dict(mode="max-autotune"),
    "torch.compile with cpp_wrapper": dict(options=dict(cpp_wrapper=True)),
}


@dataclasses.dataclass(frozen=True)
class Setup:
    """One way to set training up. `compiler`: of the loss; `compiled_update`: whether Adam's step is compiled as well."""

    fused: bool
    compiler: str | None
    channels_last: bool = False
    compiled_update: bool = False
    # How the batches come, where that is a part of the work.
    feeding: str | None = None


def usual_setup(mode, feeding=None):
    compiler = "torch.compile" if mode == "compiled" else None
    return Setup(fused=mode != "eager", compiler=compiler, feeding=feeding)


def ways_to_compile(mode):
    """What else there is to try in a mode, one choice after the other."""
    if mode == "compiled":
        yield from (dict(compiler=compiler) for compiler in list(COMPILERS)[1:])
        yield dict(compiled_update=True)


def make_model(architecture, setup):
    torch.manual_seed(1)
    model = ARCHITECTURES[architecture]()
    return model.to(memory_format=torch.channels_last) if setup.channels_last else model


def make_change(model, setup, losses):
    """A step that changes the model by a batch. It gives the batch's `losses`; the first of them is minimised."""
    adam = torch.optim.Adam(model.parameters(), lr=1e-3, fused=setup.fused or None)
    losses_of = losses
    if setup.compiler is not None:
        # A graph for each of the few shapes there are is faster than one for all shapes.
        losses_of = torch.compile(losses, dynamic=False, **COMPILERS[setup.compiler])
    update = torch.compile(adam.step) if setup.compiled_update else adam.step

    def change(x):
        adam.zero_grad(set_to_none=True)
        losses_now = losses_of(x)
        losses_now[0].backward()
        update()
        return losses_now

    return change


def loss_of(cross_entropy, kl, x):
    """-ELBO, the mean over the batch."""
    return (cross_entropy + kl) / len(x)


def use_all_cores():
    has_affinity = hasattr(os, "sched_getaffinity")
    torch.set_num_threads(len(os.sched_getaffinity(0)) if has_affinity else os.cpu_count())


def fastest_setup(best, changes, seconds_of):
    """The best of a setup and what comes of it by some changes, each tried in a process of its own.

    `seconds_of(setup)` says how long the work takes; a way that does not work here is left out.
    """
    if not changes:
        return best
    best_time = try_setup(seconds_of, best)
    for change in changes:
        setup = dataclasses.replace(best, **change)
        setup_time = try_setup(seconds_of, setup)
        if setup_time < best_time:
            best, best_time = setup, setup_time
    return best


def try_setup(seconds_of, setup):
    try:
        # Not of multiprocessing.Pool, whose processes may not start any of their own.
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as fresh_process:
            return fresh_process.submit(seconds_of, setup).result()
    except Exception as error:
        print(f"{setup}: {error}", file=sys.stderr)
        return math.inf


def about(setup):
    """What the contestant says of itself."""
    return dict(
        versions=dict(PyTorch=torch.__version__, Python=platform.python_version()),
        threads=torch.get_num_threads(),
        note=describe(setup),
    )


def describe(setup):
    adam = "fused Adam" if setup.fused else "Adam"
    compiled = "compiled " if setup.compiled_update else ""
    layout = "channels_last" if setup.channels_last else None
    return ", ".join(filter(None, (setup.compiler, compiled + adam, layout, setup.feeding)))
