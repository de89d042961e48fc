"""What a page says, before anything is looked up: the half of an answer that no new edition changes."""

from __future__ import annotations

from dataclasses import dataclass

from server.records.attribution import Attribution
from server.records.page import Page


@dataclass(frozen=True, slots=True)
class Reading:
    """A page and who is quoted in it: cached by address and content hash, re-linked by each edition."""

    page: Page
    attributions: tuple[Attribution, ...]
