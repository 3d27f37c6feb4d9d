#!/usr/bin/env python3
"""Holds `hugging_face_server.py` against plain PyTorch: tiny random models of many architectures, texts one
at a time and without batches, costs that differ by at most 1e-4.

    python3 -m pip install torch transformers peft
    python3 Tests/HuggingFace/check_server.py

The test suite runs it where `MONDEGREEN_PYTHON` (or `python3`) has these packages, and says that it is
skipped elsewhere.
"""
import importlib.util
import json
import pathlib
import subprocess
import sys
import tempfile

import torch
import transformers
from peft import LoraConfig, get_peft_model
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import PreTrainedTokenizerFast

transformers.logging.set_verbosity_error()
ROOT = pathlib.Path(__file__).parent.parent.parent
SERVER = ROOT / "Sources/mondegreen/Resources/hugging_face_server.py"
specification = importlib.util.spec_from_file_location("server", SERVER)
server = importlib.util.module_from_spec(specification)
specification.loader.exec_module(server)
TEXTS = [
    "tell her we're over there", "the weir", "they see the sea by the weir and the seas too", "their",
    "", "tell her were over there", "to be or not to be"]
PROMPT = "she said: "
SMALL = dict(hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=24)
passed = failed = 0


def tokenizer(folder, frame, **special):
    """Byte-level BPE of a few words, with or without special tokens around."""
    tokens = Tokenizer(models.BPE())
    tokens.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokens.decoder = decoders.ByteLevel()
    names = list(dict.fromkeys(special.values()))
    tokens.train_from_iterator(
        TEXTS * 3, trainers.BpeTrainer(
            vocab_size=320, special_tokens=names,
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
    if frame:
        first, last = frame
        tokens.post_processor = processors.TemplateProcessing(
            single=f"{first} $A {last}",
            special_tokens=[(name, tokens.token_to_id(name)) for name in (first, last)])
    fast = PreTrainedTokenizerFast(tokenizer_object=tokens, model_max_length=64, **special)
    fast.save_pretrained(folder)
    return fast


BERT = dict(cls_token="[CLS]", sep_token="[SEP]", mask_token="[MASK]", pad_token="[PAD]", unk_token="[UNK]")
ROBERTA = dict(
    bos_token="<s>", pad_token="<pad>", eos_token="</s>", unk_token="<unk>", mask_token="<mask>",
    cls_token="<s>", sep_token="</s>")


def make(folder, model_class, config, tokens):
    torch.manual_seed(1)
    model = model_class(config).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter += 0.1 * torch.randn_like(parameter)
    model.save_pretrained(folder)
    return model_class.from_pretrained(folder).eval()


def serve(folder, *options):
    """The answers to a few requests, without a process of its own for each model: starting takes longest."""
    words = [str(folder), "--device=cpu", *options]
    try:
        scored = server.load(server.arguments(words))
    except Exception as error:
        return [{"error": str(error)}], str(error)
    return [scored.costs(one) for one in (TEXTS, TEXTS[::-1], TEXTS[:1])], None


def serve_process(folder, *options, texts=TEXTS):
    requests = [texts, texts[::-1], texts[:1]]
    run = subprocess.run(
        [sys.executable, str(SERVER), str(folder), "--device=cpu", *options],
        input="".join(json.dumps({"texts": one}) + "\n" for one in requests), text=True,
        capture_output=True, timeout=300)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    if any("error" in answer for answer in answers) or len(answers) != len(requests):
        return answers, run.stderr[-500:]
    return [answer["costs"] for answer in answers], None


CONTEXTS = [["they walked along the weir", "to the sea"], [], ["over there"]]


def serve_contexts(folder, *options):
    """The answers to requests of three lists, each with other utterances before it, as a process gives them."""
    lists = list(zip([TEXTS[:3], TEXTS[3:5], TEXTS[5:]], CONTEXTS))

    def request(lists):
        return {
            "texts": [text for texts, _ in lists for text in texts],
            "lists": [{"count": len(texts), "previous": previous} for texts, previous in lists]}

    requests = [{"protocol": 1, "texts": ["hello"]}, request(lists), request(lists[::-1])]
    requests += [request([one]) for one in lists]
    run = subprocess.run(
        [sys.executable, str(SERVER), str(folder), "--device=cpu", *options],
        input="".join(json.dumps(one) + "\n" for one in requests), text=True, capture_output=True,
        timeout=300)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    if any("error" in answer for answer in answers) or len(answers) != len(requests):
        return answers, run.stderr[-500:]
    if answers[0] != {"protocol": 1, "context": {"previous": 2}}:
        return answers, "another greeting"
    together, turned, *alone = [answer["costs"] for answer in answers[1:]]
    lengths = [len(texts) for texts, _ in lists]
    turned = turned[-lengths[0]:] + turned[lengths[2]:-lengths[0]] + turned[:lengths[2]]
    # As check() wants them: in order, backwards, and the first.
    return [together, turned[::-1], alone[0][:1]], None


def before(prompt=""):
    """What stands before each of TEXTS in serve_contexts."""
    found = []
    for texts, previous in zip([TEXTS[:3], TEXTS[3:5], TEXTS[5:]], CONTEXTS):
        found += [prompt + "".join(one + " " for one in previous)] * len(texts)
    return found


def check(what, expected, found, tolerance=1e-4):
    global passed, failed
    answers, complaint = found
    if complaint is not None:
        failed += 1
        print(f"FAILS {what}: {answers} {complaint}")
        return
    worst = max(
        max(abs(a - b) for a, b in zip(expected, answers[0])),
        max(abs(a - b) for a, b in zip(expected[::-1], answers[1])), abs(expected[0] - answers[2][0]))
    good = worst <= tolerance
    passed, failed = passed + good, failed + (not good)
    print(f"{'ok   ' if good else 'FAILS'} {what}: {worst:.1e}")


def same(what, good, found):
    global passed, failed
    passed, failed = passed + good, failed + (not good)
    print(f"{'ok   ' if good else 'FAILS'} {what}" + ("" if good else f": {found}"))


def refuses(what, complaint, found):
    global passed, failed
    answers, _ = found
    good = all(complaint in answer.get("error", "") for answer in answers if isinstance(answer, dict)) \
        and all(isinstance(answer, dict) for answer in answers) and len(answers) > 0
    passed, failed = passed + good, failed + (not good)
    print(f"{'ok   ' if good else 'FAILS'} {what}: {answers[0] if answers else 'no answer'}")


@torch.no_grad()
def masked(model, tokens, text, prompt=""):
    """The sum over the text's tokens, none of which the prompt alone begins with."""
    ids = tokens(prompt + text)["input_ids"]
    alone = tokens(prompt, add_special_tokens=False)["input_ids"] if prompt else []
    given = 1
    while given <= len(alone) and given < len(ids) - 1 and alone[given - 1] == ids[given]:
        given += 1
    cost = 0.0
    for place in range(given, len(ids) - 1):
        hidden = torch.tensor([ids])
        hidden[0, place] = tokens.mask_token_id
        logits = model(input_ids=hidden, attention_mask=torch.ones_like(hidden)).logits[0, place]
        cost -= torch.log_softmax(logits.double(), -1)[ids[place]].item()
    return cost


@torch.no_grad()
def causal(model, tokens, text, prompt="", first=None):
    """The log-likelihood of prompt and text less that of the tokens which the prompt alone begins with."""
    ids = tokens(prompt + text, add_special_tokens=False)["input_ids"]
    given = 0
    if prompt:
        alone = tokens(prompt, add_special_tokens=False)["input_ids"]
        while given < min(len(alone), len(ids)) and alone[given] == ids[given]:
            given += 1
    if first is not None:
        ids, given = [first] + ids, given + 1
    cost = 0.0
    for place in range(max(1, given), len(ids)):
        seen = torch.tensor([ids[:place]])
        logits = model(input_ids=seen).logits[0, -1].double()
        cost -= torch.log_softmax(logits, -1)[ids[place]].item()
    return cost


@torch.no_grad()
def logit(model, tokens, text, label=0):
    return model(input_ids=torch.tensor([tokens(text)["input_ids"]])).logits[0, label].double().item()


def adapt(model, folder, **options):
    torch.manual_seed(2)
    adapted = get_peft_model(model, LoraConfig(r=2, target_modules="all-linear", **options))
    with torch.no_grad():
        for parameter in adapted.parameters():
            if parameter.requires_grad:
                parameter += 0.2 * torch.randn_like(parameter)
    adapted.save_pretrained(folder)
    return adapted.eval()


def masked_models(work):
    t = transformers
    shapes = {
        "BERT": (t.BertForMaskedLM, lambda v: t.BertConfig(vocab_size=v, **SMALL), BERT),
        "RoBERTa": (t.RobertaForMaskedLM, lambda v: t.RobertaConfig(
            vocab_size=v, max_position_embeddings=70, pad_token_id=1, **SMALL), ROBERTA),
        "DeBERTa": (t.DebertaV2ForMaskedLM, lambda v: t.DebertaV2Config(
            vocab_size=v, relative_attention=True, pos_att_type=["p2c", "c2p"], **SMALL), BERT),
        "ELECTRA": (t.ElectraForMaskedLM, lambda v: t.ElectraConfig(
            vocab_size=v, embedding_size=16, **SMALL), BERT),
        "ModernBERT": (t.ModernBertForMaskedLM, lambda v: t.ModernBertConfig(
            vocab_size=v, pad_token_id=3, cls_token_id=0, sep_token_id=1, bos_token_id=0,
            eos_token_id=1, **SMALL), BERT)}
    for name, (kind, config, special) in shapes.items():
        folder = work / name
        frame = (special["cls_token"], special["sep_token"])
        tokens = tokenizer(folder, frame, **special)
        model = make(folder, kind, config(len(tokens)), tokens)
        expected = [masked(model, tokens, text) for text in TEXTS]
        # One of them over the protocol, in a process of its own, as the program does it.
        ask = serve_process if name == "BERT" else serve
        check(f"{name}, pseudo-log-likelihood", expected, ask(folder))
        check(f"{name}, few tokens a batch", expected, serve(folder, "--batch-tokens=7"))
        if name == "BERT":
            lower = [abs(x) for x in expected]
            check(f"{name}, bfloat16", expected, serve(folder, "--dtype=bfloat16"), 0.02 * max(lower))
            check(
                f"{name} after a prompt", [masked(model, tokens, text, PROMPT) for text in TEXTS],
                serve(folder, f"--prompt={PROMPT}"))
            check(
                f"{name} after previous utterances",
                [masked(model, tokens, text, prompt) for text, prompt in zip(TEXTS, before())],
                serve_contexts(folder, "--context=2"))
            # Adapting changes the model itself.
            adapted = adapt(model, work / "BERT-lora")
            check(
                f"{name} with LoRA", [masked(adapted, tokens, text) for text in TEXTS],
                serve(folder, f"--adapter={work / 'BERT-lora'}"))


def causal_models(work):
    t = transformers
    shapes = {
        "GPT-2": (t.GPT2LMHeadModel, lambda v: t.GPT2Config(
            vocab_size=v, n_embd=16, n_layer=2, n_head=2, n_positions=64, bos_token_id=0,
            eos_token_id=0), dict(
                bos_token="<|endoftext|>", eos_token="<|endoftext|>", unk_token="<|endoftext|>")),
        "Llama": (t.LlamaForCausalLM, lambda v: t.LlamaConfig(
            vocab_size=v, num_key_value_heads=1, **SMALL), dict(bos_token="<s>", eos_token="</s>")),
        "Qwen": (t.Qwen2ForCausalLM, lambda v: t.Qwen2Config(
            vocab_size=v, num_key_value_heads=1, **SMALL), dict(
                eos_token="<|im_end|>", pad_token="<|endoftext|>"))}
    for name, (kind, config, special) in shapes.items():
        folder = work / name
        tokens = tokenizer(folder, None, **special)
        model = make(folder, kind, config(len(tokens)), tokens)
        first = tokens.bos_token_id if tokens.bos_token_id is not None else tokens.eos_token_id
        check(
            f"{name}, log-likelihood", [causal(model, tokens, text, "", first) for text in TEXTS],
            serve(folder))
        check(
            f"{name} after a prompt", [causal(model, tokens, text, PROMPT, first) for text in TEXTS],
            serve(folder, f"--prompt={PROMPT}"))
        check(
            f"{name} after previous utterances",
            [causal(model, tokens, text, prompt, first) for text, prompt in zip(TEXTS, before())],
            serve_contexts(folder, "--context=2"))
        if name == "Llama":
            check(
                f"{name} after a prompt and previous utterances", [
                    causal(model, tokens, text, prompt, first)
                    for text, prompt in zip(TEXTS, before(PROMPT))],
                serve_contexts(folder, "--context=2", f"--prompt={PROMPT}"))
            longest = [["over there"] * 40]
            scored = server.load(server.arguments([str(folder), "--device=cpu", "--context=40"]))
            fitting = scored.before(longest[0])
            kept = fitting.count("over there")
            length = [len(tokens("over there " * n, add_special_tokens=False)["input_ids"]) for n in (kept, kept + 1)]
            same(f"{name}, the oldest utterances are left out", 0 < kept < 40 and length[0] <= 32 < length[1], fitting)
            adapted = adapt(model, work / "Llama-lora", task_type="CAUSAL_LM")
            check(
                f"{name} with LoRA", [causal(adapted, tokens, text, "", first) for text in TEXTS],
                serve(folder, f"--adapter={work / 'Llama-lora'}"))


def classifiers(work):
    t = transformers
    folder = work / "one"
    tokens = tokenizer(folder, ("[CLS]", "[SEP]"), **BERT)
    model = make(
        folder, t.BertForSequenceClassification,
        t.BertConfig(vocab_size=len(tokens), num_labels=1, **SMALL), tokens)
    expected = [logit(model, tokens, text) for text in TEXTS]
    check("one label, higher is better", [-x for x in expected], serve(folder))
    check("one label, lower is better", expected, serve(folder, "--lower-is-better"))
    adapted = adapt(model, work / "one-lora", task_type="SEQ_CLS")
    check(
        "one label with LoRA", [-logit(adapted, tokens, text) for text in TEXTS],
        serve(folder, f"--adapter={work / 'one-lora'}"))
    folder = work / "three"
    tokens = tokenizer(folder, ("<s>", "</s>"), **ROBERTA)
    model = make(
        folder, t.RobertaForSequenceClassification, t.RobertaConfig(
            vocab_size=len(tokens), num_labels=3, max_position_embeddings=70, pad_token_id=1, **SMALL),
        tokens)
    check(
        "one of three labels", [-logit(model, tokens, text, 2) for text in TEXTS],
        serve(folder, "--label=2"))
    refuses("three labels and none chosen", "expected one label, found 3", serve(folder))
    refuses("a prompt for a classifier", "expected a language model", serve(folder, "--label=1", "--prompt=x"))
    refuses(
        "previous utterances for a classifier", "expected a language model",
        serve(folder, "--label=1", "--context=2"))
    refuses("a label too many", "found 3", serve(folder, "--label=3"))


def main():
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        masked_models(work)
        causal_models(work)
        classifiers(work)
    refuses("no such model", "nowhere", serve_process("./nowhere"))
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
