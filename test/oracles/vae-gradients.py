"""Losses and gradients of every kind of layer, likelihood and objective, on tiny models: PyTorch, float64.

Run:  pip install torch==2.13.0 && python vae-gradients.py > vae-gradients.json
"""
import json
import math

import torch
import torch.nn.functional as F

from vae_network import CODE, GAUSSIAN, LATENT, autoencoder, continuous_bernoulli, elbo, iwae, shapes

torch.set_default_dtype(torch.float64)
BATCH = 3
SAMPLES = (1, 5, 50)
# What becomes of the last layer: its weights are multiplied, and the logits lie around these values.
AROUND_ZERO = dict(scale=1e-3, offsets=[0, 1e-6, -1e-3, 0.1, -0.2, 0.2, 0.3, -0.5])
FAR_OUT = dict(scale=1, offsets=[-90, -40, -20, -8, 8, 20, 40, 90])


def mlp(likelihood, inputShape=(8,), hidden=(5,), **others):
    return dict(architecture="mlp", inputShape=list(inputShape), hidden=list(hidden), likelihood=likelihood, **others)


def conv(likelihood, inputShape, hidden, **others):
    return dict(mlp(likelihood, inputShape, hidden, **others), architecture="conv")


# The options of each model, and how its weights differ from the usual random ones.
CASES = {
    "linear": (mlp("gaussian", [12], [], variance=0.5), {}),
    "one hidden layer": (mlp("bernoulli", [3, 4], [6]), {}),
    "two hidden layers": (mlp("continuous-bernoulli", [12], [6, 5]), {}),
    "three hidden layers": (mlp("gaussian", [10], [6, 5, 4], variance="learned"), {}),
    "colours": (mlp("continuous-bernoulli", [2, 2, 3], [5]), {}),
    "one convolution": (conv("bernoulli", [4, 4], [2]), {}),
    "two convolutions": (conv("gaussian", [4, 8], [2, 3], variance="learned"), {}),
    "three convolutions": (conv("continuous-bernoulli", [8, 8], [2, 3, 2]), {}),
    "convolutions of colours": (conv("gaussian", [4, 4, 3], [3, 2], variance=0.5), {}),
    "Bernoulli, logits around 0": (mlp("bernoulli"), AROUND_ZERO),
    "Bernoulli, logits far out": (mlp("bernoulli"), FAR_OUT),
    "continuous Bernoulli, logits around 0": (mlp("continuous-bernoulli"), AROUND_ZERO),
    "continuous Bernoulli, logits far out": (mlp("continuous-bernoulli"), FAR_OUT),
    "Gaussian, variance 1e-4": (mlp("gaussian", variance=1e-4), {}),
    "Gaussian, variance 1": (mlp("gaussian", variance=1), {}),
    "Gaussian, variance 1e4": (mlp("gaussian", variance=1e4), {}),
    "Gaussian, learned log variance -6": (mlp("gaussian", variance="learned"), dict(logVariance=-6)),
    "Gaussian, learned log variance 5": (mlp("gaussian", variance="learned"), dict(logVariance=5)),
}


def float32(tensor):
    return tensor.float().double()


def flat(tensor):
    return tensor.detach().flatten().tolist()


def shortest(tensor):
    """As few digits as say which float32 it is."""
    return [float(f"{value:.9g}") for value in flat(tensor)]


def random_weights(case, change, generator):
    """Of a model with all heads, so that the autoencoder has the same."""
    w = {
        name: float32(0.7 * (2 * torch.rand(shape, generator=generator) - 1))
        for name, shape in shapes(case, (*GAUSSIAN, *CODE)).items()
    }
    last = f"decoder.{len(case['hidden'])}"
    if "offsets" in change:
        w[f"{last}.weight"] = float32(change["scale"] * w[f"{last}.weight"])
        w[f"{last}.bias"] = float32(torch.tensor(change["offsets"]))
    if "logVariance" in change:
        w["likelihood.logVariance"] = torch.tensor(float(change["logVariance"]))
    return w


def random_pixels(case, generator):
    x = float32(torch.rand(BATCH, math.prod(case["inputShape"]), generator=generator))
    return x.round() if case["likelihood"] == "bernoulli" else x


class Kinks:
    """A rectifier that remembers how close to its kink it was: float32 may land on the other side."""

    def __init__(self):
        self.closest = math.inf

    def __call__(self, x):
        self.closest = min(self.closest, x.abs().min().item())
        return F.relu(x)


def losses_of(case, x, noise, kinks):
    """Each objective as a function of the weights. The gradient is linear in beta: 0 and 1 say all."""
    result = {f"elbo {beta}": lambda w, beta=beta: elbo(case, w, x, noise[0], beta, kinks) for beta in (0, 1)}
    for samples in SAMPLES:
        draws = noise[:samples]
        result[f"iwae {samples}"] = lambda w, draws=draws: iwae(case, w, x, draws, len(draws), kinks)
    result["autoencoder"] = lambda w: autoencoder(case, w, x, kinks)
    return result


def differentiated(loss, weights):
    w = {name: value.clone().requires_grad_() for name, value in weights.items()}
    parts = loss(w)
    parts[0].backward()
    gradients = {name: flat(value.grad) for name, value in w.items() if value.grad is not None}
    return dict(losses=[part.item() for part in parts], gradients=gradients)


def all_alive(objectives):
    """Whether every array has a gradient, and not only units that the rectifier switches off."""
    arrays = [array for objective in objectives.values() for array in objective["gradients"].values()]
    return min(math.hypot(*array) for array in arrays) > 1e-6


def run(case, change, noise, generator):
    while True:
        weights, x, kinks = random_weights(case, change, generator), random_pixels(case, generator), Kinks()
        objectives = {name: differentiated(loss, weights) for name, loss in losses_of(case, x, noise, kinks).items()}
        if kinks.closest > 1e-5 and all_alive(objectives):
            break
    return dict(
        options=dict(case, latentDim=LATENT),
        weights={name: dict(shape=list(value.shape), data=shortest(value)) for name, value in weights.items()},
        x=shortest(x),
        objectives=objectives,
    )


def check_continuous_bernoulli():
    """Against PyTorch's, which is not exact where probabilities come close to 1."""
    logits = torch.linspace(-10, 10, 2001)
    for x in (0.0, 0.3, 1.0):
        expected = torch.distributions.ContinuousBernoulli(logits=logits).log_prob(torch.tensor(x))
        assert torch.allclose(continuous_bernoulli(torch.tensor(x), logits), expected, rtol=1e-11, atol=1e-11)


check_continuous_bernoulli()
generator = torch.Generator().manual_seed(0)
noise = float32(torch.randn(max(SAMPLES), BATCH, LATENT, generator=generator))
cases = {name: run(case, change, noise, generator) for name, (case, change) in CASES.items()}
print(json.dumps(dict(noise=shortest(noise), cases=cases)))
