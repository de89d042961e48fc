"""Rows of the tables, and the citation of a row. Used by every converter of this package."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml

Row = dict[str, str]
Record = dict[str, Any]
READ_ON = "2026-11-23"
"""The day on which the tables were read; a dataset's own date is the citation's `published`."""
_DATE = re.compile(r"\d{4}(-\d{2}){0,2}\Z")


def read_rows(folder: Path, table: str) -> Iterator[Row]:
    """The rows of a table."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


@cache
def datasets() -> dict[str, dict[str, str]]:
    """The datasets by the name that rows give."""
    text = files("credibility_db.exchange.facts").joinpath("datasets.yaml").read_text("utf-8")
    loaded: dict[str, dict[str, str]] = yaml.safe_load(text)
    return loaded


@cache
def countries() -> dict[str, str]:
    """English short names by ISO 3166-1 code."""
    lines = files("credibility_db").joinpath("vocabulary", "countries.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("#"))


def layer_of(row: Row) -> str:
    """The layer of what a row states."""
    return datasets()[row["source_repo"]]["layer"]


def citation_of(row: Row) -> Record:
    """The citation of the dataset file a row comes from."""
    dataset = datasets()[row["source_repo"]]
    made = {
        "url": f"https://github.com/{dataset['repository']}/blob/{row['source_commit']}/{quote(row['source_path'])}",
        "title": dataset["title"],
        "publisher": dataset["publisher"],
        "published": row["as_of"] if _DATE.match(row.get("as_of", "")) else None,
        "accessed": READ_ON,
        "kind": "dataset",
        "asserted_by": dataset.get("asserted_by"),
        "licence": dataset["licence"],
    }
    return {name: value for name, value in made.items() if value is not None}


def cite(record: Record, citation: Record) -> str:
    """The key under which `record` holds the citation, added where it is new."""
    known = record.setdefault("citations", {})
    for key, held in known.items():
        if held == citation:
            return str(key)
    key = f"c{len(known) + 1}"
    known[key] = citation
    return key


def state(record: Record, statement: Record, citation: Record) -> None:
    """Add a statement to a record; one that says the same again only gains the citation."""
    key = cite(record, citation)
    statements = record.setdefault("statements", [])
    for held in statements:
        if all(held.get(name) == statement.get(name) for name in ("predicate", "object", "role", "valid_from", "period", "amount")):
            if key not in held["citations"]:
                held["citations"].append(key)
            return
    statements.append({name: value for name, value in statement.items() if value not in (None, "")} | {"citations": [key]})
