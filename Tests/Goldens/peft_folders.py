#!/usr/bin/env python3
"""Writes Tests/BERTRescoringTests/Goldens/peft/: adapters' folders in the many shapes that PEFT has, over
the tiny rescorer of `adapters/base`, and `costs.json`: what PEFT makes of some texts with each.

Run after adapters.py, from the root, with

    python3 -m venv .venv && .venv/bin/pip install torch==2.15.0 transformers==5.* peft==0.21.2
    .venv/bin/python Tests/Goldens/peft_folders.py

The values are random rather than trained: what is compared is how folders are read.
"""
import json
import pathlib
import shutil

import torch
from peft import IA3Config, LoHaConfig, LoKrConfig, LoraConfig, VeraConfig, get_peft_model
from safetensors.torch import load_file
from transformers import BertForSequenceClassification, BertModel

GOLDENS = pathlib.Path(__file__).parent.parent / "BERTRescoringTests/Goldens"
BASE, FOLDER = GOLDENS / "adapters/base", GOLDENS / "peft"
PIECES = (BASE / "vocab.txt").read_text().split("\n")[:-1]
TEXTS = ["tell her we ' re over there by the weir", "play ##ing", "they see the sea ##s too", "their"]
PLAIN = ["tell her we're over there by the weir", "playing", "they see the seas too", "their"]


class Head(torch.nn.Module):
    def __init__(self, width):
        super().__init__()
        self.dense = torch.nn.Linear(width, width)
        self.out_proj = torch.nn.Linear(width, 1)

    def forward(self, states):
        return self.out_proj(torch.tanh(self.dense(states)))


class Rescorer(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.bert = BertModel.from_pretrained(BASE, add_pooling_layer=False)
        self.config = self.bert.config
        self.scorer = Head(self.config.hidden_size)
        stored = load_file(BASE / "model.safetensors")
        self.scorer.load_state_dict({
            n.removeprefix("scorer."): v for n, v in stored.items() if n.startswith("scorer.")})

    def forward(self, ids):
        return self.scorer(self.bert(ids, attention_mask=torch.ones_like(ids)).last_hidden_state[:, 0])


def sequences():
    ids = {piece: index for index, piece in enumerate(PIECES)}
    return [
        torch.tensor([[ids["[CLS]"]] + [ids[word] for word in text.split()] + [ids["[SEP]"]]])
        for text in TEXTS]


def recipe(folder, base, kind="adapter"):
    entries = {
        "name": folder.name, "summary": "golden", "kind": kind, "textForm": "spoken",
        "interpolation": {"acoustic": 1, "language": 0, "total": 0, "secondPass": 1}}
    if kind == "adapter":
        entries["base"] = base
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "rescoring.json").write_text(json.dumps(entries, indent=2) + "\n")


def save(model, folder, base):
    model.save_pretrained(folder)
    (folder / "README.md").unlink(missing_ok=True)
    path = folder / "adapter_config.json"
    entries = json.loads(path.read_text())
    for key in ["target_modules", "exclude_modules", "modules_to_save", "feedforward_modules"]:
        if isinstance(entries.get(key), list):
            entries[key] = sorted(entries[key])
    entries["base_model_name_or_path"] = None
    path.write_text(json.dumps(entries, indent=2, sort_keys=True) + "\n")
    recipe(folder, base)


def stir(model):
    """Every value that is saved becomes another, so that one that is not read shows."""
    torch.manual_seed(11)
    with torch.no_grad():
        for name, value in model.named_parameters():
            if value.requires_grad:
                value += 0.1 * torch.randn_like(value)


def main():
    torch.use_deterministic_algorithms(True)
    shutil.rmtree(FOLDER, ignore_errors=True)
    costs = {}

    def add(name, config, trained=Rescorer, base="../../adapters/base", forward=None):
        torch.manual_seed(7)
        base_model = trained()
        model = get_peft_model(base_model, config)
        stir(model)
        model.eval()
        save(model, FOLDER / name, base)
        with torch.no_grad():
            costs[name] = [
                float((forward or (lambda m, ids: m(ids)))(model, ids).reshape(-1)[0])
                for ids in sequences()]

    head = {"modules_to_save": ["scorer"]}
    layers = ["query", "value"]
    add("saved-norms", LoraConfig(
        r=4, target_modules=layers, modules_to_save=["scorer", "LayerNorm"]))
    add("saved-tables", LoraConfig(
        r=4, target_modules=layers, modules_to_save=["scorer", "word_embeddings", "token_type_embeddings"]))
    add("all-tables", LoraConfig(
        r=4, target_modules=[*layers, "word_embeddings", "position_embeddings", "token_type_embeddings"],
        **head))
    add("bias-all", LoraConfig(r=4, target_modules=layers, bias="all", **head))
    add("bias-own", LoraConfig(r=4, target_modules=layers, bias="lora_only", **head))
    add("alphas", LoraConfig(
        r=4, lora_alpha=8, target_modules=layers,
        alpha_pattern={r"layer\.0\..*\.query": 3, "query": 16, "value": 5}, **head))
    add("ranks", LoraConfig(
        r=2, lora_alpha=8, target_modules=layers,
        rank_pattern={r".*\.layer\.1\..*": 5, "query|value": 3}, **head))
    add("some-layers", LoraConfig(
        r=4, target_modules=[*layers, "output.dense"], layers_to_transform=[1], **head))
    add("named-layers", LoraConfig(
        r=4, target_modules=layers, layers_to_transform=1, layers_pattern="layer", **head))
    add("expression", LoraConfig(
        r=4, target_modules=r"bert\.(?!.*layer\.0).*\.(query|[kv](ey|alue))", **head))
    add("lazy-expression", LoraConfig(
        r=4, target_modules=r".*?layer\.\d+\.(intermediate|output)\.dense", **head))
    add("excluded", LoraConfig(
        r=4, target_modules=["dense", "query"], exclude_modules=["intermediate.dense"], **head))
    add("head", LoraConfig(r=4, target_modules=["query", "scorer.dense", "out_proj"]))
    add("rank-one", LoraConfig(r=1, target_modules=layers, use_rslora=True, **head))
    add("dora-tables", LoraConfig(
        r=4, use_dora=True, use_rslora=True, target_modules=["query", "word_embeddings"],
        rank_pattern={"query": 2}, alpha_pattern={"word_embeddings": 3}, **head))
    add("vera", VeraConfig(r=8, target_modules=layers, bias="all", **head))

    add("ia3", IA3Config(
        target_modules=["key", "value", "output.dense"], feedforward_modules=["output.dense"], **head))
    add("loha", LoHaConfig(
        r=2, alpha=6, target_modules=["query", "intermediate.dense"], rank_pattern={"query": 3},
        alpha_pattern={"query": 2}, **head))
    add("lokr", LoKrConfig(
        r=2, alpha=6, target_modules=["query", "intermediate.dense"], **head))
    add("lokr-both", LoKrConfig(
        r=1, alpha=6, target_modules=["query"], decompose_both=True, decompose_factor=4, **head))

    # A classifier with one label, whose logit is a score: its cost is the negative.
    torch.manual_seed(13)
    classifier = FOLDER / "classifier"
    model = BertForSequenceClassification.from_pretrained(BASE, num_labels=1).eval()
    with torch.no_grad():
        for name, value in model.named_parameters():
            if "classifier" in name or "pooler" in name:
                value += 0.3 * torch.randn_like(value)
        model.save_pretrained(classifier)
        (classifier / "model.safetensors").chmod(0o644)
        shutil.copyfile(BASE / "vocab.txt", classifier / "vocab.txt")
        recipe(classifier, None, "full")
        costs["classifier"] = [-float(model(ids).logits) for ids in sequences()]
    add("classifier-lora", LoraConfig(r=4, target_modules=layers, task_type="SEQ_CLS"),
        trained=lambda: BertForSequenceClassification.from_pretrained(classifier),
        base="../classifier", forward=lambda m, ids: -m(input_ids=ids).logits)

    # The encoder alone: names without `bert.`, the base's head.
    class Bare(torch.nn.Module):
        pass

    rescorer = Rescorer()
    add("bare-encoder", LoraConfig(r=4, target_modules=layers, modules_to_save=["LayerNorm"]),
        trained=lambda: rescorer.bert,
        forward=lambda m, ids: rescorer.scorer(m(input_ids=ids).last_hidden_state[:, 0]))

    (FOLDER / "costs.json").write_text(
        json.dumps({"texts": PLAIN, "costs": costs}, indent=1, sort_keys=True) + "\n")
    for path in FOLDER.rglob("*.safetensors"):
        path.chmod(0o644)


main()
