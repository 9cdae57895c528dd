"""The original's VAE in plain PyTorch, and the digits it is trained on."""
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

PIXELS = 784


class Vae(nn.Module):
    """N(0, I) as prior; the encoder ends in a mean and a log variance, the decoder mirrors it and gives logits."""

    def __init__(self, hidden, latent):
        super().__init__()
        self.encoder = layers([PIXELS, *hidden])
        self.mean = nn.Linear(hidden[-1], latent)
        self.log_variance = nn.Linear(hidden[-1], latent)
        self.decoder = layers([latent, *reversed(hidden), PIXELS])

    def encode(self, x):
        for layer in self.encoder:
            x = F.relu(layer(x))
        return self.mean(x), self.log_variance(x)

    def decode(self, z):
        *inner, last = self.decoder
        for layer in inner:
            z = F.relu(layer(z))
        return last(z)

    def forward(self, x, noise=None):
        """The two parts of -ELBO, sums over the batch in nats: cross-entropy with one draw per image, and KL."""
        mean, log_variance = self.encode(x)
        noise = torch.randn_like(mean) if noise is None else noise
        logits = self.decode(mean + torch.exp(0.5 * log_variance) * noise)
        cross_entropy = F.binary_cross_entropy_with_logits(logits, x, reduction="sum")
        kl = -0.5 * torch.sum(1 + log_variance - mean.pow(2) - log_variance.exp())
        return cross_entropy, kl


def layers(widths):
    return nn.ModuleList(nn.Linear(inputs, outputs) for inputs, outputs in zip(widths, widths[1:]))


def read_digits(path):
    """Grey bytes as black and white pixels, [n, 784]."""
    grey = torch.from_numpy(np.fromfile(path, dtype=np.uint8)).view(-1, PIXELS)
    return (grey.float() / 255).round()
