"""Reading: the names of a byline. The JSON-LD's authors come first, then meta elements, then the visible line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from server.reading.head import Head
from server.reading.linked_data import LinkedData, types_of
from server.records.page import Author

_TABLES = tomllib.loads((Path(__file__).parent / "data" / "bylines.toml").read_text(encoding="utf-8"))
_PLACES = tomllib.loads((Path(__file__).parent / "data" / "declared.toml").read_text(encoding="utf-8"))


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_LEAD = re.compile(rf"^(?:{_any_of(_TABLES['leads'])})(?:\s*[:：]\s*|\s+)", re.IGNORECASE)
_JOINT = re.compile(rf"\s*[;|•·/、]\s*|\s*,\s*(?:(?:{_any_of(_TABLES['joints'])})\s+)?|\s+(?:{_any_of(_TABLES['joints'])})\s+", re.IGNORECASE)
_LEADS = frozenset(_TABLES["leads"])
_ROLES = frozenset(_TABLES["roles"])
_ROLE_AT_START = re.compile(rf"^(?:{_any_of(_TABLES['roles'])})\b", re.IGNORECASE)
_ORGANIZATION_WORDS = frozenset(_TABLES["organization_words"])
_AGENCIES = frozenset(_TABLES["agencies"])
_EDGES = " ,;|•·–—-:~"
_LETTER = re.compile(r"[^\W\d_]")
_DATE_BEHIND = re.compile(r"\s+(?:[A-Z][a-zäûé]{2,8}\.?\s+\d{1,2}\b|\d{1,2}\.|\d{1,2}:\d\d|(?:19|20)\d\d\b).*$")
_ROLES_BEHIND = [re.compile(rf"\s+(?:[A-Z][\w'-]*\s+){{{words}}}(?:{_any_of(_TABLES['titles_behind'])})$") for words in (2, 1, 0)]
_MIDDLE = re.compile(r"[A-Z]\.?|van|von|de|da|di|del|al|bin|Mc|El|Al")
_POST_NOMINAL = re.compile(rf"(?:\s+(?:{_any_of(_TABLES['post_nominals'])}))+$")
_INITIALS = re.compile(r"^[A-Z][A-Za-z]?[A-Z]{1,3}$|^(?:MD|PhD|Ph\.D\.|M\.D\.|Jr\.?|Sr\.?)$")
_NO_NAME = re.compile(r"(?<!\w)\d|\b(?:min read|comment|kommentar|views|shares|updated|published)\b|\s(?:sagt|schreibt)$", re.IGNORECASE)
_FULL_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:\s+[\w.'’-]+){1,4}$|[\u3040-\u9fff\uac00-\ud7af]{2,6}$")
_IN_BRACKETS = re.compile(r"\s*[(\[（]([^)\]）]{2,60})[)\]）]\s*$")
_META_AUTHORS: list[str] = _PLACES["author_metas"]
_VISIBLE = ", ".join(_PLACES["visible_bylines"])
_MAX_NAME = 70  # a longer "name" is a sentence
_MAX_LINE = 1000  # of a byline, in characters
_MAX_AUTHORS = 20


def is_organization(name: str) -> bool:
    """Whether a byline's name is an organization's by its words."""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", name.lower())
    return name.lower() in _AGENCIES or any(word in _ORGANIZATION_WORDS for word in words)


def _clean(name: str) -> str:
    name = " ".join(unescape(name).replace("\u200b", "").split()).strip(_EDGES)
    return _LEAD.sub("", name).strip(_EDGES)


def _author(name: str, *, url: str | None = None, organization: bool = False) -> Author | None:
    """One author, its affiliation split off: "Jane Doe (AFP)". None for what is no name."""
    name = _clean(name[:_MAX_LINE])
    bracket = _IN_BRACKETS.search(name)
    affiliation = bracket[1].strip() if bracket else None
    name = name[: bracket.start()].strip() if bracket else name
    if not organization:
        name = _POST_NOMINAL.sub("", _DATE_BEHIND.sub("", name)).strip(_EDGES)
        name = next((bare for role in _ROLES_BEHIND if (bare := role.sub("", name)) != name and " " in bare), name)
        name, behind = _without_outlet(name)
        affiliation = affiliation or behind
    if not name or len(name) > _MAX_NAME or "@" in name or name.lower() in _ROLES or not _LETTER.search(name) or _NO_NAME.search(name):
        return None
    return Author(name, "organization" if organization or is_organization(name) else "person", url=url, affiliation=affiliation)


def _without_outlet(name: str) -> tuple[str, str | None]:
    """A name and the outlet printed behind it without a comma ("Bob Reed Valley Times staff reporter"): two words of a person, then two or more."""
    words = name.split()
    person = 3 if len(words) > 2 and _MIDDLE.fullmatch(words[1]) else 2
    behind = words[person:]
    if " ".join(behind).lower() in _AGENCIES:
        return " ".join(words[:person]), " ".join(behind)
    if len(behind) < 2 or is_organization(" ".join([*words[:person], behind[0]])) or words[0].lower() == "the":
        return name, None
    parts = " ".join(behind).replace("-", " ")
    return (" ".join(words[:person]), " ".join(behind)) if is_organization(parts) else (name, None)


def split_byline(line: str) -> list[Author]:
    """The authors of a printed byline ("By A. Writer and B. Person, Staff Writers")."""
    line = line[:_MAX_LINE]
    if "://" in line or "www." in line:
        return []
    found: list[Author] = []
    for piece in _JOINT.split(_clean(line))[: 2 * _MAX_AUTHORS]:
        if (
            not piece
            or piece.lower() in _LEADS
            or _ROLE_AT_START.match(piece.strip())
            or (found and _INITIALS.match(piece) and piece.lower() not in _AGENCIES)
        ):
            continue
        author = _author(piece)
        if author:
            found.append(author)
    return found


def _from_linked_data(data: LinkedData) -> list[Author]:
    found: list[Author] = []
    for item in data.resolve(data.article.get("author") or data.article.get("creator") or [])[:_MAX_AUTHORS]:
        found.extend(_of_item(item, data))
    return found


def _of_item(item: Any, data: LinkedData) -> list[Author]:
    """The authors one JSON-LD author gives: an object with one name (or, wrongly, several), or a string."""
    if not isinstance(item, dict):
        return split_byline(item) if isinstance(item, str) else []
    organization = any(t.endswith("Organization") for t in types_of(item))
    address = item.get("url") or item.get("sameAs")
    address = address if isinstance(address, str) and address.startswith("http") else None
    found: list[Author] = []
    for name in data.names(item):
        if organization:
            author = _author(name, url=address, organization=True)
            found.extend([author] if author else [])
        else:
            authors = split_byline(name)
            found.extend(_author(a.name, url=address) or a if len(authors) == 1 and a.affiliation is None else a for a in authors)
    employers = data.names(item.get("affiliation") or item.get("worksFor") or [])
    if employers and len(found) == 1 and found[0].kind == "person":
        found[0] = Author(found[0].name, "person", found[0].url, found[0].affiliation or employers[0])
    return found


def _from_meta(head: Head) -> list[Author]:
    for name in _META_AUTHORS:
        found = [author for value in head.metas.get(name, ()) for author in split_byline(value)]
        if found:
            return found
    return []


def _from_text(tree: LexborHTMLParser) -> list[Author]:
    for node in tree.css(_VISIBLE)[:3]:
        line = " ".join(node.text(separator=" ").split())
        if 2 < len(line) < 2 * _MAX_NAME:
            found = split_byline(line)
            if found:
                return found
    return []


def _distinct(authors: Iterable[Author]) -> tuple[Author, ...]:
    seen: dict[str, Author] = {}
    for author in authors:
        seen.setdefault(author.name.casefold(), author)
    return tuple(seen.values())[:_MAX_AUTHORS]


def _folded(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum()).removeprefix("the")


def find_byline(tree: LexborHTMLParser, head: Head, data: LinkedData, *, own_names: Iterable[str] = ()) -> tuple[Author, ...]:
    """The page's authors, in order, each once. `own_names` are the site's and publisher's: others come before them, printed ones too."""
    declared = _distinct(_from_linked_data(data) or _from_meta(head))
    names = list(own_names)
    own = {_folded(name) for name in names}
    others = tuple(_stripped(author, names) for author in declared if _folded(author.name) not in own)
    if any(author.kind == "person" for author in others):
        return others
    visible = _from_text(tree)
    printed = [author for author in visible if author.kind == "person" and _FULL_NAME.match(author.name)]
    staff = all(any(name and name in _folded(author.name) for name in own) for author in others)  # "Guardian staff reporter"
    if others and not (printed and staff):
        return others
    return tuple(_stripped(author, names) for author in _distinct(printed)) or declared or _distinct(visible)


def _stripped(author: Author, own_names: Iterable[str]) -> Author:
    """The author without the site's own name behind theirs ("Ann Lee USA TODAY")."""
    for own in own_names:
        bare = author.name[: -len(own)].rstrip() if author.name.casefold().endswith(f" {own.casefold()}") else ""
        if " " in bare and not is_organization(bare):
            return Author(bare, "person", author.url, author.affiliation or own)
    return author
