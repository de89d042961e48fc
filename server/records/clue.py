"""A clue to who published a page: found by `reading`, weighed by `outlets`, shown as evidence in the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ClueKind = Literal[
    "host",  # the host of the page's address
    "archived",  # the address an archive (web.archive.org, archive.ph …) kept
    "amp",  # the address behind an AMP cache or viewer
    "translated",  # the address behind a translating proxy
    "canonical",  # <link rel=canonical> or og:url
    "site_name",  # og:site_name, application-name
    "publisher",  # JSON-LD publisher
    "provider",  # JSON-LD provider or sourceOrganization: where a portal has the story from
    "dateline",  # "[NTD Times, Beijing time, …]", "BEIJING (AFP) -"
    "credit",  # "Source: Reuters", 来源：新华社, "originally published by"
    "byline",  # the affiliation or organization named in the byline
]


@dataclass(frozen=True, slots=True)
class Clue:
    """What was seen and where.

    `text` is a host or address for the kinds that are addresses, else the name as printed.
    `start` and `end` point into the page text where the clue stands in it, else they are None.
    """

    kind: ClueKind
    text: str
    start: int | None = None
    end: int | None = None
