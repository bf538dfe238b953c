#!/usr/bin/env python3
"""Reads bundles of STIX 2.1 with the OASIS validator and the library stix2, all in one process: both are slow to start.

usage: check-bundles.py FILE...   exit code 0 all are well-formed, 1 some is not
"""
import json
import sys

import stix2
from stix2validator import ValidationOptions, validate_file

# 103: ids that follow from names are meant; 302: a page on attack.mitre.org has no hash; 202: OpenCTI, and with it most
# platforms, bases an indicator on an observable, where the standard suggests observed data.
options = ValidationOptions(version="2.1", enforce_refs=True, disabled="103,302,202")


def faults(name):
    results = validate_file(name, options)
    if results.fatal:
        yield f"OASIS: {results.fatal}"
    for result in results.object_results or []:
        for error in result.errors or []:
            yield f"OASIS: {error}"
    with open(name, encoding="utf-8") as file:
        bundle = json.load(file)
    try:
        stix2.parse(bundle, allow_custom=False, version="2.1")
    except Exception as error:
        yield f"stix2: {type(error).__name__}: {str(error)[:200]}"
    objects = bundle["objects"]
    ids = {item["id"] for item in objects}
    if len(ids) != len(objects):
        yield "two objects have the same id"
    for item in objects:
        for key, value in item.items():
            targets = [value] if key.endswith("_ref") else value if key.endswith("_refs") else []
            for target in targets:
                if target not in ids:
                    yield f"{item['id']}: {key} names {target}, which is not there"
        # The library computes the id of an observable anew when it is not told one.
        if "created" not in item and item["type"] != "marking-definition":
            content = {key: value for key, value in item.items() if key not in ("id", "extensions")}
            computed = stix2.parse(content, allow_custom=False, version="2.1")["id"]
            if computed != item["id"]:
                yield f"{item['id']}: the library computes {computed}"


bad = False
for name in sys.argv[1:]:
    for fault in faults(name):
        print(f"{name}: {fault}")
        bad = True
sys.exit(bad)
