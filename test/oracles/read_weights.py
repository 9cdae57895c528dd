"""Reads models that kl-to-vae saved, in plain PyTorch, and compares what they compute with what kl-to-vae computed.

Run:  pip install torch==2.13.0 safetensors==0.8.0 && python read_weights.py FOLDER
For each NAME.safetensors of the folder, NAME.outputs.safetensors holds images `x`, codes `z`, the encoder's outputs for
the images (`mean` and `logVariance`, or `code`) and `decoded`, the mean of every pixel given the codes. Prints by name the
largest difference of each output, in float32 and float64, over max(1, the largest value expected).
"""
import json
import math
import sys
from itertools import pairwise
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors import safe_open
from safetensors.torch import load_file
from torch import nn


class Model(nn.Module):
    """A VariationalAutoencoder or an Autoencoder of kl-to-vae; its parameters have the same names."""

    def __init__(self, kind, options):
        super().__init__()
        self.options = options
        shape, hidden, latent = options["inputShape"], options["hidden"], options["latentDim"]
        self.is_conv = options["architecture"] == "conv"
        if self.is_conv:
            self.image = [*shape, 1][:3]  # height, width, channels
            channels = [self.image[2], *hidden]
            self.inner = [length // 2 ** len(hidden) for length in shape[:2]] + [channels[-1]]
            features = math.prod(self.inner)
            self.encoder = nn.ModuleList(nn.Conv2d(a, b, 3, stride=2) for a, b in pairwise(channels))
            up = [nn.ConvTranspose2d(a, b, 3, stride=2) for a, b in pairwise(channels[::-1])]
            self.decoder = nn.ModuleList([nn.Linear(latent, features), *up])
        else:
            widths = [math.prod(shape), *hidden]
            features = widths[-1]
            self.encoder = nn.ModuleList(nn.Linear(a, b) for a, b in pairwise(widths))
            self.decoder = nn.ModuleList(nn.Linear(a, b) for a, b in pairwise([latent, *widths[::-1]]))
        self.heads = ["mean", "logVariance"] if kind == "VariationalAutoencoder" else ["code"]
        for head in self.heads:
            self.add_module(head, nn.Linear(features, latent))
        if options["variance"] == "learned":
            self.likelihood = nn.ParameterDict({"logVariance": nn.Parameter(torch.zeros(()))})

    def encode(self, x):
        """The outputs of the encoder by name, for images [n, ...inputShape]."""
        # Channels come first in PyTorch, and last where activations are flattened.
        x = x.reshape(-1, *self.image).permute(0, 3, 1, 2) if self.is_conv else x.flatten(1)
        for layer in self.encoder:
            x = F.relu(layer(F.pad(x, (0, 1, 0, 1)) if self.is_conv else x))
        x = x.permute(0, 2, 3, 1).flatten(1) if self.is_conv else x
        return {head: self.get_submodule(head)(x) for head in self.heads}

    def decode(self, z):
        """The mean of every pixel, [n, ...inputShape], given codes."""
        x = z
        for i, layer in enumerate(self.decoder):
            if self.is_conv and i == 1:
                x = x.reshape(-1, *self.inner).permute(0, 3, 1, 2)
            x = F.relu(x) if i > 0 else x
            size = [2 * length for length in x.shape[2:]]
            x = layer(x)
            x = x[:, :, : size[0], : size[1]] if self.is_conv and i > 0 else x
        x = x.permute(0, 2, 3, 1) if self.is_conv else x
        return self.mean_pixel(x).reshape(-1, *self.options["inputShape"])

    def mean_pixel(self, x):
        if self.options["likelihood"] == "gaussian":
            return x
        if self.options["likelihood"] == "bernoulli":
            return torch.sigmoid(x)
        # In float32 PyTorch's mean has three digits only where p is near ½.
        return torch.distributions.ContinuousBernoulli(logits=x.double()).mean.to(x.dtype)


def read_model(path):
    """The model that kl-to-vae's model.save(path) wrote."""
    with safe_open(path, "pt") as file:
        description = json.loads(file.metadata()["kl-to-vae.model"])
    model = Model(description["kind"], description["options"])
    model.load_state_dict(load_file(path))
    return model


def difference(values, expected):
    return ((values - expected).abs().max() / expected.abs().max().clamp(min=1)).item()


def compare(path):
    expected = load_file(path.with_suffix(".outputs.safetensors"))
    model = read_model(path)
    result = {}
    for precision in (torch.float32, torch.float64):
        model.to(precision)
        with torch.no_grad():
            outputs = model.encode(expected["x"].to(precision))
            outputs["decoded"] = model.decode(expected["z"].to(precision))
        for name, values in outputs.items():
            assert values.shape == expected[name].shape, f"{path}: {name} has shape {list(values.shape)}"
            result[f"{name}, {precision}"] = difference(values, expected[name])
    return result


if __name__ == "__main__":
    files = sorted(Path(sys.argv[1]).glob("*.safetensors"))
    models = [path for path in files if not path.name.endswith(".outputs.safetensors")]
    print(json.dumps({path.stem: compare(path) for path in models}))
