"""Many at the desk at once, on both databases, and a server that is killed at any moment: nothing acknowledged is lost, nothing is half done.

The short forms always run. `make soak-desk` runs the long ones: SIDENOTE_SOAK_SECONDS (60) with 50 contributors and 5 curators, SIDENOTE_KILLS (100).
"""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from credibility_db.curation import verify_history
from credibility_db.curation.proposing import target_json
from credibility_db.queries import read_records, revisions
from tests.credibility_db.conftest import database_url, postgres_url
from tests.faults.desk.crew import Person, Told, together
from tests.faults.desk.serving import Served, seeded

__all__ = ["database_url", "postgres_url"]

SECONDS = float(os.environ.get("SIDENOTE_SOAK_SECONDS", "4"))
CONTRIBUTORS, CURATORS = (50, 5) if "SIDENOTE_SOAK_SECONDS" in os.environ else (8, 3)
KILLS = int(os.environ.get("SIDENOTE_KILLS", "4"))


@pytest.fixture
def desk(database_url: str, golden_editions: Path, tmp_path: Path) -> Iterator[tuple[Served, Engine]]:
    """A server that is not started yet, and its database."""
    engine = seeded(database_url)
    served = Served(database_url, golden_editions, tmp_path / "log")
    yield served, engine
    served.kill(signal.SIGTERM)
    engine.dispose()


def crew(served: Served, engine: Engine, end: threading.Event, contributors: int, curators: int) -> list[Person]:
    """People who are about to begin."""
    roles = ["contributor"] * contributors + ["curator"] * curators
    return [Person(engine, f"{role}-{number}", role, url=served.url, end=end) for number, role in enumerate(roles)]


def hold_together(engine: Engine, told: Told) -> None:
    """What was acknowledged is there, each acceptance is one revision, each revision goes on from the one before, the record is what they come to."""
    with engine.connect() as connection:
        verify_history(connection)
        status = {row.id: row for row in connection.execute(text("SELECT id, status, target FROM proposal"))}
        accepted = list(connection.execute(text("SELECT proposal, revision FROM review WHERE decision = 'accept'")))
        log = {row.seq: row for row in revisions(connection)}
        records = {record.id: record for record in read_records(connection)}
    assert told.proposed <= status.keys(), "a proposal that was acknowledged is gone"
    assert {key for key, row in status.items() if row.status == "accepted"} == {row.proposal for row in accepted}
    assert max(Counter(row.proposal for row in accepted).values(), default=0) <= 1
    assert told.accepted <= {row.proposal for row in accepted}, "an acceptance that was acknowledged is gone"
    assert all(log[row.revision].target == status[row.proposal].target for row in accepted)
    assert len({row.revision for row in accepted}) == len(accepted) == len(log) - len(records), "a revision without its acceptance"
    newest: dict[str, str | None] = {}
    for row in log.values():
        assert row.before == newest.get(row.target), f"revision {row.seq} overwrites what it did not see"
        newest[row.target] = row.after
    for target, after in newest.items():
        subject = target.partition(".")[0]
        assert target_json(records[subject], "entity" if target == subject else "statement", target) == after


def test_many_work_at_once(desk: tuple[Served, Engine]) -> None:
    served, engine = desk
    served.start()
    end = threading.Event()
    people = crew(served, engine, end, CONTRIBUTORS, CURATORS)
    for person in people:
        person.start()
    time.sleep(SECONDS)
    end.set()
    for person in people:
        person.join(timeout=90)
    told = together(people)
    print(f"{engine.dialect.name}: {len(told.proposed)} proposed, {len(told.accepted)} accepted, answers {dict(told.answers)}")  # noqa: T201
    assert told.answers.keys() <= {200, 303, 422}, told.answers
    assert len(told.proposed) > CONTRIBUTORS
    assert told.accepted
    hold_together(engine, told)


def test_a_server_killed_at_any_moment_loses_nothing_acknowledged(desk: tuple[Served, Engine]) -> None:
    served, engine = desk
    chance, end = random.Random(7), threading.Event()
    served.start()
    people = crew(served, engine, end, 4, 2)
    for person in people:
        person.start()
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.1, 0.6))
        served.kill()
        with engine.connect() as connection:
            verify_history(connection)
        served.start()
    time.sleep(0.5)
    end.set()
    for person in people:
        person.join(timeout=90)
    told = together(people)
    print(f"{engine.dialect.name}: {KILLS} kills, {len(told.proposed)} proposed, {len(told.accepted)} accepted")  # noqa: T201
    assert told.accepted
    hold_together(engine, told)
