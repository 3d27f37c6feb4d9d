#!/usr/bin/env python3
"""Holds JSON documents against Reports/report.schema.json.

    validate.py SCHEMA [DOCUMENT…]

Prints every fault with its place, and ends with status 1 if there is one. Needs the package jsonschema
(Debian: python3-jsonschema); without documents it only looks whether that is there and the schema is one.
"""

import json
import sys

import jsonschema


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    faults = 0
    for path in sys.argv[2:]:
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
        for fault in validator.iter_errors(document):
            place = "/".join(str(step) for step in fault.absolute_path)
            print(f"{place or 'the document'}: {fault.message[:300]}")
            faults += 1
    sys.exit(1 if faults else 0)


main()
