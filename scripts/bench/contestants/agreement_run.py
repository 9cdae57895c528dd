"""Trains a VAE in plain PyTorch, and tells its losses epoch by epoch.

agreement_run.py HIDDEN LATENT EPOCHS TRAIN TEST [SEED]. Without a seed it only says what it would train with.
"""
import json
import platform
import sys

import numpy as np
import torch

from agreement_vae import Vae, read_digits

BATCH = 128


def train_epoch(model, adam, x):
    total = 0.0
    for positions in torch.randperm(len(x)).split(BATCH):
        batch = x[positions]
        cross_entropy, kl = model(batch)
        loss = (cross_entropy + kl) / len(batch)
        adam.zero_grad()
        loss.backward()
        adam.step()
        total += loss.item() * len(batch)
    return total / len(x)


@torch.no_grad()
def test_loss(model, x):
    return sum(sum(model(batch)).item() for batch in x.split(BATCH)) / len(x)


def run_training(hidden, latent, epochs, train, test, seed):
    torch.manual_seed(seed)
    model = Vae(hidden, latent)
    adam = torch.optim.Adam(model.parameters(), lr=1e-3)
    for _ in range(epochs):
        train_loss = train_epoch(model, adam, train)
        say(trainLoss=train_loss, testLoss=test_loss(model, test))


def describe():
    versions = dict(PyTorch=torch.__version__, NumPy=np.__version__, Python=platform.python_version())
    say(versions=versions, threads=torch.get_num_threads())


def say(**message):
    """Tells the bench something, in a line of standard output."""
    print(json.dumps(message), flush=True)


def main(hidden, latent, epochs, train, test, seed=None):
    describe()
    if seed is not None:
        widths = [int(width) for width in hidden.split(",")]
        run_training(widths, int(latent), int(epochs), read_digits(train), read_digits(test), int(seed))


if __name__ == "__main__":
    main(*sys.argv[1:])
