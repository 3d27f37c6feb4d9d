#!/usr/bin/env python3
"""The smallest scorer that looks at previous utterances: words that were said before cost half.

    mondegreen score "mine=process:python3 context.py" --corpus my.jsonl
"""
import json
import sys


def cost(text, previous):
    said = set(" ".join(previous).split())
    return sum(len(word) * (0.5 if word in said else 1.0) for word in text.split())


for line in sys.stdin:
    try:
        request = json.loads(line)
        if "protocol" in request:
            answer = {"protocol": 1, "context": {"previous": 2}}
        else:
            texts = iter(request["texts"])
            answer = {"costs": [
                cost(next(texts), one["previous"]) for one in request["lists"] for _ in range(one["count"])]}
    except Exception as error:
        answer = {"error": str(error)}
    print(json.dumps(answer), flush=True)
