#!/usr/bin/env python3
"""Writes Tests/BERTRescoringTests/Goldens/folders/: tiny random BERTs in the shapes that folders have, and
`costs.json`: what transformers makes of some texts with each, as pseudo-log-likelihoods (`likelihood`) or
logits (`logit`).

    python3 -m venv .venv && .venv/bin/pip install torch==2.15.0 transformers==5.*
    .venv/bin/python Tests/Goldens/bert_folders.py
"""
import json
import pathlib
import shutil

import torch
from transformers import (
    BertConfig, BertForMaskedLM, BertForSequenceClassification, BertTokenizerFast)

FOLDER = pathlib.Path(__file__).parent.parent / "BERTRescoringTests/Goldens/folders"
PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "there", "their", "they", "'", "re",
          "tell", "her", "we", "over", "by", "weir", "##s", "##ing", "play", "see", "sea", "to", "too"]
TEXTS = ["tell her we're over there by the weir", "playing", "they see the seas too", "their"]
ACTIVATIONS = [
    "gelu", "gelu_new", "gelu_pytorch_tanh", "gelu_fast", "gelu_python", "quick_gelu", "relu", "silu",
    "swish", "tanh", "linear"]


def config(**more):
    return BertConfig(**({
        "vocab_size": len(PIECES), "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2,
        "intermediate_size": 24, "max_position_embeddings": 20} | more))


def stirred(kind, seed, **more):
    torch.manual_seed(seed)
    model = kind(config(**more)).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter += 0.3 * torch.randn_like(parameter)
    return model


def tokenizer():
    # transformers writes `tokenizer.json` and no `vocab.txt`.
    return BertTokenizerFast(vocab={piece: place for place, piece in enumerate(PIECES)})


def likelihoods(model, tokens):
    costs = []
    for text in TEXTS:
        ids = torch.tensor([tokens(text)["input_ids"]])
        cost = 0.0
        for place in range(1, ids.shape[1] - 1):
            masked = ids.clone()
            masked[0, place] = PIECES.index("[MASK]")
            cost -= torch.log_softmax(model(masked).logits[0, place].double(), -1)[ids[0, place]].item()
        costs.append(cost)
    return costs


def logits(model, tokens):
    return [
        model(torch.tensor([tokens(text)["input_ids"]])).logits.double().item() for text in TEXTS]


def recipe(folder, **more):
    (folder / "rescoring.json").write_text(json.dumps({
        "name": folder.name, "summary": "golden", "kind": "full", "textForm": "written",
        "interpolation": {"acoustic": 0, "language": 0, "total": 0, "secondPass": 1}} | more,
        indent=2, sort_keys=True) + "\n")


@torch.no_grad()
def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    tokens = tokenizer()
    found = {"likelihood": {}, "logit": {}, "activation": {}}

    def add(name, model, **options):
        folder = FOLDER / name
        model.save_pretrained(folder, **options)
        tokens.save_pretrained(folder)
        for unused in ["generation_config.json", "tokenizer_config.json", "special_tokens_map.json"]:
            (folder / unused).unlink(missing_ok=True)
        return folder

    plain = stirred(BertForMaskedLM, 1)
    add("plain", plain)
    found["likelihood"]["plain"] = likelihoods(plain, tokens)
    for activation in ACTIVATIONS:
        other = stirred(BertForMaskedLM, 1, hidden_act=activation)
        found["activation"][activation] = likelihoods(other, tokens)
    sharded = add("sharded", plain, max_shard_size="4KB")
    assert (sharded / "model.safetensors.index.json").exists()
    untied = stirred(BertForMaskedLM, 2, tie_word_embeddings=False)
    add("untied", untied)
    found["likelihood"]["untied"] = likelihoods(untied, tokens)

    one = stirred(BertForSequenceClassification, 3, num_labels=1)
    recipe(add("one-label", one))
    found["logit"]["one-label"] = logits(one, tokens)
    recipe(add("two-labels", stirred(BertForSequenceClassification, 4, num_labels=2)))

    # The same head under another name, without the pooler, its value a cost.
    from safetensors.torch import load_file, save_file
    other = FOLDER / "named-head"
    shutil.copytree(FOLDER / "one-label", other)
    stored = load_file(other / "model.safetensors")
    stored = {
        n.replace("classifier", "regressor"): v for n, v in stored.items() if "pooler" not in n}
    save_file(stored, other / "model.safetensors", metadata={"format": "pt"})
    recipe(other, head={"output": "regressor", "lowerIsBetter": True})
    found["logit"]["named-head"] = [
        (one.bert(torch.tensor([tokens(text)["input_ids"]])).last_hidden_state[0, 0]
         @ one.classifier.weight[0] + one.classifier.bias[0]).double().item() for text in TEXTS]

    (FOLDER / "costs.json").write_text(
        json.dumps({"texts": TEXTS} | found, indent=1, sort_keys=True) + "\n")
    for path in FOLDER.rglob("*.safetensors"):
        path.chmod(0o644)


main()
