"""The command line: one page, one address, a corpus; errors that tell and exit codes that mean something."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.cli import main

CASES = Path(__file__).parents[2] / "golden" / "cases"
TEXT = CASES / "dateline-and-group" / "text.txt"
PAGE = CASES / "archived-wire-copy" / "page.html"


@pytest.fixture
def editions(golden_editions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIDENOTE_EDITIONS", str(golden_editions))


def run(*arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["annotate", *arguments], input=given)


@pytest.mark.usefixtures("editions")
def test_a_text_file_is_annotated_as_it_stands() -> None:
    done = run(str(TEXT), "--published", "2024-03-03", "--include", "text")
    answer = json.loads(done.stdout)
    assert done.exit_code == 0
    assert answer["page"]["text"] == TEXT.read_text()
    assert answer["outlet"]["entity"] == "harbor-television"


@pytest.mark.usefixtures("editions")
def test_a_saved_page_is_annotated_under_its_address() -> None:
    done = run(str(PAGE), "--url", "https://www.beaconcourier.example/2024/05/07/two-more-ports")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["outlet"]["entity"] == "the-beacon-courier"


@pytest.mark.usefixtures("editions")
def test_a_corpus_gets_a_line_an_item_and_errors_lose_nothing(tmp_path: Path) -> None:
    lines = [
        {"id": "text", "text": TEXT.read_text(), "published": "2024-03-03"},
        {"id": 7, "html": PAGE.read_text(), "url": "https://www.beaconcourier.example/a"},
        {"id": "empty", "text": " "},
        {"id": "unknown", "text": "A text.", "colour": "red"},
        {"id": "both", "text": "A text.", "html": "<p>A text.</p>"},
    ]
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join([*map(json.dumps, lines), "not json", "[1]", ""]))
    done = run("--jsonl", str(source), "--out", str(target))
    answers = [json.loads(line) for line in target.read_text().splitlines()]
    assert done.exit_code == 1
    assert "5 of the pages could not be answered" in done.stderr
    assert [(answer["id"], answer.get("error", {}).get("type")) for answer in answers] == [
        ("text", None),
        (7, None),
        ("empty", "empty-text"),
        ("unknown", "unknown-member"),
        ("both", "invalid-request"),
        (None, "not-json"),
        (None, "wrong-type"),
    ]
    assert answers[0]["outlet"]["entity"] == "harbor-television"


@pytest.mark.usefixtures("editions")
def test_a_corpus_may_come_and_go_by_pipe() -> None:
    done = run("--jsonl", "-", given=b'{"id": 1, "text": "A text without anybody in it."}\n')
    assert (done.exit_code, json.loads(done.stdout)["attributions"]) == (0, [])


@pytest.mark.usefixtures("editions")
@pytest.mark.parametrize("arguments", [(), (str(TEXT), "--jsonl", str(TEXT)), ("no-such-file.html",), (str(TEXT), "--colour", "red")])
def test_a_wrong_call_is_explained(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert "Usage:" in done.stderr


@pytest.mark.usefixtures("editions")
def test_a_text_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"\xff\xfe\x00")
    done = run(str(broken))
    assert (done.exit_code, "is not UTF-8 text" in done.stderr) == (1, True)


def test_without_an_edition_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIDENOTE_EDITIONS", str(tmp_path))
    done = run(str(TEXT))
    assert done.exit_code == 1
    assert "python -m credibility_db publish" in done.stderr


@pytest.mark.usefixtures("editions")
def test_several_processes_keep_the_order_and_an_interrupted_run_is_gone_on_with(tmp_path: Path) -> None:
    lines = [json.dumps({"id": number, "text": f"“{number},” said Mara Ellison."} if number % 7 else {"id": number}) for number in range(80)]
    source, target, whole = tmp_path / "in.jsonl", tmp_path / "out.jsonl", tmp_path / "whole.jsonl"
    source.write_text("\n\n".join(lines))
    done = run("--jsonl", str(source), "--out", str(whole), "--jobs", "2")
    assert done.exit_code == 1, done.output
    answers = [json.loads(line) for line in whole.read_text().splitlines()]
    assert [(answer["line"], answer["id"]) for answer in answers] == [(1 + 2 * number, number) for number in range(80)]
    assert [answer["id"] for answer in answers if "error" in answer] == list(range(0, 80, 7))
    target.write_bytes(b"".join(whole.read_bytes().splitlines(keepends=True)[:50]) + b'{"line": 101, "cut sho')
    run("--jsonl", str(source), "--out", str(target), "--jobs", "1", "--resume")
    assert target.read_bytes() == whole.read_bytes()
