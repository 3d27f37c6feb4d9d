#!/usr/bin/env python3
"""Holds `hugging_face_server.py` against NumPy on exported models: small ONNX files whose output is known.

    python3 -m pip install onnx onnxruntime tokenizers
    python3 Tests/HuggingFace/check_onnx.py

A model here is a table of embeddings and a matrix, so that NumPy says in two lines what it must answer. The test
suite runs it where `MONDEGREEN_PYTHON` (or `python3`) has these packages, and says that it is skipped elsewhere.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers, processors

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SERVER = ROOT / "Sources/mondegreen/Resources/hugging_face_server.py"
WORDS = "[PAD] [CLS] [SEP] [MASK] [UNK] tell her we're over there the weir they see sea by to be or not".split()
TEXTS = ["tell her we're over there", "the weir", "they see the sea by the weir", "their", "", "to be or not to be"]
WIDTH = 6
passed = failed = 0


def tell(good, what, found):
    global passed, failed
    passed, failed = passed + good, failed + (not good)
    print(f"{'ok   ' if good else 'FAILS'} {what}: {found}")


def write(folder, architecture, labels=None, inputs=("input_ids", "attention_mask"), framed=True, **config):
    """A folder as optimum exports it; returns the two matrices of the model."""
    folder.mkdir()
    random = numpy.random.default_rng(1)
    table = random.normal(size=(len(WORDS), WIDTH)).astype(numpy.float32)
    matrix = random.normal(size=(WIDTH, labels or len(WORDS))).astype(numpy.float32)
    nodes = [helper.make_node("Gather", ["table", "input_ids"], ["embedded"])]
    if "token_type_ids" in inputs:
        # Zeros, so nothing changes, but it must be given.
        nodes += [
            helper.make_node("Cast", ["token_type_ids"], ["types"], to=TensorProto.FLOAT),
            helper.make_node("Unsqueeze", ["types", "last"], ["types3"]),
            helper.make_node("Add", ["embedded", "types3"], ["typed"])]
    nodes += [
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last"], ["mask3"]),
        helper.make_node("Mul", ["typed" if "token_type_ids" in inputs else "embedded", "mask3"], ["seen"])]
    if labels:
        nodes += [
            helper.make_node("ReduceSum", ["seen", "tokens"], ["pooled"], keepdims=0),
            helper.make_node("MatMul", ["pooled", "matrix"], ["logits"])]
    else:
        nodes.append(helper.make_node("MatMul", ["seen", "matrix"], ["logits"]))
    graph = helper.make_graph(
        nodes, "small",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"]) for name in inputs],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, None)],
        [numpy_helper.from_array(value, name) for name, value in (
            ("table", table), ("matrix", matrix), ("last", numpy.array([2])), ("tokens", numpy.array([1])))])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.save(model, folder / "model.onnx")
    tokens = Tokenizer(models.WordLevel({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokens.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    if framed:
        tokens.post_processor = processors.TemplateProcessing(
            single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 1), ("[SEP]", 2)])
    tokens.save(str(folder / "tokenizer.json"))
    (folder / "tokenizer_config.json").write_text(json.dumps(
        {"mask_token": {"content": "[MASK]"}, "bos_token": "[CLS]", "model_max_length": 32}))
    (folder / "config.json").write_text(json.dumps(
        {"architectures": [architecture], "max_position_embeddings": 32, **config}))
    return table.astype(float), matrix.astype(float)


def numbers(text):
    return [WORDS.index(word) if word in WORDS else WORDS.index("[UNK]") for word in text.split()]


def log_softmax(logits):
    return logits - numpy.log(numpy.exp(logits).sum())


def serve(folder, *options, requests=None):
    requests = requests or [{"texts": one} for one in (TEXTS, TEXTS[::-1], TEXTS[:1])]
    run = subprocess.run(
        [sys.executable, str(SERVER), str(folder), *options],
        input="".join(json.dumps(one) + "\n" for one in requests), text=True, capture_output=True,
        timeout=300)
    return [json.loads(line) for line in run.stdout.splitlines()]


def check(what, expected, answers):
    if any("costs" not in answer for answer in answers) or len(answers) != 3:
        return tell(False, what, answers)
    worst = max(
        abs(a - b) for wanted, answer in zip((expected, expected[::-1], expected[:1]), answers)
        for a, b in zip(wanted, answer["costs"], strict=True))
    tell(worst < 1e-4, what, f"{worst:.1e}")


def refuses(what, complaint, answers):
    tell(
        len(answers) == 3 and all(complaint in answer.get("error", "") for answer in answers), what,
        answers[0] if answers else "no answer")


def main():
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        table, matrix = write(
            work / "masked", "BertForMaskedLM", inputs=("input_ids", "attention_mask", "token_type_ids"))
        hidden = log_softmax(table[WORDS.index("[MASK]")] @ matrix)
        expected = [-sum(hidden[number] for number in numbers(text)) for text in TEXTS]
        check("masked, pseudo-log-likelihood", expected, serve(work / "masked"))
        check("masked, few tokens a batch", expected, serve(work / "masked", "--batch-tokens=5"))

        table, matrix = write(work / "causal", "GPT2LMHeadModel", framed=False)
        after = [log_softmax(row @ matrix) for row in table]

        def likelihood(text, before):
            """Each token after the one before it: all that this model sees."""
            cost, last = 0.0, before
            for number in numbers(text):
                cost -= after[last][number]
                last = number
            return cost
        check("causal, log-likelihood", [likelihood(text, 1) for text in TEXTS], serve(work / "causal"))
        check(
            "causal after a prompt", [likelihood(text, WORDS.index("see")) for text in TEXTS],
            serve(work / "causal", "--prompt=they see "))
        lists = [(TEXTS[:2], ["the weir", "they see"]), (TEXTS[2:], [])]
        request = {
            "texts": TEXTS,
            "lists": [{"count": len(texts), "previous": previous} for texts, previous in lists]}
        expected = [likelihood(text, WORDS.index("see")) for text in TEXTS[:2]]
        expected += [likelihood(text, 1) for text in TEXTS[2:]]
        found = serve(work / "causal", "--context=2", requests=[{"protocol": 1, "texts": ["hello"]}, request])
        tell(found[0] == {"protocol": 1, "context": {"previous": 2}}, "a greeting that asks for context", found[0])
        worst = max(abs(a - b) for a, b in zip(expected, found[1]["costs"], strict=True))
        tell(worst < 1e-4, "causal after previous utterances", f"{worst:.1e}")

        for labels in (1, 3):
            names = {"id2label": {str(number): f"L{number}" for number in range(labels)}}
            table, matrix = write(
                work / f"labels{labels}", "BertForSequenceClassification", labels=labels, **names)
            label = labels - 1
            expected = [
                -(table[[1] + numbers(text) + [2]].sum(0) @ matrix)[label] for text in TEXTS]
            options = [f"--label={label}"] if labels > 1 else []
            check(f"classifier of {labels}", expected, serve(work / f"labels{labels}", *options))
            check(
                f"classifier of {labels}, lower is better", [-cost for cost in expected],
                serve(work / f"labels{labels}", "--lower-is-better", *options))
        refuses("three labels and none chosen", "expected one label, found 3", serve(work / "labels3"))

        write(work / "past", "GPT2LMHeadModel", inputs=("input_ids", "attention_mask", "past_key_values.0.key"))
        refuses("past key values", "without past key values", serve(work / "past"))
        refuses("an adapter", "expected no adapter", serve(work / "masked", "--adapter=x"))
        refuses("no CUDA", "has no CUDA", serve(work / "masked", "--device=cuda"))
        (work / "masked" / "model.onnx").write_bytes(b"none")
        refuses("a damaged file", str(work / "masked"), serve(work / "masked"))
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
