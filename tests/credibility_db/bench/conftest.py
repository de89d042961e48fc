"""What the benchmarks measure: an edition of 25,000 entities and 60,000 statements, and name indexes of ten thousand and a million names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from credibility_db.curation import load_records
from credibility_db.edition import publish_edition
from credibility_db.edition.name_index import NameIndex, write_name_index
from credibility_db.edition.name_table import Bearer
from credibility_db.migrations import upgrade
from credibility_db.models import open_database
from credibility_db.records import CitationRecord, EntityRecord, StatementRecord
from tests.credibility_db.conftest import OPTIONS
from tests.credibility_db.synthetic import made_up_names, made_up_records

ENTITIES, STATEMENTS, DEPTH = 25_000, 60_000, 6
_CITED = (CitationRecord("https://a.example/x", "T", "P", "2026-11-01", "press"),)


def chain(depth: int) -> list[EntityRecord]:
    """An outlet with `depth` owners, one above the other."""
    records = []
    for number in range(depth + 1):
        own, above = f"chain-{number}", f"chain-{number + 1}"
        step = StatementRecord(f"{own}.owned_by.{above}", own, "owned_by", above, share=60.0, valid_from="2013-05", citations=_CITED)
        kind = "organization" if number else "outlet"
        records.append(EntityRecord(own, kind, "company", f"Chain Link {number}", statements=(step,) if number < depth else ()))
    return records


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one published edition."""
    folder = tmp_path_factory.mktemp("bench")
    engine = open_database(f"sqlite:///{folder / 'x.db'}")
    upgrade(engine)
    with engine.begin() as connection:
        load_records(connection, [*made_up_records(ENTITIES, STATEMENTS), *chain(DEPTH)], OPTIONS)
    publish_edition(engine, folder / "editions")
    engine.dispose()
    return folder / "editions"


@dataclass(frozen=True, slots=True)
class Indexed:
    """A name index with the names in it and its folder."""

    folder: Path
    names: list[str]
    index: NameIndex


def _indexed(folder: Path, count: int) -> Indexed:
    names = made_up_names(count)
    write_name_index((Bearer(f"entity-{number}", "person", ((name, False),)) for number, name in enumerate(names)), folder)
    return Indexed(folder, names, NameIndex(folder))


@pytest.fixture(scope="session")
def ten_thousand(tmp_path_factory: pytest.TempPathFactory) -> Indexed:
    """An index of 10,000 names."""
    return _indexed(tmp_path_factory.mktemp("names"), 10_000)


@pytest.fixture(scope="session")
def a_million(tmp_path_factory: pytest.TempPathFactory) -> Indexed:
    """An index of 1,000,000 names, 8 % of them Cyrillic and 7 % Han."""
    return _indexed(tmp_path_factory.mktemp("names"), 1_000_000)
