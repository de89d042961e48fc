"""Which part is down: told by /readyz, shown by /metrics; only the edition is fatal."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from credibility_db.migrations import upgrade
from server.app import create_app
from server.config import Config
from server.curators import Curators
from server.heartbeat import Heartbeat, write_heartbeat
from tests.server.served import free_port


@pytest.fixture
def editions(golden_editions: Path, tmp_path: Path) -> Path:
    """The golden editions in a folder of the test's own, for heartbeats."""
    folder = tmp_path / "editions"
    folder.mkdir()
    for path in golden_editions.iterdir():
        (folder / path.name).symlink_to(path)
    return folder


def ask(config: Config) -> tuple[int, dict[str, Any], str]:
    client = create_app(config).test_client()
    ready = client.get("/readyz")
    return ready.status_code, ready.get_json(), client.get("/metrics").get_data(as_text=True)


def prepared(tmp_path: Path) -> str:
    door = Curators(f"sqlite:///{tmp_path / 'curators.db'}")
    upgrade(door.engine)
    door.close()
    return f"sqlite:///{tmp_path / 'curators.db'}"


def test_all_is_well(editions: Path, tmp_path: Path) -> None:
    write_heartbeat(editions, Heartbeat(at=time.time(), state="following"))
    status, told, shown = ask(Config(editions=editions, database_url=prepared(tmp_path)))
    assert (status, told["status"], told["degraded"]) == (200, "ready", [])
    assert {name: part["status"] for name, part in told["parts"].items()} == dict.fromkeys(("edition", "cache", "curators", "worker"), "up")
    assert told["parts"]["edition"]["id"] in shown
    for part in told["parts"]:
        assert f'sidenote_part_up{{part="{part}"}} 1.0' in shown
    assert "sidenote_edition_age_seconds" in shown


def test_lost_parts_degrade_and_are_named(editions: Path) -> None:
    lost = Config(editions=editions, database_url="postgresql://nobody@127.0.0.1:1/none", redis_url=f"redis://127.0.0.1:{free_port()}/0")
    client = create_app(lost).test_client()
    assert client.post("/v1/annotations", json={"text": "A text without anybody in it."}).status_code == 200  # finds Redis lost
    ready = client.get("/readyz")
    told = ready.get_json()
    assert (ready.status_code, told["status"], told["degraded"]) == (200, "ready", ["cache", "curators", "worker"])
    shown = client.get("/metrics").get_data(as_text=True)
    assert 'sidenote_part_up{part="edition"} 1.0' in shown
    assert 'sidenote_part_up{part="curators"} 0.0' in shown


@pytest.mark.parametrize(
    ("said", "up"),
    [
        (Heartbeat(at=0.0, state="following"), False),
        (Heartbeat(at=4e9, state="following"), True),
        (Heartbeat(at=4e9, state="failing", problem="EditionError"), False),
    ],
)
def test_a_worker_that_is_silent_or_fails_is_down(editions: Path, tmp_path: Path, said: Heartbeat, up: bool) -> None:
    write_heartbeat(editions, said)
    _status, told, _shown = ask(Config(editions=editions, database_url=prepared(tmp_path)))
    assert told["parts"]["worker"]["status"] == ("up" if up else "down")
    assert told["parts"]["worker"]["state"] == said.state
    assert told["parts"]["worker"].get("problem") == said.problem


def test_without_an_edition_nothing_is_ready(tmp_path: Path) -> None:
    status, told, shown = ask(Config(editions=tmp_path / "none", database_url=prepared(tmp_path)))
    assert (status, told["status"]) == (503, "not ready")
    assert told["parts"]["edition"] == {"status": "down", "problem": "no-edition"}
    assert 'sidenote_part_up{part="edition"} 0.0' in shown
    assert "sidenote_edition_info" not in shown


def test_a_database_that_hangs_is_down_and_asked_once(tmp_path: Path) -> None:
    hanging = threading.Event()
    asked: list[int] = []

    class Hanging(Curators):
        @contextmanager
        def reading(self) -> Iterator[Connection]:
            asked.append(1)
            hanging.wait(20)
            with super().reading() as connection:
                yield connection

    door = Hanging(f"sqlite:///{tmp_path / 'curators.db'}")
    assert [door.answers(seconds=0.01) for _ in range(5)] == [False] * 5
    assert len(asked) == 1
    hanging.set()
    door._probe.join(20)  # type: ignore[union-attr]
    assert door.answers(seconds=20)
    door.close()
