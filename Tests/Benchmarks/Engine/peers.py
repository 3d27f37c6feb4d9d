"""What people use, on the engine's workload: one line of JSON per measurement.

    peers.py score WORK PEER THREADS SECONDS   peers: torch-fp32, torch-bf16, ort-fp32, ort-int8
    peers.py train WORK VARIANT THREADS STEPS  variants: full, lora, lorb, adalora
    peers.py first WORK                        one score with PyTorch and transformers: cold start

Each peer is measured in its settings (plain batches of 10 and 64, batches of 64 of like length);
`padded` means batches of 64 in the order of the lists, `sorted` by length.
"""

import json
import os
import resource
import statistics
import sys
import time

import numpy as np

what, work = sys.argv[1:3]
threads = int(sys.argv[4]) if len(sys.argv) > 4 else 1
os.environ["OMP_NUM_THREADS"] = str(threads)
with open(work + "/workload.json") as file:
    workload = json.load(file)
texts = [text for texts in workload["tokens"] for text in texts]


def report(name, walls, processors):
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps({
            "name": name, "threads": threads, "wall": statistics.median(walls),
            "processor": statistics.median(processors), "peakMemory": memory}),
        flush=True)


def measured(name, units, seconds, run):
    run()
    walls, processors = [], []
    end = time.monotonic() + seconds
    while True:
        wall, processor = time.monotonic(), time.process_time()
        run()
        walls.append(units / (time.monotonic() - wall))
        processors.append(units / (time.process_time() - processor))
        if time.monotonic() >= end:
            break
    report(name, walls, processors)


def padded(batch):
    longest = max(len(text) for text in batch)
    ids = np.zeros((len(batch), longest), np.int64)
    mask = np.zeros((len(batch), longest), np.int64)
    for row, text in enumerate(batch):
        ids[row, : len(text)] = text
        mask[row, : len(text)] = 1
    return ids, mask


def batches(size, by_length):
    order = list(range(len(texts)))
    if by_length:
        order.sort(key=lambda i: -len(texts[i]))
    for start in range(0, len(order), size):
        chosen = order[start : start + size]
        yield (chosen, *padded([texts[i] for i in chosen]))


def rescorer():
    """The engine's model: BERT, dense, tanh, one output."""
    import torch
    from safetensors.torch import load_file
    from transformers import BertConfig, BertModel, logging

    logging.set_verbosity_error()
    torch.set_num_threads(threads)
    values = load_file(work + "/model/model.safetensors")

    class Rescorer(torch.nn.Module):
        def __init__(self, attention):
            super().__init__()
            configuration = BertConfig.from_json_file(work + "/model/config.json")
            configuration._attn_implementation = attention
            self.bert = BertModel(configuration, add_pooling_layer=False)
            self.dense = torch.nn.Linear(configuration.hidden_size, configuration.hidden_size)
            self.output = torch.nn.Linear(configuration.hidden_size, 1)
            own = {k: v for k, v in values.items() if not k.startswith("scorer")}
            own = {k.removeprefix("bert."): v for k, v in own.items()}
            missing = self.bert.load_state_dict(own, strict=False).missing_keys
            assert not [name for name in missing if "position_ids" not in name], missing
            self.dense.weight.data = values["scorer.dense.weight"]
            self.dense.bias.data = values["scorer.dense.bias"]
            self.output.weight.data = values["scorer.out_proj.weight"].view(1, -1)
            self.output.bias.data = values["scorer.out_proj.bias"]

        def states(self, ids, mask):
            return self.bert(input_ids=ids, attention_mask=mask).last_hidden_state[:, 0]

        def costs(self, states):
            return self.output(torch.tanh(self.dense(states)))

        def forward(self, ids, mask):
            return self.costs(self.states(ids, mask))

    return torch, Rescorer


def score(peer, seconds):
    kind, precision = peer.split("-")
    out = np.empty(len(texts), np.float32)
    if kind == "torch":
        torch, Rescorer = rescorer()
        model = Rescorer("sdpa").eval()

        def compute(ids, mask):
            with torch.inference_mode(), torch.autocast(
                "cpu", dtype=torch.bfloat16, enabled=precision == "bf16"
            ):
                return model(torch.from_numpy(ids), torch.from_numpy(mask))[:, 0].float().numpy()
    else:
        import onnxruntime

        path = f"{work}/model-{precision}.onnx"
        if not os.path.exists(path):
            torch, Rescorer = rescorer()
            plain = work + "/model-fp32.onnx"
            example = torch.ones(2, 8, dtype=torch.long)
            axes = {"ids": {0: "b", 1: "l"}, "mask": {0: "b", 1: "l"}}
            torch.onnx.export(
                Rescorer("eager").eval(), (example, example), plain, input_names=["ids", "mask"],
                output_names=["costs"], dynamic_axes=axes, opset_version=17, dynamo=False)
            if precision == "int8":
                from onnxruntime.quantization import QuantType, quantize_dynamic

                quantize_dynamic(
                    plain, path, weight_type=QuantType.QInt8,
                    extra_options={"DefaultTensorType": 1})
            print("made", path, file=sys.stderr)
            sys.exit(75)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

        def compute(ids, mask):
            return session.run(None, {"ids": ids, "mask": mask})[0][:, 0]

    def run(size, by_length):
        for chosen, ids, mask in batches(size, by_length):
            out[chosen] = compute(ids, mask)

    for name, size, by_length in (
        ("batch 10", 10, False), ("padded", 64, False), ("sorted", 64, True)
    ):
        measured(f"score {peer} {name}", len(texts), seconds, lambda: run(size, by_length))
    out.tofile(f"{work}/costs-{peer}.bin")


def train(wanted, steps):
    torch, Rescorer = rescorer()
    variant = wanted.removesuffix("-bf16")
    for name, by_length in (("padded", False), ("sorted", True)):
        torch.manual_seed(0)
        model = Rescorer("sdpa")
        if variant != "full":
            import peft

            common = dict(lora_alpha=16, lora_dropout=0.0, target_modules=["query", "value"])
            settings = (
                peft.AdaLoraConfig(
                    init_r=12, target_r=8, tinit=2, tfinal=100, deltaT=1, total_step=1000, **common)
                if variant == "adalora" else peft.LoraConfig(r=8, **common))
            model.bert = peft.get_peft_model(model.bert, settings)
        model.train()
        for module in model.modules():
            if isinstance(module, torch.nn.Dropout):
                module.p = 0.0
        trained = [p for p in model.parameters() if p.requires_grad]
        optimizer = torch.optim.AdamW(trained, lr=1e-4, weight_decay=0.01)
        lists = list(zip(workload["tokens"], workload["errors"]))
        if by_length:
            lists.sort(key=lambda one: max(len(text) for text in one[0]))

        def step(number):
            start = number * 8 % (len(lists) // 8 * 8)
            chosen = lists[start : start + 8]
            batch = [text for one in chosen for text in one[0]]
            ids, mask = padded(batch)
            errors = torch.tensor([one[1] for one in chosen], dtype=torch.float32)
            optimizer.zero_grad(set_to_none=True)
            with torch.autocast("cpu", torch.bfloat16, enabled=wanted.endswith("-bf16")):
                states = model.states(torch.from_numpy(ids), torch.from_numpy(mask))
            states = states.float()
            costs = model.costs(states).view(8, 10)
            posterior = torch.softmax(-costs, 1)
            loss = (posterior * (errors - errors.mean(1, keepdim=True))).sum(1).mean()
            if variant == "lorb":
                correlation = torch.corrcoef(states.T)
                loss = loss + 1e-3 * torch.linalg.norm(correlation - torch.eye(len(correlation)))
            if variant == "adalora":
                for parameter_name, parameter in model.named_parameters():
                    if "lora_A" in parameter_name or "lora_B" in parameter_name:
                        a = parameter if "lora_A" in parameter_name else parameter.T
                        loss = loss + 0.5 * torch.norm(a @ a.T - torch.eye(len(a))) / 24
            loss.backward()
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            if variant == "adalora":
                model.bert.base_model.update_and_allocate(number + 3)
            return sum(map(len, batch))

        for number in range(2):
            step(number)
        walls, processors = [], []
        for number in range(2, 2 + steps):
            wall, processor = time.monotonic(), time.process_time()
            tokens = step(number)
            walls.append(tokens / (time.monotonic() - wall))
            processors.append(tokens / (time.process_time() - processor))
        report(f"train torch {wanted} {name}", walls, processors)


if what == "score":
    score(sys.argv[3], float(sys.argv[5]))
elif what == "train":
    train(sys.argv[3], int(sys.argv[5]))
else:
    torch, Rescorer = rescorer()
    with torch.no_grad():
        ids, mask = padded(texts[:1])
        print(Rescorer("sdpa").eval()(torch.from_numpy(ids), torch.from_numpy(mask)).item())
