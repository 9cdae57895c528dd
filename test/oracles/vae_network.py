"""VAEs and autoencoders as the package defines them, and their losses, on a dictionary of weights: PyTorch.

Convolutional activations are flattened channels-last, and padding is TensorFlow's "same" (after, not before).
"""
import math

import torch
import torch.nn.functional as F

LATENT = 2
GAUSSIAN = ("mean", "logVariance")
CODE = ("code",)


def image_shape(case):
    """Height, width and channels."""
    return (*case["inputShape"], 1)[:3]


def shapes(case, heads=GAUSSIAN):
    """Of all weights, by name."""
    result = {}

    def add(name, weight, bias):
        result[f"{name}.weight"] = weight
        result[f"{name}.bias"] = [bias]

    if case["architecture"] == "conv":
        height, width, colours = image_shape(case)
        channels = [colours, *case["hidden"]]
        inner = height * width // 4 ** len(case["hidden"]) * channels[-1]
        for i, out in enumerate(channels[1:]):
            add(f"encoder.{i}", [out, channels[i], 3, 3], out)
        for head in heads:
            add(head, [LATENT, inner], LATENT)
        add("decoder.0", [inner, LATENT], inner)
        back = channels[::-1]
        for i, out in enumerate(back[1:]):
            add(f"decoder.{i + 1}", [back[i], out, 3, 3], out)
    else:
        sizes = [math.prod(case["inputShape"]), *case["hidden"]]
        for i, out in enumerate(sizes[1:]):
            add(f"encoder.{i}", [out, sizes[i]], out)
        for head in heads:
            add(head, [LATENT, sizes[-1]], LATENT)
        back = [LATENT, *sizes[:0:-1], sizes[0]]
        for i, out in enumerate(back[1:]):
            add(f"decoder.{i}", [out, back[i]], out)
    if case.get("variance") == "learned":
        result["likelihood.logVariance"] = []
    return result


def linear(w, name, x):
    return F.linear(x, w[f"{name}.weight"], w[f"{name}.bias"])


def encode(case, w, x, heads=GAUSSIAN, relu=F.relu):
    """The outputs of the encoder's heads."""
    if case["architecture"] == "conv":
        x = x.reshape(-1, *image_shape(case)).permute(0, 3, 1, 2)
        for i in range(len(case["hidden"])):
            x = relu(F.conv2d(F.pad(x, (0, 1, 0, 1)), w[f"encoder.{i}.weight"], w[f"encoder.{i}.bias"], stride=2))
        x = x.permute(0, 2, 3, 1).flatten(1)
    else:
        for i in range(len(case["hidden"])):
            x = relu(linear(w, f"encoder.{i}", x))
    return [linear(w, head, x) for head in heads]


def decode(case, w, z, relu=F.relu):
    """The parameters of the likelihood."""
    layers = len(case["hidden"])
    if case["architecture"] == "conv":
        height, width, _ = (length // 2**layers for length in image_shape(case))
        x = relu(linear(w, "decoder.0", z)).reshape(len(z), height, width, -1).permute(0, 3, 1, 2)
        for i in range(1, layers + 1):
            h, v = 2 * x.shape[2], 2 * x.shape[3]
            x = F.conv_transpose2d(x, w[f"decoder.{i}.weight"], w[f"decoder.{i}.bias"], stride=2)[:, :, :h, :v]
            if i < layers:
                x = relu(x)
        return x.permute(0, 2, 3, 1).flatten(1)
    x = z
    for i in range(layers + 1):
        x = linear(w, f"decoder.{i}", x)
        if i < layers:
            x = relu(x)
    return x


def log_prob(case, w, x, output):
    if case["likelihood"] == "bernoulli":
        return torch.distributions.Bernoulli(logits=output).log_prob(x).sum(1)
    if case["likelihood"] == "continuous-bernoulli":
        return continuous_bernoulli(x, output).sum(1)
    learned = case["variance"] == "learned"
    sd = torch.exp(w["likelihood.logVariance"] / 2) if learned else math.sqrt(case["variance"])
    return torch.distributions.Normal(output, sd).log_prob(x).sum(1)


def continuous_bernoulli(x, logits):
    """log p(x) = x l - log(1 + e^l) + log(l / tanh(l / 2)).

    torch.distributions.ContinuousBernoulli computes it from probabilities: at a logit of 30 it is off by 4e-5, and
    beyond 36 it has no gradient of the last term.
    """
    square = logits**2
    series = math.log(2) + square * (1 / 12 - square * (7 / 1440 - square * 31 / 90720))
    near = logits.abs() < 1e-2
    size = torch.where(near, 1.0, logits.abs())
    log_normaliser = torch.where(near, series, torch.log(size / torch.tanh(size / 2)))
    return x * logits - F.softplus(logits, threshold=100) + log_normaliser


def reparameterise(case, w, x, noise, relu=F.relu):
    """The approximate posterior, and draws from it."""
    mean, log_variance = encode(case, w, x, relu=relu)
    q = torch.distributions.Normal(mean, torch.exp(log_variance / 2))
    return q, mean + torch.exp(log_variance / 2) * noise


def elbo(case, w, x, noise, beta, relu=F.relu):
    """The loss, the reconstruction and the KL divergence, means over the batch."""
    q, z = reparameterise(case, w, x, noise, relu)
    kl = torch.distributions.kl_divergence(q, torch.distributions.Normal(0.0, 1.0)).sum(1)
    reconstruction = log_prob(case, w, x, decode(case, w, z, relu))
    return (beta * kl - reconstruction).mean(), reconstruction.mean(), kl.mean()


def iwae(case, w, x, noise, samples, relu=F.relu):
    """The same for the importance weighted bound; noise [samples, batch, latent]."""
    q, z = reparameterise(case, w, x, noise, relu)
    reconstruction = torch.stack([log_prob(case, w, x, decode(case, w, draw, relu)) for draw in z])
    log_ratio = (q.log_prob(z) - torch.distributions.Normal(0.0, 1.0).log_prob(z)).sum(2)
    bound = torch.logsumexp(reconstruction - log_ratio, 0) - math.log(samples)
    return -bound.mean(), reconstruction.mean(), log_ratio.mean()


def autoencoder(case, w, x, relu=F.relu):
    """The same for an autoencoder, which has no KL divergence."""
    (code,) = encode(case, w, x, CODE, relu)
    reconstruction = log_prob(case, w, x, decode(case, w, code, relu)).mean()
    return -reconstruction, reconstruction, torch.zeros(())
