"""The page of editions: what is kept, what changed, going back, and how the worker is."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from credibility_db.edition import current_edition_id, edition_ids, publish_edition
from server.config import Config
from server.editions import edition_lines
from server.heartbeat import Heartbeat, write_heartbeat
from tests.server.desk.person import Person, page_text
from tests.server.desk.test_queries import count
from tests.server.desk.test_review import decide, proposed


@pytest.fixture
def desk_config(desk_config: Config, golden_editions: Path, tmp_path: Path) -> Config:
    """With editions of its own."""
    shutil.copytree(golden_editions, tmp_path / "editions")
    return replace(desk_config, editions=tmp_path / "editions")


@pytest.fixture
def published(desk: Flask, contributor: Person, curator: Person) -> Path:
    """The folder of editions after an accepted change was published."""
    assert decide(curator, proposed(desk, contributor, object_text="a generous foundation")).status_code == 303
    folder: Path = desk.extensions["sidenote"].config.editions
    with desk.extensions["sidenote"].curators.reading() as connection:
        publish_edition(connection, folder)
    assert len(edition_ids(folder)) == 2
    return folder


def test_what_changed_in_an_edition_is_told_with_links(published: Path, contributor: Person) -> None:
    old, new = edition_ids(published)
    text = page_text(contributor.get("/desk/editions"))
    assert all(words in text for words in (old, f"{new} current", "(+1)"))
    page = contributor.get(f"/desk/editions/{new}")
    assert "added" in page_text(page)
    assert "/desk/entities/the-beacon-courier/history" in page.text
    assert "funded_by" in page_text(page)
    assert "oldest that is kept" in page_text(contributor.get(f"/desk/editions/{old}"))
    for nowhere in ("20200101T000000Z-000000000000", "..%2F..", "current"):
        assert contributor.get(f"/desk/editions/{nowhere}").status_code == 404


def test_an_admin_goes_back_with_a_reason_that_is_recorded(desk: Flask, published: Path, curator: Person, admin: Person) -> None:
    old, new = edition_ids(published)
    back = f"/desk/editions/{old}/current"
    assert "Make it the current one" not in page_text(curator.get(f"/desk/editions/{old}"))
    assert curator.post(back, {"reason": "I may not."}).status_code == 403
    assert admin.post(back, {"reason": " "}).status_code == 422
    assert current_edition_id(published) == new
    assert admin.post(back, {"reason": "A wrong owner <b>."}).status_code == 303
    assert current_edition_id(published) == old
    page = admin.get("/desk/editions")
    text = page_text(page)
    assert all(words in text for words in (f"{old} current", f"ada: to {old} from {new}", "since a roll-back", "A wrong owner <b>."))
    assert "<b>" not in page.text
    assert admin.post("/desk/editions/20200101T000000Z-000000000000/current", {"reason": "x"}).status_code == 404
    assert admin.post(f"/desk/editions/{new}/current", {"reason": "It was right."}).status_code == 303
    assert "since a roll-back" not in page_text(admin.get("/desk/editions"))


@pytest.mark.parametrize(
    ("said", "told", "warned"),
    [
        (None, "No worker has published here yet", True),
        (Heartbeat(0.0, "following"), "The worker is silent since", True),
        (Heartbeat(-1.0, "failing", problem="EditionError"), "The worker cannot publish (EditionError)", True),
        (Heartbeat(-1.0, "following"), "follows the record", False),
        (Heartbeat(-1.0, "publishing"), "publishes right now", False),
    ],
)
def test_it_warns_when_the_worker_is_down(desk: Flask, contributor: Person, said: Heartbeat | None, told: str, warned: bool) -> None:
    folder: Path = desk.extensions["sidenote"].config.editions
    if said is not None:
        write_heartbeat(folder, replace(said, at=time.time()) if said.at < 0 else said)
    page = contributor.get("/desk/editions")
    assert told in page_text(page)
    assert ("python -m server worker" in page_text(page)) is warned


def test_what_waits_to_be_published_is_counted(desk: Flask, contributor: Person, curator: Person) -> None:
    assert "1 waits" not in page_text(contributor.get("/desk/editions"))
    decide(curator, proposed(desk, contributor))
    assert "1 waits" in page_text(contributor.get("/desk/editions"))


def test_a_damaged_edition_is_said_to_be(published: Path, admin: Person) -> None:
    old, _ = edition_ids(published)
    (published / old / "manifest.json").write_text("{")
    assert [line.damaged for line in edition_lines(published)] == [False, True]
    assert "damaged" in page_text(admin.get("/desk/editions"))
    assert admin.get(f"/desk/editions/{old}").status_code == 200


def test_without_editions_the_page_opens(tmp_path: Path, desk_config: Config, contributor: Person) -> None:
    shutil.rmtree(tmp_path / "editions")
    assert "Nothing has been published yet" in page_text(contributor.get("/desk/editions"))


def test_it_asks_the_same_however_many_there_are(desk: Flask, published: Path, contributor: Person) -> None:
    _, new = edition_ids(published)
    assert count(desk, contributor, "/desk/editions") <= 5
    assert count(desk, contributor, f"/desk/editions/{new}") <= 4
