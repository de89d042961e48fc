"""Other spellings of people's names: without middle initials, with initials, in the other order, other transliterations, Russian and Ukrainian cases.

None of them may stand alone: linking asks for evidence beside each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

from credibility_db.edition.declension import declined

_SURNAME_FIRST = frozenset(["CN", "TW", "HK", "MO", "SG", "JP", "KR", "KP", "VN", "HU"])
_SLAVIC = frozenset(["RU", "UA", "BY", "KZ", "BG", "RS", "MK", "KG", "UZ", "MD"])
_INITIAL = re.compile(r"[^\W\d_a-z]\.?")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ.'’-]+(?: [A-Za-zÀ-ɏ.'’-]+)*")
_SUFFIX = re.compile(r",? (?:Jr|Sr)\.?$|,? I{2,3}$")
_ARABIC = re.compile(r"(?<![\w-])([AaEe]l)[- ](?=[A-Z])")
_PARTICLES = re.compile(r" (von|van|de|da|di|del|della|der|ter|bin|ibn) ")
_ENDINGS = ("skyy", "skiy", "skii", "skij", "sky", "ski")
_GIVEN = {
    spelling: tuple(line.split())
    for line in files("credibility_db").joinpath("vocabulary", "given_names.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for spelling in line.split()
}


def personal_spellings(name: str, country: str | None) -> Iterator[str]:
    """The other spellings of a person's name; `country` is the record's, which tells the order of names and the script they come from."""
    if not _LATIN.fullmatch(name):
        yield from declined(name)
        return
    tokens = name.split()
    if len(tokens) < 2 or _SUFFIX.search(name):  # without his "Jr." a man is his father
        return
    full = [tokens[0], *(token for token in tokens[1:-1] if not _INITIAL.fullmatch(token)), tokens[-1]]
    if len(full[0].rstrip(".")) > 1:
        yield " ".join(full)
        if country not in _SURNAME_FIRST:
            yield from _with_initials(tokens)
    if country in _SURNAME_FIRST and len(tokens) == 2:
        yield f"{tokens[1]} {tokens[0]}"
    yield from _with_particles(name)
    yield from _transliterated(full, slavic=country in _SLAVIC)


def _with_initials(tokens: list[str]) -> Iterator[str]:
    """ "R. Hass", and "J. E. Stiglitz" and "J.E. Stiglitz" where there is a middle name."""
    middle = [token[0] for token in tokens[1:-1] if token[0].isupper()]
    rest = " ".join(token for token in tokens[1:-1] if token[0].islower())
    surname = f"{rest} {tokens[-1]}".strip()
    yield f"{tokens[0][0]}. {surname}"
    if middle:
        yield f"{tokens[0][0]}. {'. '.join(middle)}. {surname}"
        yield f"{tokens[0][0]}.{'.'.join(middle)}. {surname}"


def _with_particles(name: str) -> Iterator[str]:
    """ "al-Sisi", "Al-Sisi", "el-Sisi", "al Sisi"; "Von der Leyen"."""
    if _ARABIC.search(name):
        for particle in ("al-", "Al-", "el-", "El-", "al ", "Al "):
            yield _ARABIC.sub(particle, name)
    if _PARTICLES.search(name):
        yield _PARTICLES.sub(lambda found: f" {found[1].capitalize()} ", name, count=1)


def _transliterated(tokens: list[str], *, slavic: bool) -> Iterator[str]:
    ends = [tokens[-1]]
    ending = next((each for each in _ENDINGS if tokens[-1].endswith(each)), None) if slavic else None
    if ending:
        ends = [tokens[-1].removesuffix(ending) + each for each in _ENDINGS]
    for given in _GIVEN.get(tokens[0], (tokens[0],)):
        for end in ends:
            yield " ".join([given, *tokens[1:-1], end])
