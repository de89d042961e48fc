"""Damaged files of an edition. Expected: who runs goes on, who starts takes the newest sound edition, a worker that starts builds another."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from credibility_db.curation import LoadOptions, load_records
from credibility_db.edition import current_edition_id, edition_ids, open_edition, publish_edition
from credibility_db.models import open_database
from credibility_db.queries import read_records
from tests.nodes import Node, Program, until

TEXT = {"text": "“The plan is sound,” said Mara Ellison, a senior fellow at the Institute for Strait Studies."}


@pytest.fixture
def folder(golden_editions: Path, tmp_path: Path) -> Path:
    """A database and two editions of it, the newer with another description."""
    shutil.copytree(golden_editions, tmp_path / "editions")
    shutil.copy(golden_editions.parent / "curators.db", tmp_path)
    engine = open_database(f"sqlite:///{tmp_path / 'curators.db'}")
    with engine.begin() as connection:
        (record,) = read_records(connection, ["mara-ellison"])
        load_records(connection, [replace(record, description="Newer.")], LoadOptions(who="tests", why="a test"))
    publish_edition(engine, tmp_path / "editions")
    engine.dispose()
    return tmp_path


def damage(folder: Path, file: str) -> None:
    """What a bad disk does: other bytes of the same length, under the same name."""
    path = folder / "editions" / current_edition_id(folder / "editions") / file
    spoilt = bytearray(path.read_bytes())
    spoilt[len(spoilt) // 2] ^= 0xFF
    beside = path.with_suffix(".spoilt")
    beside.write_bytes(spoilt)
    shutil.move(beside, path)


@pytest.mark.parametrize("file", ["edition.sqlite", "names.automaton", "manifest.json"])
def test_running_nodes_go_on_others_take_the_one_before_and_the_worker_builds_another(folder: Path, file: str) -> None:
    environment = {"DATABASE_URL": f"sqlite:///{folder / 'curators.db'}", "SIDENOTE_EDITIONS": str(folder / "editions"), "SIDENOTE_LIMITS": "no"}
    node = Node(folder, environment=environment)
    worker = Program(folder, "worker", "--jobs", "1", environment=environment | {"SIDENOTE_SPOOL": str(folder / "spool")}, name="worker")

    def told() -> Any:
        status, answer = node.ask("/v1/annotations", TEXT)
        assert status == 200, answer
        return answer["entities"]["mara-ellison"]["description"]

    node.start()
    try:
        until(node.ready, 60)
        assert told() == "Newer."
        if file == "manifest.json":
            (folder / "editions" / current_edition_id(folder / "editions") / file).write_text("{")
        else:
            damage(folder, file)
        assert told() == "Newer."
        node.kill()
        node.start()
        until(node.ready, 60)
        assert told() != "Newer."
        worker.start()
        until(lambda: told() == "Newer.", 60, what="the new edition")
        assert open_edition(folder / "editions").id == edition_ids(folder / "editions")[-1]
    finally:
        node.kill()
        worker.kill()
