"""Takes the steps that agreementSteps.ts left in files in plain PyTorch: the same weights, batches and noise.

agreement_steps.py HIDDEN LATENT TRAIN FOLDER DTYPE. It tells the losses of each step, before its change.
"""
import json
import math
import sys
from pathlib import Path

import numpy as np
import torch

from agreement_run import BATCH, describe, say
from agreement_vae import Vae, read_digits


def read_weights(folder):
    """The weights under the names of `Vae`."""
    numbers = np.fromfile(folder / "weights.f32", dtype=np.float32)
    weights, start = {}, 0
    for entry in json.loads((folder / "weights.json").read_text()):
        end = start + math.prod(entry["shape"])
        name = entry["name"].replace("logVariance", "log_variance")
        weights[name] = torch.from_numpy(numbers[start:end]).view(entry["shape"])
        start = end
    assert start == len(numbers)
    return weights


def take_steps(hidden, latent, train, folder, dtype):
    model = Vae(hidden, latent)
    model.load_state_dict(read_weights(folder))
    model = model.to(dtype)
    adam = torch.optim.Adam(model.parameters(), lr=1e-3)
    digits = read_digits(train)
    positions = torch.from_numpy(np.fromfile(folder / "positions.i32", dtype=np.int32)).long().view(-1, BATCH)
    noise = torch.from_numpy(np.fromfile(folder / "noise.f32", dtype=np.float32)).view(-1, BATCH, latent)
    for batch, draws in zip(positions, noise, strict=True):
        cross_entropy, kl = (part / BATCH for part in model(digits[batch].to(dtype), draws.to(dtype)))
        loss = cross_entropy + kl
        adam.zero_grad()
        loss.backward()
        adam.step()
        say(loss=loss.item(), reconstruction=-cross_entropy.item(), kl=kl.item())


def main(hidden, latent, train, folder, dtype):
    describe()
    widths = [int(width) for width in hidden.split(",")]
    take_steps(widths, int(latent), train, Path(folder), getattr(torch, dtype))


if __name__ == "__main__":
    main(*sys.argv[1:])
