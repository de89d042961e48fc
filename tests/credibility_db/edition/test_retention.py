"""Old editions stay openable, are removed when there are many, and can be made current again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from credibility_db.curation import load_records
from credibility_db.edition import current_edition_id, edition_ids, open_edition, publish_edition, roll_back
from credibility_db.edition.layout import FILES, published_at
from credibility_db.edition.retention import prune_editions
from credibility_db.errors import EditionDamaged, NoEdition
from credibility_db.records import EntityRecord
from tests.credibility_db.conftest import OPTIONS

LATER = timedelta(hours=2)


@pytest.fixture
def folder(loaded: Engine, records: list[EntityRecord], tmp_path: Path) -> Path:
    """Four editions that differ in a description."""
    for number in range(4):
        with loaded.begin() as connection:
            load_records(connection, [replace(records[0], description=f"Description {number}.")], OPTIONS)
        publish_edition(loaded, tmp_path / "e")
    return tmp_path / "e"


def test_the_newest_stay(folder: Path, records: list[EntityRecord]) -> None:
    ids = edition_ids(folder)
    assert len(ids) == 4
    entity = open_edition(folder, ids[0]).entity(records[0].id)
    assert entity is not None
    assert entity["description"] == "Description 0."
    assert prune_editions(folder, 2, now=published_at(ids[3]) + LATER) == ids[:2]
    assert edition_ids(folder) == ids[2:]
    assert not list(folder.glob(".removed*"))


def test_none_that_was_current_within_the_hour_is_removed(folder: Path) -> None:
    ids = edition_ids(folder)
    assert prune_editions(folder, 1, now=published_at(ids[1]) + timedelta(minutes=59)) == []
    assert prune_editions(folder, 1, now=published_at(ids[1]) + timedelta(hours=1)) == ids[:1]


def test_the_current_one_is_not_removed_however_old(folder: Path) -> None:
    ids = edition_ids(folder)
    roll_back(folder, ids[0])
    assert prune_editions(folder, 1, now=published_at(ids[3]) + LATER) == ids[1:3]
    assert open_edition(folder).id == ids[0]


def test_going_back_and_publishing_again(folder: Path, loaded: Engine) -> None:
    ids = edition_ids(folder)
    assert roll_back(folder, ids[1]) == ids[3]
    assert current_edition_id(folder) == ids[1]
    again = publish_edition(loaded, folder)
    assert again.is_new
    assert again.id > ids[3]
    assert again.manifest["content_sha256"] == open_edition(folder, ids[3]).manifest["content_sha256"]


def test_going_back_to_what_is_not_whole_is_refused(folder: Path) -> None:
    ids = edition_ids(folder)
    (folder / ids[0] / FILES[0]).write_bytes(b"")
    with pytest.raises(EditionDamaged):
        roll_back(folder, ids[0])
    with pytest.raises(NoEdition):
        roll_back(folder, "../elsewhere")
    assert current_edition_id(folder) == ids[3]
