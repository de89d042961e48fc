"""The current edition is taken up without a restart, and a damaged one never replaces a sound one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import server.knowledge
from server.errors import EditionDamaged, NoEdition
from server.knowledge import KnowledgeSource


@pytest.fixture(autouse=True)
def always_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server.knowledge, "CHECK_SECONDS", 0.0)


@pytest.fixture
def editions(golden_editions: Path, tmp_path: Path) -> Path:
    """A copy of the invented world's editions that a test may spoil."""
    copied = tmp_path / "editions"
    shutil.copytree(golden_editions, copied, symlinks=True)
    return copied


def spoil(editions: Path) -> None:
    for records in editions.glob("*/edition.sqlite"):
        records.chmod(0o644)
        held = bytearray(records.read_bytes())
        held[len(held) // 2] ^= 0xFF
        records.write_bytes(held)


def test_an_edition_answers_as_records(editions: Path) -> None:
    knowledge = KnowledgeSource(editions).current()
    ellison = knowledge.entity("mara-ellison")
    assert ellison is not None
    assert (ellison.kind, ellison.name, ellison.statements[0].citations[0].publisher) == ("person", "Mara Ellison", "Institute for Strait Studies")
    assert knowledge.entity("nobody") is None
    assert knowledge.outlet_of("www.beaconcourier.example", "/a") == "the-beacon-courier"
    assert [(match.start, match.end, match.entity) for match in knowledge.names_in("Told Mara Ellison so.")] == [(5, 17, "mara-ellison")]


def test_an_empty_folder_has_no_edition(tmp_path: Path) -> None:
    with pytest.raises(NoEdition):
        KnowledgeSource(tmp_path).current()


def test_a_damaged_edition_is_refused(editions: Path) -> None:
    spoil(editions)
    with pytest.raises(EditionDamaged):
        KnowledgeSource(editions).current()


def test_a_sound_edition_goes_on_when_a_newer_one_is_damaged(editions: Path, caplog: pytest.LogCaptureFixture) -> None:
    source = KnowledgeSource(editions)
    running = source.current()
    current = editions / "current"
    name = current.readlink() if current.is_symlink() else Path(current.read_text().strip())
    newer = editions / "29991231T235959Z-000000000000"
    shutil.copytree(editions / name.name, newer)
    manifest = (newer / "manifest.json").read_text().replace(name.name, newer.name)
    (newer / "manifest.json").chmod(0o644)
    (newer / "manifest.json").write_text(manifest)
    spoil(editions)
    if current.is_symlink():
        current.unlink()
        current.symlink_to(newer.name)
    else:
        current.write_text(newer.name + "\n")
    assert source.current() is running
    assert running.outlet_of("beaconcourier.example") == "the-beacon-courier"
    assert "cannot be opened" in caplog.text


def test_where_the_newest_is_damaged_the_one_before_answers(editions: Path, caplog: pytest.LogCaptureFixture) -> None:
    sound = (editions / "current").read_text().strip()
    newer = editions / "29991231T235959Z-000000000000"
    shutil.copytree(editions / sound, newer)
    (newer / "edition.sqlite").chmod(0o644)
    (newer / "edition.sqlite").write_bytes(b"damaged")
    (editions / "current").write_text(newer.name)
    source = KnowledgeSource(editions)
    assert source.current().edition == sound
    assert source.current().outlet_of("beaconcourier.example") == "the-beacon-courier"
    assert caplog.text.count("answers in place of the damaged one") == 1
