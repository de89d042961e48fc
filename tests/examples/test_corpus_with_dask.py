"""The example of docs/scale.md on a small folder and a cluster of two workers of this machine."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

TEXT = "“The plan is sound,” said Mara Ellison, a senior fellow at the Institute for Strait Studies."
PAGE = f"<html lang='en'><body><article>{f'<p>{TEXT}</p>' * 8}</article></body></html>".encode()
ADDRESS = "https://www.beaconcourier.example/2024/05/07/story"


def warc(*kinds: str) -> bytes:
    """A file of responses of these kinds, each compressed by itself."""
    records = []
    for number, kind in enumerate(kinds):
        content = b"HTTP/1.1 200 OK\r\nContent-Type: " + kind.encode() + b"\r\n\r\n" + PAGE
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2024-05-07T00:00:00Z\r\n"
        head += f"WARC-Target-URI: {ADDRESS}\r\n"
        head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(content)}\r\n\r\n"
        records.append(gzip.compress(head.encode() + content + b"\r\n\r\n"))
    return b"".join(records)


def test_a_folder_of_jsonl_and_warc_files(golden_editions: Path, tmp_path: Path) -> None:
    source, target = tmp_path / "pages", tmp_path / "answers"
    (source / "more").mkdir(parents=True)
    lines = [{"id": number, "text": TEXT} for number in range(20)] + [{"id": "bad", "url": ADDRESS}]
    (source / "a.jsonl").write_text("\n".join(map(json.dumps, lines)))
    (source / "more" / "b.jsonl.gz").write_bytes(gzip.compress(json.dumps({"id": "b", "html": PAGE.decode(), "url": ADDRESS}).encode()))
    (source / "c.warc.gz").write_bytes(warc("text/html", "image/png"))
    command = [
        sys.executable,
        str(ROOT / "examples" / "corpus_with_dask.py"),
        str(source),
        str(target),
        "--editions",
        str(golden_editions),
        "--workers",
        "2",
    ]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=180)
    assert run.returncode == 0, run.stderr
    answers = {path.name: [json.loads(line) for line in path.read_text().splitlines()] for path in target.iterdir()}
    assert {name: len(found) for name, found in answers.items()} == {
        "a.jsonl.answers.jsonl": 21,
        "more--b.jsonl.gz.answers.jsonl": 1,
        "c.warc.gz.answers.jsonl": 1,
    }
    for answer in [*answers["a.jsonl.answers.jsonl"][:20], answers["c.warc.gz.answers.jsonl"][0]]:
        assert answer["attributions"][0]["source"]["entity"] == "mara-ellison"
    assert answers["c.warc.gz.answers.jsonl"][0]["outlet"]["entity"] == "the-beacon-courier"
    assert answers["a.jsonl.answers.jsonl"][20]["error"]["type"] == "internal-error"
    again = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=180)
    assert "3 files, 3 of them done before" in again.stderr
