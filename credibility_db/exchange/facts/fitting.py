"""How well a title fits a host. Used to tell whose a host is (outlets) and which part of a title is a name (titles)."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache

from credibility_db.exchange.facts.known import key_of, label_of

LEAST_FIT = 0.34
"""Below this a title and a host have little in common: tuned by eye on 200 rows with several hosts (libraries and portals fell below it)."""
SURE_FIT = 0.6
"""Below this a host is not evidently the title's own."""


@cache
def fit(name: str, host: str) -> float:
    """How well a title fits a host: 1 where one contains the other, else the likeness of their letters."""
    title = key_of(name)
    plain = label_of(host).replace("-", "").replace(".", "")
    if not title or not plain:
        return 0.0
    if title == plain:
        return 1.0
    initials = "".join(word[0] for word in re.findall(r"\w+", name.lower()))
    if plain in (initials, initials + "news", initials + "tv"):
        return 0.95
    if (title in plain or plain in title) and min(len(title), len(plain)) > 2:
        return 0.9
    return SequenceMatcher(None, title, plain, autojunk=False).ratio() * 0.9
