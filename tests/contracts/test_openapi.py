"""The served API held to its own description: a short pinned run of schemathesis here, the long one by `make fuzz-api`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, publish
from tests.server.served import Served, serving

HERE = Path(__file__).parent
OPTIONS = ("--checks=all", "--continue-on-failure", "--seed=1", "--phases=examples,coverage,fuzzing", "--warnings=off")
EXAMPLES = os.environ.get("SIDENOTE_FUZZ_EXAMPLES", "8")
"""Examples an operation; 200 make more than 5,000 cases."""


@pytest.fixture(scope="module")
def served(golden_editions: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, str]]:
    """The server with the golden edition, the database it came from, and no limits."""
    folder = tmp_path_factory.mktemp("served")
    publish(folder / "golden", ROOT / "tests" / "golden" / "records")
    settings = {
        "DATABASE_URL": f"sqlite:///{folder / 'golden' / 'curators.db'}",
        "SIDENOTE_BUNDLE_KEY": str(folder / "bundle-key.pem"),
        "SIDENOTE_SPOOL": str(folder / "spool"),
        "SIDENOTE_LIMITS": "no",
        "SIDENOTE_LOG_LEVEL": "WARNING",
    }
    _server("create-bundle-key", settings)
    key = _server("create-key --holder Fuzz --scope read --scope batches --scope propose", settings).strip()
    with serving(folder, golden_editions, **settings) as running:
        yield running, key


def _server(command: str, settings: dict[str, str]) -> str:
    line = [sys.executable, "-m", "server", *command.split()]
    return subprocess.run(line, cwd=ROOT, env=os.environ | settings, check=True, capture_output=True, text=True).stdout


def test_nothing_answers_otherwise_than_described(served: tuple[Served, str]) -> None:
    server, key = served
    program = str(Path(sys.executable).with_name("schemathesis"))
    command = [program, f"--config-file={HERE / 'schemathesis.toml'}", "run", f"{server.url}/openapi.json", *OPTIONS, f"--max-examples={EXAMPLES}"]
    command.append(f"--header=Authorization: Bearer {key}")
    environment = os.environ | {"SCHEMATHESIS_HOOKS": "tests.contracts.hooks", "PYTHONPATH": str(ROOT)}
    run = subprocess.run(command, cwd=server.log.parent, env=environment, capture_output=True, text=True)
    told = run.stdout + run.stderr
    assert run.returncode == 0, told[told.find("FAILURES") :][:12000] + server.log.read_text()[-2000:]
    cases = re.search(r"([\d,]+) generated", told)
    assert cases is not None, told[-2000:]
    sys.stdout.write(f"{cases[1]} cases\n")
    assert int(cases[1].replace(",", "")) >= 500
    assert "Traceback" not in server.log.read_text()
