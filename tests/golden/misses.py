"""Holds an answer against a case's expected.json: what was expected and is not there, as sentences."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})


def fold(text: str | None) -> str:
    """Compatible characters, straight quotation marks, no case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text or "").translate(STRAIGHT).casefold().split())


def find_misses(expected: dict[str, Any], answer: dict[str, Any], text: str | None) -> Iterator[str]:
    """A sentence for everything expected that `answer` lacks. `text` is what its offsets point into, where it is known."""
    outlet = answer["outlet"]
    if "outlet" in expected:
        if outlet["entity"] != expected["outlet"]["entity"]:
            yield f"the outlet is {outlet['entity']}, not {expected['outlet']['entity']}"
        if expected["outlet"]["evidence_kind"] not in {clue["kind"] for clue in outlet["evidence"]}:
            yield f"the outlet's evidence has no {expected['outlet']['evidence_kind']}"
    if text is not None:
        yield from _wrong_offsets(answer, text)
    for wanted in expected.get("attributions", []):
        yield from _attribution_misses(wanted, answer)
    for words in expected.get("not_attributions", []):
        if any(fold(found["content"]["text"]).strip("\"' ") == fold(words) for found in answer["attributions"]):
            yield f"{words!r} is given as an attribution"
    for entity in expected.get("links", []):
        if entity not in answer["entities"]:
            yield f"{entity} is not linked"
    for entity in expected.get("must_not_link_entities", []):
        if entity in answer["entities"]:
            yield f"{entity} is linked"
    for wanted in expected.get("unlinked", []):
        reasons = {found["reason"] for found in answer["unlinked"] if fold(found["text"]) == fold(wanted["text"])}
        if not reasons & set(wanted["reason"]):
            yield f"{wanted['text']} is not among the unlinked with {wanted['reason']}: {reasons}"
    yield from _record_misses(expected, answer)


def _wrong_offsets(answer: dict[str, Any], text: str) -> Iterator[str]:
    for found in answer["attributions"]:
        for part in ("source", "cue", "content", "channel"):
            span = found[part]
            if span and span["start"] is not None and text[span["start"] : span["end"]] != span["text"]:
                yield f"the {part} of {found['id']} does not stand at its offsets"


def _attribution_misses(wanted: dict[str, Any], answer: dict[str, Any]) -> Iterator[str]:
    about = f"the attribution of {wanted['content_has'][:40]!r}"
    found = [each for each in answer["attributions"] if fold(wanted["content_has"]) in fold(each["content"]["text"])]
    if not found:
        yield f"{about} is missing"
        return
    wrong = min(([*_differences(wanted, each)] for each in found), key=len)
    if wrong:
        yield f"{about}: " + "; ".join(wrong)


def _differences(wanted: dict[str, Any], found: dict[str, Any]) -> Iterator[str]:
    source = found["source"]
    channel = (found["channel"] or {}).get("entity")
    organizations = [each["entity"] for each in found["described_organizations"]]
    if "source_name" in wanted and fold(source["name"]) != fold(wanted["source_name"]):
        yield f"said by {source['name']!r}, not {wanted['source_name']!r}"
    if "source_type" in wanted and source["type"] != wanted["source_type"]:
        yield f"a source of type {source['type']}, not {wanted['source_type']}"
    if "entity" in wanted and source["entity"] != wanted["entity"]:
        yield f"linked to {source['entity']}, not {wanted['entity']}"
    if "channel" in wanted and channel != wanted["channel"]:
        yield f"through {channel}, not {wanted['channel']}"
    if "described_as_has" in wanted and fold(wanted["described_as_has"]) not in fold(found["described_as"]):
        yield f"described as {found['described_as']!r}, not {wanted['described_as_has']!r}"
    if "described_organization" in wanted and wanted["described_organization"] not in organizations:
        yield f"described with {organizations}, not {wanted['described_organization']}"


def _record_misses(expected: dict[str, Any], answer: dict[str, Any]) -> Iterator[str]:
    for wanted in expected.get("context", []):
        shown = answer["entities"].get(wanted["entity"], {}).get("statements", [])
        fitting = [
            each
            for each in shown
            if each["predicate"] == wanted["predicate"]
            and ("object" not in wanted or each["object"]["id"] == wanted["object"])
            and ("current_as_of" not in wanted or each["current_as_of"] == wanted["current_as_of"])
        ]
        if not fitting:
            yield f"{wanted['entity']} has no statement {wanted['predicate']} {wanted.get('object', '')} as expected"
        if not all(each["citations"] for each in fitting):
            yield f"{wanted['entity']} has a statement without citation"
    for wanted in expected.get("relations", []):
        if not any(set(each["between"]) == set(wanted["between"]) and each["via"] == wanted["via"] for each in answer["relations"]):
            yield f"the relation of {wanted['between']} via {wanted['via']} is missing"
    for part, counts in expected.get("profile", {}).items():
        for key, count in counts.items():
            name = key.removesuffix("_min")
            got = answer["profile"][part].get(name, 0)
            if got < count or (name == key and got != count):
                yield f"the profile counts {got} {part} {name}, not {count}"
