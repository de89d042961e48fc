"""Log lines: their form, and that a failure, a library or a thread tells nothing of what a reader sent."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.app import create_app
from server.config import Config
from server.observability.logs import configure_logs

MARK = "zq7-marked"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What is logged at the most talkative level."""
    root, hooks = logging.getLogger(), (sys.excepthook, threading.excepthook)
    before, level = list(root.handlers), root.level
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    configure_logs("debug")
    yield stream
    root.handlers[:], sys.excepthook, threading.excepthook = before, *hooks
    root.setLevel(level)


def lines(written: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_bug_is_logged_by_kind_and_place_without_its_words(written: io.StringIO, golden_editions: Path) -> None:
    app = create_app(Config(editions=golden_editions))

    def broken(address: str) -> str:
        try:
            raise KeyError(address)
        except KeyError as error:
            raise ValueError(f"no {address}") from error

    app.add_url_rule("/broken/<address>", view_func=broken)
    assert app.test_client().get(f"/broken/{MARK}?{MARK}").status_code == 500
    failure = next(line["failure"] for line in lines(written) if "failure" in line)
    assert [link["kind"] for link in failure] == ["builtins.ValueError", "builtins.KeyError"]  # type: ignore[attr-defined]
    assert failure[0]["where"][-1].endswith(" broken")  # type: ignore[index]
    assert MARK not in written.getvalue()


def test_a_library_is_shown_without_arguments(written: io.StringIO) -> None:
    logging.getLogger("urllib3.connectionpool").warning("Failed to parse headers (url=%s): %s", f"http://{MARK}/", MARK)
    logging.getLogger("some.library").info(f"fetched {MARK}")
    assert [line["message"] for line in lines(written)] == ["Failed to parse headers (url=%s): %s", "(a library's message, not shown)"]
    assert MARK not in written.getvalue()


def test_what_a_thread_did_not_catch_is_a_line_too(written: io.StringIO) -> None:
    def fails() -> None:
        raise RuntimeError(MARK)

    thread = threading.Thread(target=fails)
    thread.start()
    thread.join()
    (line,) = lines(written)
    assert (line["level"], line["message"]) == ("CRITICAL", "nobody caught this")
    assert MARK not in written.getvalue()


def test_members_nobody_agreed_on_are_dropped(written: io.StringIO) -> None:
    logging.getLogger("server.anything").info("so", extra={"event": "tested", "url": f"http://{MARK}/"})
    (line,) = lines(written)
    assert line.keys() == {"time", "level", "logger", "message", "event"}
