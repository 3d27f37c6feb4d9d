#!/usr/bin/env python3
"""Writes Tests/AdapterEngineTests/Goldens/encoder.safetensors: PyTorch's word on the engine.

A one-layer encoder with masked-token loss: weights, logits, gradients, and the weights after ten
steps of AdamW with warm-up, linear decay and gradient clipping. Run from the repository's root with

    pip install 'torch==2.13.0+cpu' safetensors numpy
    python3 Tests/Goldens/make_engine_goldens.py
"""
import json
import math
import os

import torch
import torch.nn.functional as F
from safetensors.torch import save_file

PATH = "Tests/AdapterEngineTests/Goldens/encoder.safetensors"
WIDTH, INNER, VOCABULARY, HEADS, EPSILON = 16, 24, 19, 2, 1e-12
TEXTS = [[3, 1, 4, 1, 5], [9, 2, 6], [18], [0, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 2]]
STEPS, WARM_UP, PEAK, DECAY, CLIP = 10, 3, 0.01, 0.1, 0.5

torch.manual_seed(20)
torch.use_deterministic_algorithms(True)


def matrix(rows, columns):
    return torch.randn(rows, columns) / math.sqrt(columns)


def vector(columns, around=0.0):
    return torch.randn(columns) * 0.1 + around


weights = {"words": matrix(VOCABULARY, WIDTH)}
for name, rows, columns in [
    ("query", WIDTH, WIDTH), ("key", WIDTH, WIDTH), ("value", WIDTH, WIDTH),
    ("output", WIDTH, WIDTH), ("up", INNER, WIDTH), ("down", WIDTH, INNER),
]:
    weights[name] = matrix(rows, columns)
    weights[name + ".bias"] = vector(rows)
for name in ["norm1", "norm2"]:
    weights[name + ".gain"] = vector(WIDTH, 1.0)
    weights[name + ".bias"] = vector(WIDTH)
weights["decoder.bias"] = vector(VOCABULARY)
weights = {name: value.requires_grad_() for name, value in weights.items()}
start = {name: value.detach().clone() for name, value in weights.items()}


def logits():
    w, rows = weights, []
    for text in TEXTS:
        x = w["words"][torch.tensor(text)]

        def heads(name):
            y = F.linear(x, w[name], w[name + ".bias"])
            return y.view(len(text), HEADS, WIDTH // HEADS).transpose(0, 1)

        context = F.scaled_dot_product_attention(heads("query"), heads("key"), heads("value"))
        context = context.transpose(0, 1).reshape(len(text), WIDTH)
        x = x + F.linear(context, w["output"], w["output.bias"])
        x = F.layer_norm(x, (WIDTH,), w["norm1.gain"], w["norm1.bias"], EPSILON)
        inner = F.gelu(F.linear(x, w["up"], w["up.bias"]))
        x = x + F.linear(inner, w["down"], w["down.bias"])
        x = F.layer_norm(x, (WIDTH,), w["norm2.gain"], w["norm2.bias"], EPSILON)
        rows.append(F.linear(x, w["words"], w["decoder.bias"]))
    return torch.cat(rows)


targets = torch.tensor([(token * 5 + 2) % VOCABULARY for text in TEXTS for token in text])
matrices = [value for name, value in weights.items() if value.dim() == 2]
vectors = [value for name, value in weights.items() if value.dim() == 1]
optimizer = torch.optim.AdamW(
    [{"params": matrices, "weight_decay": DECAY}, {"params": vectors, "weight_decay": 0.0}],
    lr=PEAK, betas=(0.9, 0.999), eps=1e-8)

tensors, losses, norms = {}, [], []
for step in range(STEPS):
    rate = PEAK * (
        (step + 1) / WARM_UP if step < WARM_UP else (STEPS - step) / (STEPS - WARM_UP))
    for group in optimizer.param_groups:
        group["lr"] = rate
    optimizer.zero_grad()
    output = logits()
    loss = F.cross_entropy(output, targets)
    loss.backward()
    if step == 0:
        tensors["logits"] = output.detach().clone()
        tensors |= {"gradient." + name: value.grad.clone() for name, value in weights.items()}
    norms.append(float(torch.nn.utils.clip_grad_norm_(weights.values(), CLIP)))
    optimizer.step()
    losses.append(float(loss.detach()))

tensors |= {"start." + name: value for name, value in start.items()}
tensors |= {"end." + name: value.detach() for name, value in weights.items()}
# One entry only: the library writes several in a random order.
metadata = {"record": json.dumps({
    "texts": TEXTS, "losses": losses, "norms": norms, "order": list(weights),
    "torch": torch.__version__,
})}
save_file(
    {name: value.contiguous() for name, value in tensors.items()}, PATH, metadata=metadata)
os.chmod(PATH, 0o644)
