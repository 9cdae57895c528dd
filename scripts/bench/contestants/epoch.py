"""An epoch of PyTorch's training of a VAE: epoch.py loader|memory eager|fused|compiled FILE

FILE holds the images, bytes [n, 784]; they are made black and white beforehand. An epoch is a loop over shuffled batches
with the mean loss and its two parts at its end. The ways to feed the batches, and what is compiled and how, are tried
for an epoch or two, each in a process of its own, and the fastest is kept.
"""
import functools
import sys
import time

import numpy as np
import torch
from torch.utils.data import DataLoader, TensorDataset

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


def loaded(**settings):
    """The batches of an epoch from a DataLoader."""

    def feed(images):
        loader = DataLoader(TensorDataset(images), batch_size=BATCH, shuffle=True, **settings)
        return lambda: (x for (x,) in loader)

    return feed


def gathered(images):
    """The batches of an epoch, each gathered when its turn comes."""
    return lambda: (images[positions] for positions in torch.randperm(len(images)).split(BATCH))


def gathered_bytes(images):
    as_bytes = images.to(torch.uint8)
    return lambda: (as_bytes[positions].float() for positions in torch.randperm(len(images)).split(BATCH))


def shuffled(images):
    """The batches of an epoch, cut from a shuffled copy of the set."""
    return lambda: iter(images[torch.randperm(len(images))].split(BATCH))


FEEDINGS = {
    "loader": {
        "DataLoader": loaded(),
        "DataLoader with 1 worker that stays": loaded(num_workers=1, persistent_workers=True),
        "DataLoader with 2 workers": loaded(num_workers=2),
        "DataLoader with 2 workers that stay": loaded(num_workers=2, persistent_workers=True),
    },
    "memory": {
        "batches gathered": gathered,
        "batches gathered from bytes": gathered_bytes,
        "the set shuffled at once": shuffled,
    },
}


def make_epoch(kind, images, setup):
    model = make_model("mlp", setup)
    batches = FEEDINGS[kind][setup.feeding](images)

    def losses(x):
        parts = model.parts(x)
        return loss_of(*parts, x), torch.stack(parts).detach()

    change = make_change(model, setup, losses)

    def epoch():
        totals = torch.zeros(2)
        for x in batches():
            _, parts = change(x)
            totals += parts
        cross_entropy, kl = (totals / len(images)).tolist()
        return dict(loss=cross_entropy + kl, reconstruction=-cross_entropy, kl=kl)

    return epoch


def read_images(path):
    return torch.from_numpy(np.fromfile(path, dtype=np.uint8)).view(-1, PIXELS).ge(128).float()


def seconds_of(kind, path, setup):
    """Of the fastest epoch: the first one starts and compiles what is used."""
    use_all_cores()
    epoch = make_epoch(kind, read_images(path), setup)
    times = []
    while len(times) < 2 or sum(times) < 5:
        start = time.perf_counter()
        epoch()
        times.append(time.perf_counter() - start)
    return min(times)


def prepare():
    kind, mode, path = sys.argv[1:]
    first, *others = FEEDINGS[kind]
    changes = [dict(feeding=feeding) for feeding in others] + list(ways_to_compile(mode))
    setup = fastest_setup(usual_setup(mode, first), changes, functools.partial(seconds_of, kind, path))
    use_all_cores()
    epoch = make_epoch(kind, read_images(path), setup)
    epoch()
    second = epoch()

    def step():
        epoch()
        return second["loss"]

    return step, about(setup)


if __name__ == "__main__":
    serve(prepare)
