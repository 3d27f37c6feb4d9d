#!/usr/bin/env python3
"""The smallest scorer: a text costs as much as it is long. Replace cost() by your model's.

    mondegreen score "mine=process:python3 score.py" --corpus my.jsonl
"""
import json
import sys


def cost(text):
    return float(len(text))


for line in sys.stdin:
    try:
        answer = {"costs": [cost(text) for text in json.loads(line)["texts"]]}
    except Exception as error:
        answer = {"error": str(error)}
    print(json.dumps(answer), flush=True)
