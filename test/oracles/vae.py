"""Losses, gradients and twenty Adam steps of tiny VAEs, on the ELBO and the importance weighted bound: PyTorch, float64.

Run:  pip install torch==2.13.0 && python vae.py > vae.json
"""
import json
import math

import torch

from vae_network import LATENT, elbo, iwae, shapes

torch.set_default_dtype(torch.float64)
BATCH, STEPS = 5, 20
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
