"""What of an answer is a sighting. Pure: the answer's members in, kinds and names out, each once a page.

Private life is none of the record's business (DESIGN.md, rule 3): a person counts only as a source whom the page describes by an organization, or as
an official; whoever is quoted without either is left out. Of a page's address nothing is taken but a host that the record does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

from credibility_db.hosts import is_public_suffix

Kind = Literal["host", "organization", "person"]
_NAME = re.compile(r"[^\W\d_][^\d@/\\<>{}|_\x00-\x1f]{2,118}")
"""No digits, no addresses: what is no name, or tells more than a name."""
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,61}")
_OWN = frozenset({"localhost", "local", "internal", "lan", "home", "test", "example", "invalid", "onion", "arpa"})


class Seen(NamedTuple):
    """Something met."""

    kind: Kind
    name: str


def noticed(answer: Mapping[str, Any]) -> set[Seen]:
    """What an answer's page named that no record has."""
    return {*_hosts(answer), *_names(answer)}


def _hosts(answer: Mapping[str, Any]) -> Iterator[Seen]:
    if (answer.get("outlet") or {}).get("entity") is not None:
        return
    try:
        host = (urlsplit(answer["page"].get("url") or "").hostname or "").lower().rstrip(".").removeprefix("www.")
    except ValueError:
        return
    if _HOST.fullmatch(host) and host.rpartition(".")[2] not in _OWN and not is_public_suffix(host):
        yield Seen("host", host)


def _names(answer: Mapping[str, Any]) -> Iterator[Seen]:
    unknown = {" ".join(each["name"].split()).casefold() for each in answer["unlinked"] if each["reason"] == "unknown"}
    for attribution in answer["attributions"]:
        source, bodies = attribution["source"], attribution["described_organizations"]
        name = _name(source["name"])
        if name and source["entity"] is None and name.casefold() in unknown:
            if source["type"] in ("organization", "outlet"):
                yield Seen("organization", name)
            elif " " in name and (bodies or source["type"] == "official"):
                yield Seen("person", name)
        for body in bodies:
            described = _name(body["text"])
            if described and body["entity"] is None and described.casefold() in unknown:
                yield Seen("organization", described)


def _name(text: str | None) -> str:
    """A name with its blanks folded; nothing where the text is none."""
    folded = " ".join((text or "").split())
    return folded if _NAME.fullmatch(folded) and not folded[0].islower() else ""
