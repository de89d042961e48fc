"""docs/operations.md: its commands run, on an installation of their own; its queries and the dashboard's name figures that there are."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from credibility_db.models import open_database
from server.app import create_app
from server.config import Config
from tests.conftest import ROOT
from tests.credibility_db.conftest import postgres_url

__all__ = ["postgres_url"]
TEXT = (ROOT / "docs" / "operations.md").read_text()
BLOCKS = dict(re.findall(r"^```sh (\S+)\n(.*?)^```", TEXT, flags=re.MULTILINE | re.DOTALL))
RECORDS = ROOT / "tests" / "golden" / "records"


def run(script: str, folder: Path, **environment: str) -> str:
    """A block as a shell runs it, stopping at the first failure; `python` is the tests' own."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    own = {"PATH": path, "PYTHONPATH": str(ROOT), "SIDENOTE_BUNDLE_KEY": "var/bundle-key.pem"}
    done = subprocess.run(["sh", "-eu", "-c", script], cwd=folder, env=os.environ | own | environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def entities(url: str) -> int:
    engine = open_database(url)
    with engine.connect() as connection:
        found = connection.scalar(text("SELECT count(*) FROM entity"))
    engine.dispose()
    return int(found)


def test_a_backup_brings_sqlite_back(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'var' / 'sidenote.db'}"
    run(f"python -m credibility_db load {RECORDS} && python -m credibility_db publish && python -m server create-bundle-key", tmp_path)
    before = entities(url)
    run(BLOCKS["backup-sqlite"], tmp_path)
    engine = open_database(url)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE statement_citation"))
    engine.dispose()
    (tmp_path / "var" / "bundle-key.pem").unlink()
    run(BLOCKS["restore-sqlite"] + BLOCKS["restored"], tmp_path)
    assert entities(url) == before > 0
    assert (tmp_path / "var" / "bundle-key.pem").exists()
    keys = run(BLOCKS["keys"] + "python -m server list-keys\n", tmp_path)
    assert "revoked" in keys
    assert "The Example Gazette" in keys


@pytest.mark.postgres
def test_a_backup_brings_postgresql_back(tmp_path: Path, postgres_url: str) -> None:
    if shutil.which("pg_dump") is None:
        pytest.skip("pg_dump is not installed")
    url = postgres_url.replace("postgresql+psycopg", "postgresql")
    run(f"python -m credibility_db load {RECORDS}", tmp_path, DATABASE_URL=url)
    before = entities(url)
    run(BLOCKS["backup-postgres"], tmp_path, DATABASE_URL=url)
    engine = open_database(url)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE statement_citation"))
    engine.dispose()
    run(BLOCKS["restore-postgres"] + BLOCKS["restored"], tmp_path, DATABASE_URL=url)
    assert entities(url) == before > 0


def test_an_edition_is_rolled_back(tmp_path: Path) -> None:
    run(f"python -m credibility_db load {RECORDS} && python -m credibility_db publish", tmp_path)
    shutil.copytree(RECORDS, tmp_path / "records")
    changed = tmp_path / "records" / "people" / "ilan-brosk.yaml"
    changed.write_text(re.sub(r"^description: .*$", "description: A columnist of the invented world.", changed.read_text(), flags=re.MULTILINE))
    run("python -m credibility_db load records", tmp_path)
    run("python -m credibility_db publish", tmp_path)
    first, second = sorted(path.name for path in (tmp_path / "var" / "editions").iterdir() if path.is_dir() and not path.name.startswith("."))
    assert first != second
    run(BLOCKS["rollback"], tmp_path)
    app = create_app(Config(editions=tmp_path / "var" / "editions"))
    assert app.test_client().get("/v1/edition").get_json()["id"] == first


def test_every_command_is_run_here() -> None:
    assert set(BLOCKS) == {"backup-sqlite", "backup-postgres", "restore-sqlite", "restore-postgres", "restored", "rollback", "keys"}
    assert "```sh\n" not in TEXT


def test_queries_name_figures_that_there_are(golden_editions: Path) -> None:
    shown = create_app(Config(editions=golden_editions)).test_client().get("/metrics").get_data(as_text=True)
    there = {name for name in re.findall(r"^# TYPE (sidenote_[a-z_]+)", shown, flags=re.MULTILINE) if not name.endswith("_created")}
    dashboard = json.loads((ROOT / "docs" / "grafana" / "sidenote.json").read_text())
    queries = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]] + re.findall(r"`([^`]*sidenote_[^`]*)`", TEXT)
    named = {re.sub(r"_(bucket|sum|count)$", "", name) for query in queries for name in re.findall(r"sidenote_[a-z_]+", query)}
    assert named <= there
    assert there - named == set()
    assert len({panel["title"] for panel in dashboard["panels"]}) == len(dashboard["panels"])
