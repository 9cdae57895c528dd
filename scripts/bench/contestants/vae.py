"""The two VAEs of the comparison in PyTorch."""
import torch
import torch.nn.functional as F
from torch import nn

PIXELS, LATENT = 784, 20


class Vae(nn.Module):
    """A VAE with N(0, I) as prior. Both heads of the encoder are one product."""

    def __init__(self, encoder, decoder):
        super().__init__()
        self.encoder = encoder
        self.decoder = decoder

    def parts(self, x):
        """What -ELBO is the sum of, over the batch in nats: cross-entropy, with one draw per image, and KL divergence."""
        mean, log_variance = self.encoder(x).chunk(2, dim=1)
        z = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
        cross_entropy = F.binary_cross_entropy_with_logits(self.decoder(z), x, reduction="sum")
        kl = 0.5 * torch.sum(log_variance.exp() + mean.square() - 1 - log_variance)
        return cross_entropy, kl


def mlp():
    encoder = nn.Sequential(nn.Linear(PIXELS, 400), nn.ReLU(), nn.Linear(400, 2 * LATENT))
    decoder = nn.Sequential(nn.Linear(LATENT, 400), nn.ReLU(), nn.Linear(400, PIXELS))
    return Vae(encoder, decoder)


def conv():
    encoder = nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)),
        nn.Conv2d(1, 32, 3, stride=2, padding=1),
        nn.ReLU(),
        nn.Conv2d(32, 64, 3, stride=2, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(7 * 7 * 64, 2 * LATENT),
    )
    decoder = nn.Sequential(
        nn.Linear(LATENT, 7 * 7 * 64),
        nn.ReLU(),
        nn.Unflatten(1, (64, 7, 7)),
        nn.ConvTranspose2d(64, 32, 3, stride=2, padding=1, output_padding=1),
        nn.ReLU(),
        nn.ConvTranspose2d(32, 1, 3, stride=2, padding=1, output_padding=1),
        nn.Flatten(),
    )
    return Vae(encoder, decoder)


ARCHITECTURES = dict(mlp=mlp, conv=conv)
