"""PyTorch models as files that kl-to-vae loads, with their outputs. Usage: python saved-models.py > saved-models.json

The weights are float32; outputs are computed with them in float32 and in float64. Codes and images are stored as float32.

Made with PyTorch 2.13.0, safetensors 0.8.0.
"""
import base64
import json

import torch
from read_weights import Model
from safetensors.torch import save

N = 4
CASES = {
    "mlp, Bernoulli": dict(inputShape=[5, 4], hidden=[7]),
    "linear, Gaussian with variance 0.5": dict(inputShape=[12], hidden=[], likelihood="gaussian", variance=0.5),
    "mlp with three hidden layers, continuous Bernoulli": dict(
        inputShape=[12], hidden=[9, 7, 5], likelihood="continuous-bernoulli"
    ),
    "mlp with two hidden layers, Gaussian with learned variance": dict(
        inputShape=[3, 2, 2], hidden=[6, 5], likelihood="gaussian", variance="learned"
    ),
    "conv, Bernoulli": dict(architecture="conv", inputShape=[4, 8], hidden=[3, 2]),
    "conv with colours, continuous Bernoulli": dict(
        architecture="conv", inputShape=[8, 4, 3], hidden=[2, 4], likelihood="continuous-bernoulli"
    ),
    "conv with one layer, Gaussian": dict(
        architecture="conv", inputShape=[6, 2, 1], hidden=[3], likelihood="gaussian", variance="learned"
    ),
}
DEFAULTS = dict(architecture="mlp", latentDim=3, likelihood="bernoulli", variance=1, seed=0)


def flat(values):
    return values.flatten().tolist()


def run(kind, options):
    options = {**DEFAULTS, **options}
    model = Model(kind, options)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.uniform_(-0.9, 0.9)
    description = json.dumps(dict(kind=kind, options=options, version="0.1.0"))
    file = save(model.state_dict(), {"kl-to-vae.model": description})
    x, z = torch.rand(N, *options["inputShape"]), torch.randn(N, options["latentDim"])
    outputs = {}
    for precision in (torch.float32, torch.float64):
        model.to(precision)
        with torch.no_grad():
            values = {**model.encode(x.to(precision)), "decoded": model.decode(z.to(precision))}
        outputs[str(precision).removeprefix("torch.")] = {name: flat(value) for name, value in values.items()}
    return dict(kind=kind, options=options, file=base64.b64encode(file).decode(), x=flat(x), z=flat(z), outputs=outputs)


torch.manual_seed(0)
results = {}
for name, options in CASES.items():
    for kind in ("VariationalAutoencoder", "Autoencoder"):
        results[f"{kind}: {name}"] = run(kind, options)
print(json.dumps(results))
