"""What an abbreviation stands for in this text, where the text says so: "the Congressional Black Caucus (CBC)", "the AP, an appeals panel,"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from server.linking.vocabulary import noun_fits

_LITTLE = r"(?:of|for|on|in|to|and|the|at|de|du|des|la|le|der|die|für|und|del|y|et)"
_NAME_BEFORE = re.compile(rf"((?:[^\W\d_a-z][\w.'’&-]*[  ]|{_LITTLE}[  ]){{1,10}})\((?:the[  ])?$")
_APPOSED = re.compile(r",[  ]an?[  ]([^,.;:()\n]{3,60})[,.]")
_OF_COUNTRY = re.compile(r"[  ](?:of|in)[  ]([^\W\d_a-z]\w+)")
_REACH = 120
_WORD = re.compile(r"[\w-]+")
_SKIPPED = frozenset(["of", "for", "on", "in", "to", "and", "the", "at", "de", "du", "des", "la", "le", "der", "die", "für", "und", "del", "y", "et"])


def explained_otherwise(text: str, words: str, names: Iterable[str], about: str) -> str | None:
    """The words by which the text gives an abbreviation to somebody else than who bears `names` and is `about`; None where it does not.

    Linear: a bounded look round each place of the abbreviation.
    """
    known = {_folded(name) for name in names}
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
            before = _NAME_BEFORE.search(text[max(0, at - _REACH) : at]) if text[end : end + 1] == ")" else None
            full = _ending(before[1], words) if before is not None else None
            if full is not None and _folded(full) not in known:
                return full
            apposed = _APPOSED.match(text, end, end + _REACH)
            if apposed is not None and not _fits(apposed[1], about):
                return apposed[1]
        at = text.find(words, end)
    return None


def _ending(run: str, words: str) -> str | None:
    """The end of a run of words whose initials an abbreviation is."""
    tokens = run.split()
    for first in range(len(tokens)):
        initials = "".join(part[0] for token in tokens[first:] if token not in _SKIPPED for part in token.split("-") if part)
        if initials.upper() == words and tokens[first] not in _SKIPPED:
            return " ".join(tokens[first:])
    return None


def _fits(apposition: str, about: str) -> bool:
    """Whether a noun of an apposition ("a news agency") is one for what the record says it is."""
    said = set(_WORD.findall(about.casefold()))
    return any(word in said or noun_fits(word, about) for word in _WORD.findall(apposition.casefold()) if len(word) > 2)


def _folded(name: str) -> str:
    return re.sub(r"[^\w]+", " ", name.casefold()).removeprefix("the ").replace("organisation", "organization").strip()


def country_after(text: str, end: int) -> str | None:
    """The capitalised word after "of" or "in" behind a name ("the NSC of Ghana")."""
    found = _OF_COUNTRY.match(text, end)
    return found[1] if found else None
