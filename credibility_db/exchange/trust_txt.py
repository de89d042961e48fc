"""trust.txt: sites name the associations they belong to and those that control them. Read from saved files; what it says is self-declared.

The format is JournalList's specification (https://journallist.net/reference-document-for-trust-txt-specifications, 2020 to 2024) and the
Internet-Draft draft-org-trust-relationship-protocol (2024): UTF-8 lines `attribute=value`, comments from `#`; belongto, member, control,
controlledby, vendor and customer name another site by its URL. `vocabulary/trust_txt.yaml` says what each means here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import yaml

from credibility_db.exchange.declarations import Declaration, DeclarationsReader, DeclaredFile, host_named, text_lines
from credibility_db.hosts import HostInvalid
from credibility_db.incoming import ImportProblem, reference

ATTRIBUTES: Mapping[str, Mapping[str, Any]] = yaml.safe_load(files("credibility_db").joinpath("vocabulary", "trust_txt.yaml").read_text("utf-8"))


def read_trust_txt(file: DeclaredFile) -> Iterator[Declaration | ImportProblem]:
    """What a trust.txt file declares, line by line. Lines that are not of the format are problems."""
    for number, line in text_lines(file.content):
        name, equals, value = line.partition("=")
        attribute = ATTRIBUTES.get(name.strip().lower())
        if not equals or attribute is None:
            yield ImportProblem(number, f"not a line of trust.txt: {line[:80]!r}")
            continue
        if "predicate" not in attribute:
            continue
        try:
            there = host_named(value)
        except HostInvalid as error:
            yield ImportProblem(number, f"{name.strip()}: {error}")
            continue
        if there == file.host:
            continue
        here, other = reference("host", file.host), reference("host", there)
        subject, target, text = (here, other, there) if attribute["subject"] == "here" else (other, here, file.host)
        yield Declaration(number, file.host, subject, attribute["predicate"], target, text, attribute.get("role"))


def trust_txt_reader(files: tuple[DeclaredFile, ...]) -> DeclarationsReader:
    """A reader of the trust.txt files of several sites."""
    return DeclarationsReader("trust-txt", "trust.txt", files, read_trust_txt)
