"""The readers of other datasets by the name that the command line gives them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from credibility_db.errors import RecordError
from credibility_db.exchange.ads_txt import ads_txt_reader
from credibility_db.exchange.declarations import DeclarationsReader, DeclaredFile, declared_files
from credibility_db.exchange.follow_the_money import Collection, FollowTheMoneyReader
from credibility_db.exchange.linked_data import linked_data_reader
from credibility_db.exchange.ror import RorReader
from credibility_db.exchange.table import table_reader
from credibility_db.exchange.trust_txt import trust_txt_reader
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
    host: str | None = None


def _follow_the_money(path: Path, options: ReaderOptions) -> Reader:
    given = {field.name: value for field in fields(Collection) if (value := getattr(options, field.name)) is not None}
    return FollowTheMoneyReader(path, as_of=options.as_of, collection=Collection(**given))


def _table(path: Path, options: ReaderOptions) -> Reader:
    if options.mapping is None:
        raise RecordError("a table is read by a mapping file: --mapping FILE", source=str(path))
    return table_reader(path, options.mapping)


def _declared(name: str, reader: Callable[[tuple[DeclaredFile, ...]], DeclarationsReader]) -> Callable[[Path, ReaderOptions], Reader]:
    def opened(path: Path, options: ReaderOptions) -> Reader:
        return reader(declared_files(path, name=name, accessed=options.as_of, host=options.host, url=options.url))

    return opened


FOLDERS = frozenset({"trust-txt", "ads-txt", "schema-org"})
"""Forms whose path may be a folder: files of several sites, read together."""
READERS: Mapping[str, Callable[[Path, ReaderOptions], Reader]] = {
    "wikidata": lambda path, options: WikidataReader(path, as_of=options.as_of),
    "ror": lambda path, options: RorReader(path, as_of=options.as_of),
    "ftm": _follow_the_money,
    "table": _table,
    "trust-txt": _declared("trust.txt", trust_txt_reader),
    "ads-txt": _declared("ads.txt", ads_txt_reader),
    "schema-org": _declared("index.html", linked_data_reader),
}
