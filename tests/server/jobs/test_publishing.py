"""The publisher: every stored change becomes an edition, whoever is killed, whatever fails meanwhile."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from credibility_db.curation import load_records
from credibility_db.edition import current_edition_id, edition_ids, open_edition, publish, publish_edition, roll_back
from credibility_db.edition.layout import DATABASE
from credibility_db.migrations import upgrade
from credibility_db.models import open_database
from credibility_db.records import EntityRecord
from server.curators import Curators
from server.heartbeat import read_heartbeat
from server.jobs import publishing
from server.jobs.publishing import LONGEST_GATHERING, LOOK_SECONDS, Publisher
from tests.credibility_db.conftest import OPTIONS


class Clock:
    """A clock that goes on when told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Desk:
    """A publisher on a loaded database whose clock the test moves."""

    def __init__(self, engine: Engine, url: str, folder: Path, records: list[EntityRecord]) -> None:
        self.engine, self.url, self.folder, self.records = engine, url, folder, records
        self.curators = Curators(url)
        self.clock = Clock()
        self.publisher = self.another()

    def another(self) -> Publisher:
        return Publisher(self.curators, self.folder, clock=self.clock)

    def change(self, description: str) -> None:
        """Store a change, as a load or the desk does: its revision is written with it."""
        with self.engine.begin() as connection:
            load_records(connection, [replace(self.records[0], description=description)], OPTIONS)

    def look(self, times: int = 1) -> float:
        pause = 0.0
        for _ in range(times):
            pause = self.publisher.look()
            self.clock.now += pause
        return pause

    def shown(self) -> str:
        entity = open_edition(self.folder).entity(self.records[0].id)
        assert entity is not None
        return str(entity["description"])


@pytest.fixture
def desk(loaded: Engine, database_url: str, folder: Path, records: list[EntityRecord]) -> Iterator[Desk]:
    made = Desk(loaded, database_url, folder, records)
    yield made
    made.publisher.close()
    made.curators.close()


def test_what_is_stored_is_published_at_the_second_look(desk: Desk) -> None:
    assert desk.look(2) == LOOK_SECONDS
    assert desk.shown() == desk.records[0].description
    desk.change("Changed.")
    desk.look(2)
    assert desk.shown() == "Changed."
    assert desk.publisher.said.published == 2


def test_nothing_is_published_where_nothing_changed(desk: Desk) -> None:
    publish_edition(desk.engine, desk.folder)
    desk.look(5)
    assert len(edition_ids(desk.folder)) == 1
    assert desk.publisher.said.published == 0


def test_a_burst_becomes_one_edition_within_the_time_promised(desk: Desk) -> None:
    desk.look(2)
    began = desk.clock.now
    for number in range(20):
        desk.change(f"Change {number}.")
        desk.look()
        if desk.publisher.said.published == 2:
            break
    assert desk.clock.now - began <= LONGEST_GATHERING + LOOK_SECONDS
    assert desk.shown() == f"Change {number}."
    assert len(edition_ids(desk.folder)) == 2


def test_a_change_that_readers_do_not_see_is_looked_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.look(2)
    desk.change("Changed.")
    desk.change(desk.records[0].description)
    builds: list[int] = []
    monkeypatch.setattr(publishing, "publish_edition", lambda *arguments: builds.append(1) or publish_edition(*arguments))
    desk.look(5)
    assert builds == [1]
    assert len(edition_ids(desk.folder)) == 1


def test_a_roll_back_stands_until_the_next_change(desk: Desk) -> None:
    desk.look(2)
    desk.change("A mistake.")
    desk.look(2)
    roll_back(desk.folder, edition_ids(desk.folder)[0])
    desk.look(3)
    desk.publisher.close()
    desk.publisher = desk.another()
    desk.look(3)
    assert desk.shown() == desk.records[0].description
    desk.change("Put right.")
    desk.look(2)
    assert desk.shown() == "Put right."


def test_a_roll_back_stands_of_what_another_published_a_moment_ago(desk: Desk) -> None:
    desk.look(2)
    desk.change("A mistake.")
    desk.look()  # a change that may not be the last is waited with
    with desk.engine.connect() as connection:
        publish_edition(connection, desk.folder)
    assert desk.shown() == "A mistake."
    roll_back(desk.folder, edition_ids(desk.folder)[0])
    desk.look(3)
    assert desk.shown() == desk.records[0].description
    assert len(edition_ids(desk.folder)) == 2
    desk.change("Put right.")
    desk.look(2)
    assert desk.shown() == "Put right."


def test_a_failure_is_logged_counted_and_tried_again_ever_more_rarely(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    desk.look(2)
    desk.change("Changed.")
    with monkeypatch.context() as broken, caplog.at_level(logging.ERROR):

        def fail(*_: Any) -> None:
            raise OSError(28, "No space left on device")

        broken.setattr(publishing, "publish_edition", fail)
        pauses = [desk.look() for _ in range(4)]
        assert pauses == [LOOK_SECONDS, 2.0, 4.0, 8.0]
        said = read_heartbeat(desk.folder)
        assert said is not None
        assert (said.state, said.problem, said.failures, said.alive) == ("failing", "OSError", 3, True)
        assert sum("publishing failed" in message for message in caplog.messages) == 3
    desk.look()
    assert desk.shown() == "Changed."
    said = read_heartbeat(desk.folder)
    assert said is not None
    assert (said.state, said.problem) == ("following", None)


def test_of_two_publishers_one_leads_and_the_other_follows_when_it_is_gone(desk: Desk) -> None:
    desk.look(2)
    second = desk.another()
    desk.change("Changed.")
    for _ in range(3):
        second.look()
    assert second.said.published == 0
    desk.publisher.close()
    for _ in range(2):
        second.look()
    assert desk.shown() == "Changed."
    second.close()


def test_a_database_that_is_not_there_is_waited_for(folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for url, said in ((f"sqlite:///{tmp_path / 'none.db'}", "run `load` first"), ("postgresql://nobody@127.0.0.1:9/none", "cannot be reached")):
        curators = Curators(url)
        publisher = Publisher(curators, folder)
        assert [publisher.look() for _ in range(3)] == [2.0, 4.0, 4.0]
        assert sum(said in message for message in caplog.messages) == 1
        publisher.close()
        curators.close()
    assert edition_ids(folder) == []


def test_editions_of_another_database_are_not_replaced(desk: Desk, tmp_path: Path, records: list[EntityRecord]) -> None:
    desk.look(2)
    before = current_edition_id(desk.folder)
    other = open_database(f"sqlite:///{tmp_path / 'other.db'}")
    upgrade(other)
    with other.begin() as connection:
        load_records(connection, records[:5], OPTIONS)
    desk.publisher.close()
    curators = Curators(f"sqlite:///{tmp_path / 'other.db'}")
    publisher = Publisher(curators, desk.folder)
    for _ in range(4):
        publisher.look()
    assert (current_edition_id(desk.folder), publisher.said.problem) == (before, "EditionError")
    publish_edition(other, desk.folder)  # by hand: then it is meant
    publisher.look()
    assert publisher.said.problem is None
    publisher.close()
    curators.close()
    other.dispose()


def test_a_damaged_edition_is_built_anew(desk: Desk) -> None:
    desk.look(2)
    damaged = current_edition_id(desk.folder)
    file = desk.folder / damaged / DATABASE
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    desk.publisher.close()
    desk.publisher = desk.another()
    desk.look(2)
    assert current_edition_id(desk.folder) > damaged
    assert desk.shown() == desk.records[0].description


def _killed_while_swapping(url: str, folder: Path) -> None:
    """Publish, and be killed by the system when the files are built and the new edition is about to become the current one."""
    publish.replace_file = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment]
    publisher = Publisher(Curators(url), folder)
    for _ in range(3):
        publisher.look()


def test_killed_in_mid_publish_the_old_edition_stays_and_the_next_publisher_publishes(desk: Desk) -> None:
    desk.look(2)
    before = current_edition_id(desk.folder)
    desk.change("Changed.")
    desk.publisher.close()
    killed = multiprocessing.get_context("spawn").Process(target=_killed_while_swapping, args=(desk.url, desk.folder))
    killed.start()
    killed.join(60)
    assert killed.exitcode == -signal.SIGKILL
    assert current_edition_id(desk.folder) == before
    assert desk.shown() == desk.records[0].description
    desk.publisher = desk.another()
    desk.look(3)
    assert desk.shown() == "Changed."
