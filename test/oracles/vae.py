"""Losses, gradients and twenty Adam steps of tiny VAEs, on the ELBO and the importance weighted bound: PyTorch, float64.

Run:  pip install torch==2.13.0 && python vae.py > vae.json
Convolutional activations are flattened channels-last, and padding is TensorFlow's "same" (after, not before).
"""
import json
import math

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
BATCH, LATENT, STEPS = 5, 2, 20
CASES = {
    "mlp, Bernoulli": dict(architecture="mlp", inputShape=[3, 4], hidden=[6], likelihood="bernoulli"),
    "mlp with two hidden layers, continuous Bernoulli": dict(
        architecture="mlp", inputShape=[12], hidden=[6, 5], likelihood="continuous-bernoulli"
    ),
    "linear, Gaussian with variance 0.5": dict(
        architecture="mlp", inputShape=[12], hidden=[], likelihood="gaussian", variance=0.5
    ),
    "mlp, Gaussian with learned variance": dict(
        architecture="mlp", inputShape=[12], hidden=[6], likelihood="gaussian", variance="learned"
    ),
    "conv, Bernoulli": dict(architecture="conv", inputShape=[4, 8], hidden=[2, 3], likelihood="bernoulli"),
}
# By the number of draws and the case above.
IMPORTANCE_WEIGHTED = [
    (3, "mlp, Bernoulli"),
    (1, "mlp, Gaussian with learned variance"),
    (4, "mlp with two hidden layers, continuous Bernoulli"),
    (2, "linear, Gaussian with variance 0.5"),
    (3, "conv, Bernoulli"),
]


def widths(case):
    size = math.prod(case["inputShape"])
    return [size, *case["hidden"]]


def shapes(case):
    result = {}

    def add(name, weight, bias):
        result[f"{name}.weight"] = weight
        result[f"{name}.bias"] = [bias]

    if case["architecture"] == "conv":
        channels = [1, *case["hidden"]]
        height, width = (length // 2 ** len(case["hidden"]) for length in case["inputShape"])
        inner = height * width * channels[-1]
        for i, out in enumerate(channels[1:]):
            add(f"encoder.{i}", [out, channels[i], 3, 3], out)
        for head in ("mean", "logVariance"):
            add(head, [LATENT, inner], LATENT)
        add("decoder.0", [inner, LATENT], inner)
        back = channels[::-1]
        for i, out in enumerate(back[1:]):
            add(f"decoder.{i + 1}", [back[i], out, 3, 3], out)
    else:
        sizes = widths(case)
        for i, out in enumerate(sizes[1:]):
            add(f"encoder.{i}", [out, sizes[i]], out)
        for head in ("mean", "logVariance"):
            add(head, [LATENT, sizes[-1]], LATENT)
        back = [LATENT, *sizes[:0:-1], sizes[0]]
        for i, out in enumerate(back[1:]):
            add(f"decoder.{i}", [out, back[i]], out)
    if case.get("variance") == "learned":
        result["likelihood.logVariance"] = []
    return result


def linear(w, name, x):
    return F.linear(x, w[f"{name}.weight"], w[f"{name}.bias"])


def encode(case, w, x):
    if case["architecture"] == "conv":
        x = x.reshape(-1, 1, *case["inputShape"])
        for i in range(len(case["hidden"])):
            x = F.relu(F.conv2d(F.pad(x, (0, 1, 0, 1)), w[f"encoder.{i}.weight"], w[f"encoder.{i}.bias"], stride=2))
        x = x.permute(0, 2, 3, 1).flatten(1)
    else:
        for i in range(len(case["hidden"])):
            x = F.relu(linear(w, f"encoder.{i}", x))
    return linear(w, "mean", x), linear(w, "logVariance", x)


def decode(case, w, z):
    layers = len(case["hidden"])
    if case["architecture"] == "conv":
        height, width = (length // 2**layers for length in case["inputShape"])
        x = F.relu(linear(w, "decoder.0", z)).reshape(len(z), height, width, -1).permute(0, 3, 1, 2)
        for i in range(1, layers + 1):
            h, v = 2 * x.shape[2], 2 * x.shape[3]
            x = F.conv_transpose2d(x, w[f"decoder.{i}.weight"], w[f"decoder.{i}.bias"], stride=2)[:, :, :h, :v]
            if i < layers:
                x = F.relu(x)
        return x.permute(0, 2, 3, 1).flatten(1)
    x = z
    for i in range(layers + 1):
        x = linear(w, f"decoder.{i}", x)
        if i < layers:
            x = F.relu(x)
    return x


def log_prob(case, w, x, output):
    if case["likelihood"] == "bernoulli":
        return torch.distributions.Bernoulli(logits=output).log_prob(x).sum(1)
    if case["likelihood"] == "continuous-bernoulli":
        return torch.distributions.ContinuousBernoulli(logits=output).log_prob(x).sum(1)
    learned = case["variance"] == "learned"
    sd = torch.exp(w["likelihood.logVariance"] / 2) if learned else math.sqrt(case["variance"])
    return torch.distributions.Normal(output, sd).log_prob(x).sum(1)


def elbo(case, w, x, noise, beta):
    """The loss, the reconstruction and the KL divergence, means over the batch."""
    mean, log_variance = encode(case, w, x)
    q = torch.distributions.Normal(mean, torch.exp(log_variance / 2))
    kl = torch.distributions.kl_divergence(q, torch.distributions.Normal(0.0, 1.0)).sum(1)
    z = mean + torch.exp(log_variance / 2) * noise
    reconstruction = log_prob(case, w, x, decode(case, w, z))
    return (beta * kl - reconstruction).mean(), reconstruction.mean(), kl.mean()


def iwae(case, w, x, noise, samples):
    """The same for the importance weighted bound; noise [samples, batch, latent]."""
    mean, log_variance = encode(case, w, x)
    q = torch.distributions.Normal(mean, torch.exp(log_variance / 2))
    z = mean + torch.exp(log_variance / 2) * noise
    reconstruction = torch.stack([log_prob(case, w, x, decode(case, w, draw)) for draw in z])
    log_ratio = (q.log_prob(z) - torch.distributions.Normal(0.0, 1.0).log_prob(z)).sum(2)
    bound = torch.logsumexp(reconstruction - log_ratio, 0) - math.log(samples)
    return -bound.mean(), reconstruction.mean(), log_ratio.mean()


def flat(tensor):
    return [float(f"{value:.10g}") for value in tensor.detach().flatten().tolist()]


def float32(tensor):
    return tensor.float().double()


def run(case, generator, samples=None):
    size = math.prod(case["inputShape"])

    def uniform(shape, scale):
        return float32(scale * (2 * torch.rand(shape, generator=generator) - 1))

    w = {name: uniform(shape, 0.8).requires_grad_() for name, shape in shapes(case).items()}
    x = float32(torch.rand(BATCH, size, generator=generator))
    if case["likelihood"] == "bernoulli":
        x = x.round()
    draws = [] if samples is None else [samples]
    noise = float32(torch.randn(STEPS, *draws, BATCH, LATENT, generator=generator))
    beta = 0.75 if samples is None else 1
    result = dict(
        options=dict(case, latentDim=LATENT),
        beta=beta,
        samples=samples,
        weights={name: dict(shape=list(value.shape), data=flat(value)) for name, value in w.items()},
        x=flat(x),
        noise=flat(noise),
    )
    adam = torch.optim.Adam(w.values(), lr=0.01)
    history = []
    for step in range(STEPS):
        adam.zero_grad()
        losses = elbo(case, w, x, noise[step], beta) if samples is None else iwae(case, w, x, noise[step], samples)
        losses[0].backward()
        if step == 0:
            result["gradients"] = {name: flat(value.grad) for name, value in w.items()}
        history.append([value.item() for value in losses])
        adam.step()
    return dict(result, losses=history, weightsAfter={name: flat(value) for name, value in w.items()})


generator = torch.Generator().manual_seed(0)
results = {name: run(case, generator) for name, case in CASES.items()}
for samples, name in IMPORTANCE_WEIGHTED:
    results[f"importance weighted with k = {samples}: {name}"] = run(CASES[name], generator, samples)
print(json.dumps(results))
