"""Outlets: names as printed in datelines, credits, bylines and metadata → the one outlet that bears them.

A name is an alias, never a key: it resolves only when exactly one outlet of the edition bears it, whole.
"""

from __future__ import annotations

import re

from server.records.clue import Clue
from server.records.knowledge import Knowledge, NameMatch

_SEGMENT = re.compile(r"[^\[\]()【】〔〕（）,，;；:：|｜/\n]+")
_LAST_BRACKET = re.compile(r"[(（]([^()（）]+)[)）]\W*$")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_AFTER_CJK = re.compile(r"\s*(?:记者|記者|特派|专稿|專稿|[\u4e00-\u9fff]{0,14}\d)")
_TAIL = re.compile(r"\s+(?:news agency|newswire|staff|via|under|with|and is|on|in|at)\b.*$|[.,;].*$", re.IGNORECASE)
_RUSSIAN_DAY = re.compile(r"\d{1,2}\s[а-яё]{3,8}\.?\s*[-–—]\s*")  # the "3 мар — " of "МОСКВА, 3 мар — РИА Новости."
_QUOTES = " \t\"'“”‘’«»„.,;"


def _only(matches: list[NameMatch]) -> str | None:
    """The one outlet among matches, None when there are none or several."""
    found = {match.entity for match in matches if match.kind == "outlet"}
    return found.pop() if len(found) == 1 else None


def _named(name: str, knowledge: Knowledge) -> str | None:
    return _only(list(knowledge.entities_named(name))) if name else None


def outlet_named(name: str, knowledge: Knowledge) -> str | None:
    """The one outlet that bears this name, as printed or without quotation marks and what follows it ("Reuters news agency")."""
    name = name.strip(_QUOTES)
    for form in dict.fromkeys((name, _TAIL.sub("", name).strip(_QUOTES))):
        found = _named(form, knowledge)
        if found:
            return found
    return None


def _opening_cjk(segment: str, knowledge: Knowledge) -> str | None:
    """The outlet whose name opens an undivided Chinese or Japanese dateline ("新华社北京5月25日电")."""
    openings = [m for m in knowledge.names_in(segment[:40]) if m.start == 0 and m.kind == "outlet"]
    openings = [m for m in openings if _AFTER_CJK.match(segment, m.end) or m.end == len(segment)]
    longest = max((m.end for m in openings), default=0)
    return _only([m for m in openings if m.end == longest])


def outlet_in_dateline(dateline: str, knowledge: Knowledge) -> str | None:
    """The one outlet a dateline names; a place before brackets ("PARIS (AFP)") is not looked at."""
    bracket = _LAST_BRACKET.search(dateline)
    segments = [s.strip(_QUOTES + " -–—") for s in _SEGMENT.findall(_RUSSIAN_DAY.sub(", ", bracket[1] if bracket else dateline))]
    found = {
        entity for s in segments if s for entity in (_named(s, knowledge) or (_opening_cjk(s, knowledge) if _CJK.search(s) else None),) if entity
    }
    return found.pop() if len(found) == 1 else None


def outlet_of_clue(clue: Clue, knowledge: Knowledge) -> str | None:
    """The outlet a clue that is a name points to, None when none or several bear it."""
    return outlet_in_dateline(clue.text, knowledge) if clue.kind == "dateline" else outlet_named(clue.text, knowledge)
