#!/usr/bin/env python3
"""Loads adapters that Mondegreen wrote into PEFT, and holds PEFT's costs against Mondegreen's own.

    python3 Tests/HuggingFace/check_adapters.py FOLDER

FOLDER/costs.json has texts and, for each adapter's folder, the costs; FOLDER/base is the model below.
The test suite writes it after some steps of training, and runs this where Python has the packages.
"""
import importlib.util
import json
import pathlib
import sys
import warnings

import transformers

warnings.simplefilter("ignore")
transformers.logging.set_verbosity_error()
ROOT = pathlib.Path(__file__).parent.parent.parent
specification = importlib.util.spec_from_file_location(
    "server", ROOT / "Sources/mondegreen/Resources/hugging_face_server.py")
server = importlib.util.module_from_spec(specification)
specification.loader.exec_module(server)

folder = pathlib.Path(sys.argv[1])
record = json.loads((folder / "costs.json").read_text())
passed = failed = 0
for name, expected in sorted(record["costs"].items()):
    adapter = record.get("folders", {}).get(name, str(folder / name))
    base = record.get("base", str(folder / "base"))
    words = [base, f"--adapter={adapter}", "--device=cpu"]
    try:
        found = server.load(server.arguments(words)).costs(record["texts"])
        worst = max(abs(a - b) for a, b in zip(found, expected))
    except Exception as error:
        worst = float("inf")
        print(error)
    good = worst <= 1e-4
    passed, failed = passed + good, failed + (not good)
    print(f"{'ok   ' if good else 'FAILS'} {name}: {worst:.1e}")
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
