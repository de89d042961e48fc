"""Marked-up text for tables: "[s:Ryan Hass], [d:a senior fellow], [c:told] [h:AFP] that [q:it is so]." and what the marks say.

s source span, c cue, q content, h channel, d description. Marks do not nest, except that d and h may stand beside anything.
"""

from __future__ import annotations

import re

from server.attributions import find_attributions
from server.records.attribution import Attribution
from server.records.page import Page

_MARK = re.compile(r"\[([scqhd]):((?:[^\[\]]|\[[^scqhd])*)\]")


def parse(marked: str) -> tuple[str, dict[str, list[str]]]:
    """The plain text and, for each mark, the marked words in order."""
    found: dict[str, list[str]] = {mark: [] for mark in "scqhd"}
    for match in _MARK.finditer(marked):
        found[match.group(1)].append(match.group(2))
    return _MARK.sub(lambda match: match.group(2), marked), found


def attributions_of(text: str, language: str = "en") -> tuple[Attribution, ...]:
    """The attributions of a submitted text."""
    return find_attributions(Page(text, "", "submitted", language=language))


def shown(found: tuple[Attribution, ...]) -> dict[str, list[str]]:
    """The same marks as `parse` gives, from attributions; a source or cue that serves several contents is listed once."""
    marks: dict[str, list[str]] = {mark: [] for mark in "scqhd"}
    seen: set[tuple[str, int]] = set()
    for attribution in found:
        spans = [("s", attribution.source.span), ("c", attribution.cue), ("q", attribution.content), ("h", attribution.channel)]
        spans += [("d", description) for description in attribution.descriptions]
        for mark, span in spans:
            if span is not None and (mark, span.start) not in seen:
                seen.add((mark, span.start))
                marks[mark].append(span.text)
    return marks
