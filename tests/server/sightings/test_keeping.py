"""Counts are kept while the database is away, bounded, stored by a thread that no request waits for."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from credibility_db.migrations import upgrade
from credibility_db.models import open_database
from credibility_db.queries import most_met
from server.app import create_app
from server.config import Config
from server.curators import Curators
from server.sightings import Seen, SightingsKeeper, keeping
from tests.server.sightings.test_noticing import answer


@pytest.fixture
def curators(tmp_path: Path) -> Any:
    url = f"sqlite:///{tmp_path / 'curators.db'}"
    engine = open_database(url)
    upgrade(engine)
    engine.dispose()
    door = Curators(url)
    yield door
    door.close()


def stored(curators: Curators) -> dict[tuple[str, str], int]:
    with curators.reading() as connection:
        return {(row.kind, row.name): row.times for row in most_met(connection, least=1, limit=10_000)}


def test_counts_are_stored_and_added_up(curators: Curators) -> None:
    keeper = SightingsKeeper(curators)
    for _ in range(2):
        for _ in range(3):
            keeper.note(answer())
        assert keeper.flush()
    assert stored(curators) == {("host", "unknown-paper.com"): 6}
    assert keeper.waiting == {}


def test_they_wait_while_the_database_is_away(tmp_path: Path, curators: Curators) -> None:
    away = SightingsKeeper(Curators("postgresql://nobody@127.0.0.1:1/none"))
    away.note(answer())
    assert not away.flush()
    away.note(answer())
    assert away.waiting == {Seen("host", "unknown-paper.com"): 2}
    empty = SightingsKeeper(Curators(f"sqlite:///{tmp_path / 'none.db'}"))  # a database without tables
    empty.note(answer())
    assert not empty.flush()
    assert len(empty.waiting) == 1


def test_no_more_names_wait_than_may(curators: Curators, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST", 3)
    keeper = SightingsKeeper(curators)
    for number in [*range(10), 0]:
        keeper.note(answer(url=f"https://paper{number}.com/"))
    assert keeper.waiting == {Seen("host", "paper0.com"): 2, Seen("host", "paper1.com"): 1, Seen("host", "paper2.com"): 1}


def test_an_answer_that_cannot_be_read_fails_nothing(curators: Curators) -> None:
    keeper = SightingsKeeper(curators)
    keeper.note({"nothing": "here"})
    assert not keeper.waiting


def test_many_threads_lose_no_count(curators: Curators) -> None:
    keeper = SightingsKeeper(curators)
    threads = [threading.Thread(target=lambda: [keeper.note(answer()) for _ in range(100)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for _ in range(5):
        keeper.flush()
    for thread in threads:
        thread.join()
    keeper.flush()
    assert stored(curators) == {("host", "unknown-paper.com"): 800}


def test_only_a_process_that_serves_stores_by_itself(curators: Curators) -> None:
    keeper = SightingsKeeper(curators, seconds=0.01)
    keeper.note(answer())
    assert not [thread for thread in threading.enumerate() if thread.name == "sightings"]
    keeper.begin()
    keeper.note(answer())
    assert [thread for thread in threading.enumerate() if thread.name == "sightings"]
    keeper.close()
    assert stored(curators) == {("host", "unknown-paper.com"): 2}
    assert not [thread for thread in threading.enumerate() if thread.name == "sightings"]


TEXT = {"text": 'Harbor dredging resumes, Ilse Brandt of the Quorndale Institute said. "It is late," she said.', "url": "https://new-paper.com/a"}


@pytest.mark.parametrize(("counted", "times"), [(True, 1), (False, 0)])
def test_a_page_is_counted_once_however_often_it_is_asked_for(golden_editions: Path, counted: bool, times: int) -> None:
    app = create_app(Config(editions=golden_editions, sightings=counted))
    for _ in range(3):
        assert app.test_client().post("/v1/annotations", json=TEXT).status_code == 200
    assert app.extensions["sidenote"].sightings.waiting.get(Seen("host", "new-paper.com"), 0) == times
