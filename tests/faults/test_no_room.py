"""No room on the disk, by a limit on the size of files. Expected: batches are refused and leave nothing, publishing waits, annotations go on."""

from __future__ import annotations

import json
import resource
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from credibility_db.curation import LoadOptions, load_records
from credibility_db.edition import current_edition_id
from credibility_db.models import open_database
from credibility_db.queries import read_records
from server.heartbeat import read_heartbeat
from tests.nodes import Node, Program, until

pytestmark = pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="limits of running processes can be set on Linux alone")
TEXT = {"text": "“The plan is sound,” said Mara Ellison, a senior fellow at the Institute for Strait Studies."}
ROOM = 20_000


def limit(processes: list[int], most: int) -> None:
    """Let no file of these processes grow beyond so many bytes."""
    for process in processes:
        resource.prlimit(process, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


@pytest.fixture
def environment(golden_editions: Path, tmp_path: Path) -> dict[str, str]:
    made = {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'curators.db'}",
        "SIDENOTE_EDITIONS": str(tmp_path / "editions"),
        "SIDENOTE_SPOOL": str(tmp_path / "spool"),
        "SIDENOTE_LIMITS": "no",
    }
    shutil.copytree(golden_editions, tmp_path / "editions")
    shutil.copy(golden_editions.parent / "curators.db", tmp_path)
    return made


@pytest.fixture
def node(tmp_path: Path, environment: dict[str, str]) -> Iterator[Node]:
    made = Node(tmp_path, environment=environment)
    made.start()
    until(made.ready, 60)
    yield made
    made.kill()


def test_batches_are_refused_and_annotations_go_on(node: Node, tmp_path: Path) -> None:
    headers = {"Content-Type": "application/x-ndjson"}
    lines = b"".join(json.dumps(TEXT | {"id": number, "text": TEXT["text"] * 100}).encode() + b"\n" for number in range(20))
    limit(node.children(), ROOM)
    status, problem = node.ask("/v1/batches", lines, headers=headers)
    assert (status, problem["type"], problem["retry_after"]) == (507, "/problems/storage-full", 60)
    assert [path for path in (tmp_path / "spool").iterdir() if path.is_dir()] == []
    assert node.ask("/v1/annotations", TEXT)[0] == 200
    limit(node.children(), resource.RLIM_INFINITY)
    assert node.ask("/v1/batches", lines, headers=headers)[0] == 202


def test_publishing_waits_and_goes_on_when_there_is_room(tmp_path: Path, environment: dict[str, str]) -> None:
    worker = Program(tmp_path, "worker", "--jobs", "1", environment=environment, name="worker")
    editions = tmp_path / "editions"
    before = current_edition_id(editions)
    worker.start()
    try:
        until(lambda: (said := read_heartbeat(editions)) and said.state == "following", 60, what="the publisher's sign of life")
        limit(worker.children(), ROOM)
        engine = open_database(environment["DATABASE_URL"])
        with engine.begin() as connection:
            (record,) = read_records(connection, ["mara-ellison"])
            load_records(connection, [replace(record, description="Changed.")], LoadOptions(who="tests", why="a test"))
        engine.dispose()
        until(lambda: (said := read_heartbeat(editions)) and said.failures > 0, 30, what="a failure")
        assert current_edition_id(editions) == before
        limit(worker.children(), resource.RLIM_INFINITY)
        until(lambda: current_edition_id(editions) != before, 30, what="the new edition")
        until(lambda: (said := read_heartbeat(editions)) and (said.state, said.problem) == ("following", None), 30, what="the end of the trouble")
    finally:
        worker.kill()
