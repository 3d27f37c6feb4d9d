#!/usr/bin/env python3
"""Writes Tests/BERTRescoringTests/Goldens/encoder/: a tiny random BERT, and what PyTorch and
transformers make of some sequences: hidden states, masked-language-model losses, pseudo-log-likelihoods.

    python3 -m venv .venv && .venv/bin/pip install torch==2.13.0+cpu transformers==5.23.0
    .venv/bin/python Tests/Goldens/encoder.py
"""
import json
import pathlib

import torch
from transformers import BertConfig, BertForMaskedLM

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + [
    "the", "there", "their", "they", "'", "re", "tell", "her", "we", "over", "by", "weir", "##s",
    "##ing", "play", "see", "sea", "to", "too", "two", "a", "hear", "here", "right", "write"]
TEXTS = ["tell her we're over there by the weir", "playing", "they see the seas too", "their", ""]


def main():
    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=len(PIECES), hidden_size=32, num_hidden_layers=2, num_attention_heads=4,
        intermediate_size=48, max_position_embeddings=20, hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0)
    model = BertForMaskedLM(config).eval()
    with torch.no_grad():
        # Larger than at the start of training, or everything comes out nearly equal.
        for parameter in model.parameters():
            parameter += 0.15 * torch.randn_like(parameter)
    folder = pathlib.Path(__file__).parent.parent / "BERTRescoringTests/Goldens/encoder"
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder)
    (folder / "generation_config.json").unlink(missing_ok=True)
    (folder / "vocab.txt").write_text("".join(piece + "\n" for piece in PIECES))

    ids = {piece: index for index, piece in enumerate(PIECES)}

    def sequence(text):
        words = text.replace("we're", "we ' re").replace("playing", "play ##ing")
        words = words.replace("seas", "sea ##s").split()
        return [ids["[CLS]"]] + [ids[word] for word in words] + [ids["[SEP]"]]

    golden = []
    with torch.no_grad():
        for text in TEXTS:
            tokens = torch.tensor([sequence(text)])
            hidden = model.bert(tokens).last_hidden_state[0]
            cost = 0.0
            for place in range(1, tokens.shape[1] - 1):
                masked = tokens.clone()
                masked[0, place] = ids["[MASK]"]
                logits = model(masked).logits[0, place].double()
                cost -= torch.log_softmax(logits, -1)[tokens[0, place]].item()
            golden.append({
                "text": text, "tokens": tokens[0].tolist(), "pseudoLogLikelihood": cost,
                "hidden": [round(x, 7) for x in hidden.flatten().tolist()]})
    (folder / "golden.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")


main()
