"""Twenty steps of Adam and SGD on a small network, clipped in several ways, and learning-rate schedules, in float64,
by PyTorch.

Run:  pip install torch==2.13.0 && python optimizers.py > optimizers.json
The optimisers and schedules are written as the library's own plain data. The loss is the mean of (y - f(x))^2 with
f(x) = tanh(x w1 + b1) w2 + b2; every step has a batch of its own.
"""
import json

import torch
from torch.optim import lr_scheduler

torch.set_default_dtype(torch.float64)
STEPS, BATCH = 20, 5
SHAPES = {"w1": [3, 4], "b1": [4], "w2": [4, 1], "b2": [1]}

EXPONENTIAL = dict(kind="exponentialDecay", initial=0.02, factor=0.9, every=1, staircase=False)
STAIRCASE = dict(kind="exponentialDecay", initial=0.02, factor=0.5, every=4, staircase=True)
COSINE = dict(kind="cosineDecay", initial=0.05, steps=19, final=0.01)
MILESTONES = dict(kind="stepDecay", initial=0.05, milestones=[2, 7, 13], factor=0.3)


def warm_up(then):
    return dict(kind="linearWarmUp", steps=6, startFactor=0.25, then=then)


SCHEDULES = {
    "exponential decay": EXPONENTIAL,
    "a staircase": STAIRCASE,
    "cosine decay": COSINE,
    "milestones": MILESTONES,
    "warm-up to a rate that stays": warm_up(0.02),
    "warm-up before exponential decay": warm_up(EXPONENTIAL),
    "warm-up before milestones": warm_up(MILESTONES),
}


def adam(**options):
    return dict(dict(kind="adam", learningRate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8), **options)


def sgd(**options):
    return dict(dict(kind="sgd", learningRate=0.05, momentum=0, nesterov=False), **options)


OPTIMIZERS = {
    "Adam": adam(),
    "Adam with other betas and a large epsilon": adam(learningRate=0.03, beta1=0.5, beta2=0.9, epsilon=1e-2),
    "Adam without its first moment": adam(beta1=0.0),
    "Adam, clipped by norm": adam(clipNorm=2),
    "Adam, clipped by value": adam(clipValue=0.6),
    "Adam, clipped by value and norm, with a warm-up before cosine decay": adam(
        clipValue=0.8, clipNorm=1.5, learningRate=warm_up(COSINE)
    ),
    "SGD": sgd(),
    "SGD, clipped by norm": sgd(clipNorm=2),
    "SGD with momentum": sgd(momentum=0.9),
    "SGD with Nesterov momentum, clipped by value": sgd(momentum=0.8, nesterov=True, clipValue=0.6),
    "SGD with momentum and milestones": sgd(momentum=0.5, learningRate=MILESTONES),
}


def initial_rate(rate):
    if not isinstance(rate, dict):
        return rate
    return rate["initial"] if "initial" in rate else initial_rate(rate["then"])


def scheduler(optimizer, rate):
    if not isinstance(rate, dict):
        return lr_scheduler.LambdaLR(optimizer, lambda _: 1)
    if rate["kind"] == "exponentialDecay":
        if rate["staircase"]:
            return lr_scheduler.StepLR(optimizer, rate["every"], rate["factor"])
        return lr_scheduler.ExponentialLR(optimizer, rate["factor"] ** (1 / rate["every"]))
    if rate["kind"] == "cosineDecay":
        return lr_scheduler.CosineAnnealingLR(optimizer, rate["steps"], rate["final"])
    if rate["kind"] == "stepDecay":
        return lr_scheduler.MultiStepLR(optimizer, rate["milestones"], rate["factor"])
    first = lr_scheduler.LinearLR(optimizer, rate["startFactor"], 1.0, rate["steps"])
    return lr_scheduler.SequentialLR(optimizer, [first, scheduler(optimizer, rate["then"])], [rate["steps"]])


def make(data, parameters):
    rate = initial_rate(data["learningRate"])
    if data["kind"] == "adam":
        return torch.optim.Adam(parameters, rate, (data["beta1"], data["beta2"]), data["epsilon"])
    return torch.optim.SGD(parameters, rate, data["momentum"], nesterov=data["nesterov"])


def clip(data, parameters):
    """Whether anything was clipped."""
    clipped = False
    if "clipValue" in data:
        clipped |= any((p.grad.abs() > data["clipValue"]).any().item() for p in parameters)
        torch.nn.utils.clip_grad_value_(parameters, data["clipValue"])
    if "clipNorm" in data:
        clipped |= torch.nn.utils.clip_grad_norm_(parameters, data["clipNorm"]).item() > data["clipNorm"]
    return clipped


def flat(tensor):
    return [float(f"{value:.10g}") for value in tensor.detach().flatten().tolist()]


def float32(tensor):
    return tensor.float().double()


def run(data, weights, batches):
    w = {name: value.clone().requires_grad_() for name, value in weights.items()}
    parameters = list(w.values())
    optimizer = make(data, parameters)
    rates = scheduler(optimizer, data["learningRate"])
    losses, clipped = [], 0
    for x, y in batches:
        optimizer.zero_grad()
        loss = (y - (torch.tanh(x @ w["w1"] + w["b1"]) @ w["w2"] + w["b2"])).square().mean()
        loss.backward()
        clipped += clip(data, parameters)
        optimizer.step()
        rates.step()
        losses.append(loss.item())
    if "clipNorm" in data or "clipValue" in data:
        assert 0 < clipped < STEPS, clipped
    return dict(optimizer=data, losses=losses, weightsAfter={name: flat(value) for name, value in w.items()})


def rates_of(schedule):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], initial_rate(schedule))
    rates = scheduler(optimizer, schedule)
    found = []
    for _ in range(STEPS):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        rates.step()
    return dict(schedule=schedule, rates=found)


generator = torch.Generator().manual_seed(0)
weights = {
    name: float32(1.6 * torch.rand(shape, generator=generator) - 0.8) for name, shape in SHAPES.items()
}
batches = [
    (
        float32(torch.randn(BATCH, 3, generator=generator)),
        float32(torch.randn(BATCH, 1, generator=generator)),
    )
    for _ in range(STEPS)
]
print(
    json.dumps(
        dict(
            weights={name: dict(shape=SHAPES[name], data=flat(value)) for name, value in weights.items()},
            batches=[dict(x=flat(x), y=flat(y)) for x, y in batches],
            optimizers={name: run(data, weights, batches) for name, data in OPTIMIZERS.items()},
            schedules={name: rates_of(schedule) for name, schedule in SCHEDULES.items()},
        )
    )
)
