#!/usr/bin/env python3
"""Writes Tests/BERTRescoringTests/Goldens/adapters/: what PEFT makes of each method on a tiny BERT,
and PyTorch of those that PEFT has not.

`base/` is the rescorer below all; `METHOD/start` and `METHOD/end` are PEFT's own folders before and
after some steps of AdamW (with `rescoring.json` beside, so that they read as rescorers);
`METHOD/record.safetensors` has the gradients of the first step and, in its metadata, losses, gradient
norms, the costs before and after, and AdaLoRA's ranks. Run after encoder.py, from the root, with

    python3 -m venv .venv && .venv/bin/pip install torch==2.13.0+cpu transformers==5.23.0 peft==0.21.2
    .venv/bin/python Tests/Goldens/adapters.py
"""
import json
import pathlib
import shutil
from types import SimpleNamespace

import torch
from peft import (
    AdaLoraConfig, LoraConfig, PrefixTuningConfig, VeraConfig, get_peft_model)
from safetensors.torch import save_file
from transformers import BertModel

GOLDENS = pathlib.Path(__file__).parent.parent / "BERTRescoringTests/Goldens"
ENCODER, FOLDER = GOLDENS / "encoder", GOLDENS / "adapters"
PIECES = (ENCODER / "vocab.txt").read_text().split("\n")[:-1]
TEXTS = ["tell her we ' re over there by the weir", "play ##ing", "they see the sea ##s too", "their"]
TARGETS = torch.tensor([0.3, -1.1, 0.8, 1.6])
STEPS, RATE, CLIP, DECAY = 10, 0.02, 1.0, 0.05
LAYERS = ["query", "value"]


class Head(torch.nn.Module):
    def __init__(self, width):
        super().__init__()
        self.dense = torch.nn.Linear(width, width)
        self.out_proj = torch.nn.Linear(width, 1)

    def forward(self, states):
        return self.out_proj(torch.tanh(self.dense(states)))


class Rescorer(torch.nn.Module):
    """The cost of each text from its [CLS] state; texts run one by one, so nothing is padded."""

    def __init__(self):
        super().__init__()
        torch.manual_seed(5)
        self.bert = BertModel.from_pretrained(ENCODER, add_pooling_layer=False)
        self.config = self.bert.config
        self.scorer = Head(self.config.hidden_size)

    def forward(self, texts, **more):
        states = torch.cat([
            self.bert(ids, attention_mask=torch.ones_like(ids), **more).last_hidden_state[:, 0]
            for ids in texts])
        costs = self.scorer(states)[:, 0]
        return SimpleNamespace(costs=costs, loss=((costs - TARGETS) ** 2).mean())


def sequences():
    ids = {piece: index for index, piece in enumerate(PIECES)}
    return [
        torch.tensor([[ids["[CLS]"]] + [ids[word] for word in text.split()] + [ids["[SEP]"]]])
        for text in TEXTS]


def recipe(folder, base):
    folder.mkdir(parents=True, exist_ok=True)
    entries = {
        "name": folder.name, "summary": "golden", "kind": "adapter" if base else "full",
        "textForm": "spoken",
        "interpolation": {"acoustic": 1, "language": 0, "total": 0, "secondPass": 1}}
    if base:
        entries["base"] = base
    (folder / "rescoring.json").write_text(json.dumps(entries, indent=2) + "\n")


def save(model, folder):
    model.save_pretrained(folder)
    (folder / "README.md").unlink(missing_ok=True)
    path = folder / "adapter_config.json"
    entries = json.loads(path.read_text())
    # A set: its order differs from run to run.
    if entries.get("target_modules"):
        entries["target_modules"] = sorted(entries["target_modules"])
    entries["base_model_name_or_path"] = None
    path.write_text(json.dumps(entries, indent=2, sort_keys=True) + "\n")
    recipe(folder, "../../base")


class Bottleneck(torch.nn.Module):
    """A layer with a residual adapter (Houlsby et al. 2019) behind it."""

    def __init__(self, layer, width):
        super().__init__()
        self.layer = layer
        self.adapter_down = torch.nn.Linear(layer.out_features, width)
        self.adapter_up = torch.nn.Linear(width, layer.out_features)

    def forward(self, x):
        y = self.layer(x)
        return y + self.adapter_up(torch.nn.functional.gelu(self.adapter_down(y)))


def peft(name, config):
    """A method of PEFT's. Through the tuner: it adds AdaLoRA's regularizer to the loss."""
    torch.manual_seed(7)
    model = get_peft_model(Rescorer(), config)
    # PEFT stores PiSSA's factors without what was taken from the base: only the record is of use.
    store = (lambda folder: save(model, folder)) if name != "pissa" else None
    train(name, model, model.base_model, store)


def whole(name, trains):
    """Full fine-tuning or a part of it, without an adapter: only the record is of use."""
    model = Rescorer()
    for key, value in model.named_parameters():
        value.requires_grad = trains(key)
    train(name, model, model, None)


def bottleneck():
    """PEFT has none."""
    model = Rescorer()
    model.bert.requires_grad_(False)
    torch.manual_seed(8)
    for layer in model.bert.encoder.layer:
        layer.attention.output.dense = Bottleneck(layer.attention.output.dense, 4)
        layer.output.dense = Bottleneck(layer.output.dense, 4)

    def store(folder):
        folder.mkdir(parents=True, exist_ok=True)
        save_file(
            {"base_model.model." + n: p.detach().contiguous()
             for n, p in model.named_parameters() if p.requires_grad},
            folder / "adapter_model.safetensors", metadata={"format": "pt"})
        (folder / "adapter_config.json").write_text(json.dumps({
            "bottleneck_size": 4, "peft_type": "BOTTLENECK",
            "target_modules": ["output.dense"]}, indent=2) + "\n")
        recipe(folder, "../../base")

    train("bottleneck", model, model, store)


def prefix():
    """PEFT has no prefix for bare modules: the same rescorer over a prefixed encoder."""
    model = Rescorer()
    model.scorer.requires_grad_(False)
    torch.manual_seed(9)
    encoder = get_peft_model(
        model.bert, PrefixTuningConfig(num_virtual_tokens=3, task_type="FEATURE_EXTRACTION"))

    def forward(texts):
        states = torch.cat([
            encoder(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state[:, 0]
            for ids in texts])
        costs = model.scorer(states)[:, 0]
        return SimpleNamespace(costs=costs, loss=((costs - TARGETS) ** 2).mean())

    train("prefix", encoder, forward, lambda folder: save(encoder, folder))


def train(name, model, forward, store):
    model.train()
    texts = sequences()
    trained = {n: p for n, p in model.named_parameters() if p.requires_grad}
    # Starting points that the method has at zero would hide half of the gradients.
    with torch.no_grad():
        for key, value in trained.items():
            # PiSSA's factors are unique up to signs only; what comes of them is unique.
            if name != "pissa" and any(
                    part in key for part in ["lora_B", "lora_E", "vera_lambda_b", "lora_embedding_A"]):
                value += 0.1 * torch.randn_like(value)
    (FOLDER / name).mkdir(parents=True, exist_ok=True)
    if store:
        store(FOLDER / name / "start")
    decaying = [p for p in trained.values() if p.dim() == 2]
    others = [p for p in trained.values() if p.dim() != 2]
    optimizer = torch.optim.AdamW(
        [{"params": decaying, "weight_decay": DECAY}, {"params": others, "weight_decay": 0.0}],
        lr=RATE)
    losses, norms, ranks, gradients, begin = [], [], [], {}, None
    for step in range(STEPS):
        output = forward(texts)
        output.loss.backward()
        if step == 0:
            begin = output.costs.tolist()
            gradients = {
                n.replace(".default", ""): p.grad.clone() for n, p in trained.items()}
        norms.append(float(torch.nn.utils.clip_grad_norm_(trained.values(), CLIP)))
        optimizer.step()
        if hasattr(forward, "update_and_allocate"):
            forward.update_and_allocate(step + 1)
            ranks.append([
                [bool(x) for x in (p != 0).flatten()] for n, p in trained.items() if "lora_E" in n])
        optimizer.zero_grad()
        losses.append(float(output.loss.detach()))
    model.eval()
    with torch.no_grad():
        end = forward(texts).costs.tolist()
    if store:
        store(FOLDER / name / "end")
    # One entry only: the library writes several in a random order.
    record = {"losses": losses, "norms": norms, "begin": begin, "end": end, "ranks": ranks}
    save_file(
        gradients, FOLDER / name / "record.safetensors", metadata={"record": json.dumps(record)})


def main():
    torch.use_deterministic_algorithms(True)
    shutil.rmtree(FOLDER, ignore_errors=True)
    base = Rescorer()
    recipe(FOLDER / "base", None)
    for file in ["config.json", "vocab.txt"]:
        shutil.copyfile(ENCODER / file, FOLDER / "base" / file)
    save_file(
        {name: value.contiguous() for name, value in base.state_dict().items()
         if "position_ids" not in name}, FOLDER / "base" / "model.safetensors",
        metadata={"format": "pt"})
    common = {"target_modules": LAYERS, "modules_to_save": ["scorer"]}
    peft("lora", LoraConfig(r=4, lora_alpha=8, **common))
    peft("embeddings", LoraConfig(
        r=4, lora_alpha=8, target_modules=[*LAYERS, "word_embeddings"],
        modules_to_save=["scorer"]))
    peft("rslora", LoraConfig(r=4, lora_alpha=8, use_rslora=True, **common))
    peft("mixed", LoraConfig(
        r=2, lora_alpha=8, rank_pattern={"layer.0.attention.self.query": 5}, **common))
    peft("dora", LoraConfig(r=4, lora_alpha=8, use_dora=True, **common))
    peft("vera", VeraConfig(r=8, **common))
    peft("adalora", AdaLoraConfig(
        init_r=6, target_r=2, tinit=2, tfinal=2, total_step=STEPS, lora_alpha=12,
        orth_reg_weight=0.3, **common))
    peft("pissa", LoraConfig(
        r=4, lora_alpha=8, init_lora_weights="pissa", **common))
    whole("full", lambda key: True)
    whole("bitfit", lambda key: key.endswith(".bias") or key.startswith("scorer."))
    bottleneck()
    prefix()
    for path in FOLDER.rglob("*.safetensors"):
        path.chmod(0o644)


main()
