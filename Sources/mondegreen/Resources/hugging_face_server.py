#!/usr/bin/env python3
"""Scores texts with any Hugging Face model, over Mondegreen's process protocol.

One JSON object a line on standard input, {"texts": [...]}, one on standard output, {"costs": [...]}: one
cost per text, lower is better. The program starts this for `--model hf:FOLDER-OR-NAME`; by hand:

    echo '{"texts": ["tell her we are over there"]}' | python3 hugging_face_server.py bert-base-uncased

Needs torch and transformers, and peft for --adapter; for a folder with model.onnx (as `optimum-cli export
onnx` writes it) only onnxruntime and tokenizers.

- masked language models: the negative pseudo-log-likelihood in nats, each token of the text hidden in turn
  (Salazar et al. 2020, arXiv 1910.14659);
- causal language models: the negative log-likelihood in nats of the text's tokens after the model's first
  token and whatever stands before the text;
- sequence classification: the negative logit, of the only label or of --label;
- scorer: RescoreBERT's head over a BERT ([CLS], dense, tanh, one output), whose value is a cost.

Before a text stand the prompt, if there is one, and with --context=N the first pass's choices in the N utterances
before it in the same recording, each followed by the separator. They are seen, and not counted. They may fill half
of the model's positions; of more the oldest are left out.

Only sequences of one length share a batch, so nothing is padded, and no cost depends on a padding mask.
"""
import argparse
import json
import os
import sys


def arguments(words=None):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("model", help="a folder, or a name on the hub")
    parser.add_argument("--adapter", help="a PEFT adapter's folder")
    parser.add_argument("--prompt", default="", help="what stands before everything; language models")
    parser.add_argument(
        "--context", type=int, default=0, help="how many previous utterances stand before the text")
    parser.add_argument("--separator", default=" ", help="what stands behind each of them")
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda, cuda:1, …")
    parser.add_argument(
        "--dtype", default="float32", choices=["float32", "bfloat16", "float16"])
    parser.add_argument(
        "--kind", default="auto",
        choices=["auto", "masked", "causal", "classification", "scorer"])
    parser.add_argument("--label", type=int, help="which logit, from 0")
    parser.add_argument(
        "--lower-is-better", action="store_true", help="the logit is a cost as it is")
    parser.add_argument("--batch-tokens", type=int, default=2048)
    return parser.parse_args(words)


class Unusable(Exception):
    """What a person should read, as one sentence."""


def load(options):
    """The function from token sequences to costs, and the one from texts to token sequences."""
    exported = onnx_file(options.model)
    if exported:
        return load_onnx(exported, options)
    try:
        import torch
        import transformers
    except ImportError as error:
        raise Unusable(
            f"hf: needs Python with torch and transformers, and {sys.executable} has no "
            f"{error.name}: \"{sys.executable} -m pip install torch transformers peft\", or name "
            "another Python in MONDEGREEN_PYTHON") from None
    transformers.logging.set_verbosity_error()
    device = options.device
    if device == "auto":
        device = "cuda" if torch.cuda.is_available() else "cpu"
    dtype = getattr(torch, options.dtype)
    config = transformers.AutoConfig.from_pretrained(options.model)
    kind = kind_of(config, options)
    tokenizer = transformers.AutoTokenizer.from_pretrained(tokenizer_folder(options.model))
    if kind == "scorer":
        model = scorer(options.model)
    else:
        loader = {
            "masked": transformers.AutoModelForMaskedLM,
            "causal": transformers.AutoModelForCausalLM,
            "classification": transformers.AutoModelForSequenceClassification}[kind]
        model = loader.from_pretrained(options.model)
    if options.adapter:
        try:
            import peft
        except ImportError:
            raise Unusable(
                f"hf: needs peft for an adapter, and {sys.executable} has none: "
                f"\"{sys.executable} -m pip install peft\"") from None
        if kind == "scorer" and peft.PeftConfig.from_pretrained(options.adapter).is_prompt_learning:
            # PEFT puts a prefix before an encoder alone; the head is beside it in the folder.
            model.bert = peft.PeftModel.from_pretrained(model.bert, options.adapter)
            load_head(model, options.adapter, "adapter_model", "base_model.model.scorer.")
        else:
            model = peft.PeftModel.from_pretrained(model, options.adapter)
    model = model.to(device=device, dtype=dtype).eval()
    return scored_as(kind, model, tokenizer, config, options)


def scored_as(kind, model, tokenizer, config, options):
    """What makes costs of a model's output."""
    limit = limit_of(config, tokenizer)
    if kind == "masked":
        if tokenizer.mask_token_id is None:
            raise Unusable("expected a masked language model's tokenizer, found one without a mask token")
        scored = Masked(model, tokenizer, options, limit)
    elif kind == "causal":
        scored = Causal(model, tokenizer, options, limit)
    else:
        if kind == "classification":
            labels = config.num_labels
            if options.label is None and labels != 1:
                raise Unusable(
                    f"expected one label, found {labels}: say which one is scored (label=0 … "
                    f"{labels - 1})")
            if options.label is not None and not 0 <= options.label < labels:
                raise Unusable(f"expected a label from 0 to {labels - 1}, found {options.label}")
        is_cost = kind == "scorer" or options.lower_is_better
        scored = Logit(
            model, tokenizer, options, limit, options.label or 0, 1 if is_cost else -1)
    if options.context < 0:
        raise Unusable(f"expected a number of previous utterances from 0, found {options.context}")
    for given, what in ((options.prompt, "a prompt"), (options.context, "previous utterances")):
        if given and kind not in ("masked", "causal"):
            raise Unusable(f"expected a language model for {what}, found a {kind} one")
    return scored


def onnx_file(folder):
    """The exported model in a folder that has no other; None elsewhere."""
    others = ("model.safetensors", "model.safetensors.index.json", "pytorch_model.bin")
    if any(os.path.isfile(os.path.join(folder, name)) for name in others):
        return None
    for name in ("model.onnx", os.path.join("onnx", "model.onnx")):
        if os.path.isfile(os.path.join(folder, name)):
            return os.path.join(folder, name)
    return None


def load_onnx(path, options):
    """A model that ONNX Runtime runs: the file holds the whole of it, so there is nothing to adapt or convert."""
    try:
        import numpy
        import onnxruntime
        import tokenizers
    except ImportError as error:
        raise Unusable(
            f"hf: {path} needs Python with onnxruntime and tokenizers, and {sys.executable} has no {error.name}: "
            f"\"{sys.executable} -m pip install onnxruntime tokenizers\", or name another Python in "
            "MONDEGREEN_PYTHON") from None
    if options.adapter or options.dtype != "float32":
        raise Unusable(f"{path}: expected no adapter and no dtype, which an exported model has in it")
    providers = ["CPUExecutionProvider"]
    if options.device.startswith("cuda") or options.device == "auto":
        if "CUDAExecutionProvider" in onnxruntime.get_available_providers():
            number = int(options.device.split(":")[1]) if ":" in options.device else 0
            providers.insert(0, ("CUDAExecutionProvider", {"device_id": number}))
        elif options.device != "auto":
            raise Unusable(f"device={options.device}: this onnxruntime has no CUDA (pip install onnxruntime-gpu)")
    elif options.device != "cpu":
        raise Unusable(f"device={options.device}: expected cpu, cuda or auto for an exported model")
    session = onnxruntime.InferenceSession(path, providers=providers)
    inputs = [one.name for one in session.get_inputs()]
    known = ("input_ids", "attention_mask", "token_type_ids", "position_ids")
    for name in inputs:
        if name not in known:
            raise Unusable(
                f"{path}: expected inputs among {', '.join(known)}, found {name}"
                + (": export it without past key values (--task text-generation)" if "past" in name else ""))
    outputs = [one.name for one in session.get_outputs()]
    output = "logits" if "logits" in outputs else outputs[0]

    def run(ids):
        ids = numpy.array(ids, dtype=numpy.int64)
        places = numpy.arange(ids.shape[1], dtype=numpy.int64)
        given = {
            "input_ids": ids, "attention_mask": numpy.ones_like(ids), "token_type_ids": numpy.zeros_like(ids),
            "position_ids": numpy.broadcast_to(places, ids.shape)}
        return session.run([output], {name: given[name] for name in inputs})[0].astype(numpy.float64)

    with open(os.path.join(options.model, "config.json"), encoding="utf-8") as file:
        config = Configuration(json.load(file))
    tokenizer = PlainTokenizer(tokenizer_folder(options.model), tokenizers)
    scored = scored_as(kind_of(config, options), None, tokenizer, config, options)
    scored.rows = run
    return scored


class Configuration:
    """A config.json without transformers."""

    def __init__(self, values):
        self.__dict__.update(values)
        self.architectures = values.get("architectures") or []
        # Whoever has the usual two doesn't write the number, but their names.
        self.num_labels = values.get("num_labels") or len(values.get("id2label") or [0, 1])


class PlainTokenizer:
    """A tokenizer.json without transformers, called as its tokenizers are."""

    def __init__(self, folder, tokenizers):
        self.tokens = tokenizers.Tokenizer.from_file(os.path.join(folder, "tokenizer.json"))
        self.tokens.no_padding()
        path = os.path.join(folder, "tokenizer_config.json")
        names = {}
        if os.path.isfile(path):
            with open(path, encoding="utf-8") as file:
                names = json.load(file)
        self.model_max_length = names.get("model_max_length") or 10 ** 30
        for name in ("mask", "bos", "eos"):
            token = names.get(name + "_token")
            token = token["content"] if isinstance(token, dict) else token
            number = self.tokens.token_to_id(token) if token else None
            setattr(self, name + "_token_id", number)

    def __call__(
            self, text, truncation=False, max_length=None, add_special_tokens=True,
            return_special_tokens_mask=False):
        if truncation:
            self.tokens.enable_truncation(max_length)
        else:
            self.tokens.no_truncation()
        found = self.tokens.encode(text, add_special_tokens=add_special_tokens)
        return {"input_ids": found.ids, "special_tokens_mask": found.special_tokens_mask}


def log_probabilities(row):
    """Of what PyTorch or NumPy has as logits, in double precision."""
    if hasattr(row, "log_softmax"):
        return row.double().log_softmax(-1)
    import numpy
    row = row - row.max(-1, keepdims=True)
    return row - numpy.log(numpy.exp(row).sum(-1, keepdims=True))


def kind_of(config, options):
    if options.kind != "auto":
        return options.kind
    if has_scorer(options.model):
        return "scorer"
    names = config.architectures or []
    for name in names:
        if name.endswith("ForMaskedLM") or name == "BertForPreTraining":
            return "masked"
        if name.endswith("ForCausalLM") or name.endswith("LMHeadModel"):
            return "causal"
        if name.endswith("ForSequenceClassification"):
            return "classification"
    raise Unusable(
        "expected a model for masked or causal language modeling or sequence classification, found "
        f"{', '.join(names) or 'no architecture'}: kind=masked, kind=causal or "
        "kind=classification says what it is")


def tokenizer_folder(folder):
    """The folder itself, or where its rescoring.json says that it shares another's tokenizer."""
    recipe = os.path.join(folder, "rescoring.json")
    files = [os.path.join(folder, name) for name in ("vocab.txt", "tokenizer.json")]
    if not any(map(os.path.isfile, files)) and os.path.isfile(recipe):
        with open(recipe, encoding="utf-8") as file:
            shared = json.load(file).get("tokenizer")
        if shared:
            return os.path.normpath(os.path.join(folder, shared))
    return folder


def has_scorer(folder):
    path = os.path.join(folder, "model.safetensors")
    if not os.path.isfile(path):
        return False
    with open(path, "rb") as file:
        return "scorer.out_proj.weight" in json.loads(file.read(int.from_bytes(file.read(8), "little")))


def load_head(model, folder, file, prefix):
    import torch
    from safetensors.torch import load_file
    stored = load_file(os.path.join(folder, file + ".safetensors"))
    with torch.no_grad():
        for name, value in model.scorer.named_parameters():
            value.copy_(stored[prefix + name].reshape(value.shape))


def scorer(folder):
    """RescoreBERT: an encoder without a pooler, and the head that turns [CLS] into a cost."""
    import torch
    from transformers import AutoModel

    class Scorer(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.bert = AutoModel.from_pretrained(folder, add_pooling_layer=False)
            self.config = self.bert.config
            width = self.config.hidden_size
            self.scorer = torch.nn.Module()
            self.scorer.dense = torch.nn.Linear(width, width)
            self.scorer.out_proj = torch.nn.Linear(width, 1)
            load_head(self, folder, "model", "scorer.")

        def forward(self, input_ids, **more):
            from types import SimpleNamespace
            states = self.bert(input_ids=input_ids, **more).last_hidden_state[:, 0]
            return SimpleNamespace(
                logits=self.scorer.out_proj(torch.tanh(self.scorer.dense(states))))

    return Scorer()


def limit_of(config, tokenizer):
    """The longest sequence that the model takes, in tokens."""
    limits = [getattr(config, "max_position_embeddings", None), getattr(config, "n_positions", None)]
    if getattr(config, "model_type", "") in ("roberta", "xlm-roberta", "camembert", "longformer"):
        # Their positions begin behind the padding's.
        limits[0] = limits[0] and limits[0] - config.pad_token_id - 1
    limits.append(tokenizer.model_max_length)
    return min(int(limit) for limit in limits if limit)


class Scored:
    """Costs of texts, each distinct one scored once, sequences of one length together."""

    def __init__(self, model, tokenizer, options, limit):
        self.model, self.tokenizer, self.limit = model, tokenizer, limit
        self.batch_tokens, self.prompt = options.batch_tokens, options.prompt
        self.context, self.separator = options.context, options.separator

    def costs(self, texts, previous=None):
        """One cost per text; `previous` has for each the utterances before it, the latest last."""
        before = {}
        for one in previous or []:
            if tuple(one) not in before:
                before[tuple(one)] = self.before(one)
        keys = [
            (before[tuple(previous[place])] if previous else self.prompt, text)
            for place, text in enumerate(texts)]
        distinct = list(dict.fromkeys(keys))
        found = [0.0] * len(distinct)
        by_length = {}
        for place, (before_it, text) in enumerate(distinct):
            for ids, what in self.sequences(before_it, text):
                by_length.setdefault(len(ids), []).append((place, ids, what))
        for length in sorted(by_length):
            entries = by_length[length]
            size = max(1, self.batch_tokens // max(1, length))
            for start in range(0, len(entries), size):
                batch = entries[start:start + size]
                for (place, ids, what), row in zip(batch, self.rows([ids for _, ids, _ in batch])):
                    found[place] += self.cost(ids, what, row)
        costs = dict(zip(distinct, found))
        return [costs[key] for key in keys]

    def before(self, previous):
        """The prompt and as many of the previous utterances as fit into half of the positions, the latest last."""
        kept = [text for text in previous if text][-self.context:] if self.context else []
        while kept:
            before = self.prompt + "".join(text + self.separator for text in kept)
            if len(self.plain(before)) <= self.limit // 2:
                return before
            kept = kept[1:]
        return self.prompt

    def plain(self, text):
        """The text's tokens without special ones."""
        return self.tokenizer(text, add_special_tokens=False)["input_ids"]

    def given(self, before, ids):
        """How many of the tokens are those of what stands before the text.

        Both are tokenized together, so that no token is split where they meet: what differs is the text's."""
        count = 0
        for one, other in zip(self.plain(before) if before else [], ids):
            if one != other:
                break
            count += 1
        return count

    def rows(self, sequences):
        """The model's output for sequences of one length."""
        import torch
        with torch.inference_mode():
            ids = torch.tensor(sequences, device=next(self.model.parameters()).device)
            return self.model(input_ids=ids, attention_mask=torch.ones_like(ids)).logits

    def framed(self, text):
        """The text's tokens with the special ones that the model is used to."""
        return self.tokenizer(text, truncation=True, max_length=self.limit)["input_ids"]


class Masked(Scored):
    def sequences(self, before, text):
        encoded = self.tokenizer(
            before + text, truncation=True, max_length=self.limit, return_special_tokens_mask=True)
        ids, special = encoded["input_ids"], encoded["special_tokens_mask"]
        first = next((place for place, is_special in enumerate(special) if not is_special), 0)
        first += self.given(before, ids[first:])
        for place, is_special in enumerate(special):
            if place >= first and not is_special:
                hidden = list(ids)
                hidden[place] = self.tokenizer.mask_token_id
                yield hidden, (place, ids[place])

    def cost(self, ids, what, row):
        place, token = what
        return -log_probabilities(row[place])[token].item()


class Causal(Scored):
    def __init__(self, model, tokenizer, options, limit):
        super().__init__(model, tokenizer, options, limit)
        first = tokenizer.bos_token_id
        if first is None:
            first = tokenizer.eos_token_id
        self.first = [] if first is None else [first]

    def sequences(self, before, text):
        ids = self.plain(before + text)
        given = self.given(before, ids)
        ids = (self.first + ids)[:self.limit]
        # Nothing predicts the very first token.
        begin = max(1, len(self.first) + given)
        if len(ids) > begin:
            yield ids, begin

    def cost(self, ids, what, row):
        begin = what
        log = log_probabilities(row[begin - 1:len(ids) - 1])
        return -log[list(range(len(ids) - begin)), ids[begin:]].sum().item()


class Logit(Scored):
    def __init__(self, model, tokenizer, options, limit, label, sign):
        super().__init__(model, tokenizer, options, limit)
        self.label, self.sign = label, sign

    def sequences(self, before, text):
        yield self.framed(text), None

    def cost(self, ids, what, row):
        return self.sign * float(row[self.label])


def greeting(options):
    """What is wanted besides texts."""
    said = {"protocol": 1}
    if options.context:
        said["context"] = {"previous": options.context}
    return said


def previous_of(request):
    """For each text the utterances before it; None where nobody asked for them."""
    if "lists" not in request:
        return None
    return [one.get("previous") or [] for one in request["lists"] for _ in range(one["count"])]


def main():
    options = arguments()
    # Standard output is for answers alone: libraries that print must not get in between.
    answers = os.fdopen(os.dup(1), "w", buffering=1, encoding="utf-8")
    os.dup2(2, 1)

    def answer(value):
        answers.write(json.dumps(value) + "\n")
        answers.flush()

    scored, complaint = None, None
    try:
        scored = load(options)
    except Unusable as error:
        complaint = str(error)
    except Exception as error:  # whatever a library has to say of a folder
        complaint = f"{options.model}: {type(error).__name__}: {' '.join(str(error).split())[:400]}"
    for line in sys.stdin:
        if complaint:
            answer({"error": complaint})
            continue
        try:
            request = json.loads(line)
            if "protocol" in request:
                answer(greeting(options))
                continue
            answer({"costs": scored.costs(request["texts"], previous_of(request))})
        except Exception as error:
            answer({"error": f"{type(error).__name__}: {' '.join(str(error).split())[:400]}"})


if __name__ == "__main__":
    main()
