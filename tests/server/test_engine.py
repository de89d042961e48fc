"""The engine's version is that of the code: the same for the same files, another for any other."""

from __future__ import annotations

import shutil
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from server import engine

SERVER = Path(engine.__file__).parent


def version_of(folder: Path) -> str:
    spec = spec_from_file_location("engine_elsewhere", folder / "engine.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return str(module.engine_version())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(SERVER, tmp_path / "server", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "server"


def test_a_copy_has_the_same_version(copy: Path) -> None:
    assert version_of(copy) == engine.engine_version()


@pytest.mark.parametrize("step", ["pipeline.py", *engine.STEPS])
def test_any_change_to_a_step_makes_another(copy: Path, step: str) -> None:
    changed = copy / step if step.endswith(".py") else next(path for path in sorted((copy / step).rglob("*")) if path.is_file())
    changed.chmod(0o644)
    changed.write_bytes(changed.read_bytes() + b"\n# another\n")
    assert version_of(copy) != engine.engine_version()


def test_the_web_is_no_part_of_it(copy: Path) -> None:
    (copy / "app.py").write_text("another = True\n")
    assert version_of(copy) == engine.engine_version()
