"""Fixtures every test may use."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from server.heartbeat import FILE as HEARTBEAT

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of shared corpora: SIDENOTE_SHARED, or `../shared` beside the checkout; skips where there is none."""
    folder = Path(os.environ.get("SIDENOTE_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the shared corpora are not here (set SIDENOTE_SHARED to their folder)")
    return folder


@pytest.fixture(scope="session")
def session_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this test run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def bundled_editions(session_dir: Path) -> Path:
    """A folder of editions with the bundled database, loaded and published by its own command line."""
    return publish(session_dir / "bundled")


@pytest.fixture(scope="session")
def golden_editions(session_dir: Path) -> Iterator[Path]:
    """A folder of editions with the invented world of tests/golden. All tests share it: whoever runs a worker on it runs it on a copy."""
    folder = publish(session_dir / "golden", ROOT / "tests" / "golden" / "records")
    yield folder
    assert not (folder / HEARTBEAT).exists(), "a test ran a worker on the editions that all tests share"


def publish(folder: Path, *records: Path) -> Path:
    """Load records (the bundled ones by default) into SQLite in `folder` and publish them there; once, whoever comes first."""
    folder.mkdir(exist_ok=True)
    editions = folder / "editions"
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{folder / 'curators.db'}", "SIDENOTE_EDITIONS": str(editions)}
    with FileLock(folder / "lock"):
        if not (folder / "done").exists():
            for command in (["load", *map(str, records)], ["publish"]):
                run = subprocess.run([sys.executable, "-m", "credibility_db", *command], cwd=ROOT, env=environment, capture_output=True, text=True)
                assert run.returncode == 0, run.stdout + run.stderr
            (folder / "done").touch()
    return editions
