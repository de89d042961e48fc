"""The readers of other datasets by the name that the command line gives them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from credibility_db.exchange.follow_the_money import Collection, FollowTheMoneyReader
from credibility_db.exchange.ror import RorReader
from credibility_db.exchange.wikidata import WikidataReader
from credibility_db.incoming import Reader


@dataclass(frozen=True, slots=True)
class ReaderOptions:
    """What some readers need besides the file. The members of the collection are for its citations; None leaves the reader's own."""

    as_of: str | None = None
    url: str | None = None
    mapping: Path | None = None
    title: str | None = None
    publisher: str | None = None
    licence: str | None = None
    scheme: str | None = None


def _follow_the_money(path: Path, options: ReaderOptions) -> Reader:
    given = {field.name: value for field in fields(Collection) if (value := getattr(options, field.name)) is not None}
    return FollowTheMoneyReader(path, as_of=options.as_of, collection=Collection(**given))


READERS: Mapping[str, Callable[[Path, ReaderOptions], Reader]] = {
    "wikidata": lambda path, options: WikidataReader(path, as_of=options.as_of),
    "ror": lambda path, options: RorReader(path, as_of=options.as_of),
    "ftm": _follow_the_money,
}
