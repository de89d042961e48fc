"""The shortcut and the whole way answer alike, and only what was checked in full before takes the shortcut."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import Client as WsgiClient
from werkzeug.test import TestResponse

from server.app import create_app
from server.config import Config
from server.records.fetched import FetchedPage
from server.services import EXTENSION_KEY

TEXT = {"text": "“The plan is sound,” said Mara Ellison, a senior fellow at the Institute for Strait Studies.", "published": "2024-03-03"}
PAGE = "<html lang='en'><body><article>" + f"<p>{TEXT['text']}</p>" * 8 + "</article></body></html>"
EXTENSION = "chrome-extension://abcdefghijklmnop"
CHANGING = frozenset({"RateLimit", "X-Request-ID", "Date"})
"""Those that differ between any two answers; the date is the server's to give."""


@dataclass
class Service:
    """An app that counts how often Flask is entered, with pages that need no network."""

    app: Flask
    entered: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.app.before_request(lambda: self.entered.append("Flask"))
        self.client = WsgiClient(self.app, TestResponse)

    def ask(self, **request: Any) -> tuple[TestResponse, bool]:
        """An answer, and whether it took the shortcut."""
        self.entered.clear()
        return self.client.open("/v1/annotations", **request), not self.entered


@pytest.fixture
def service(golden_editions: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    app = create_app(Config(editions=golden_editions, allowed_origins=("https://news.example",)))
    fetcher = app.extensions[EXTENSION_KEY].pipeline.fetcher

    def fetch(url: str) -> FetchedPage:
        return FetchedPage(
            url=url, final_url=url, status=200, content_type="text/html", charset="utf-8", body=PAGE.encode(), fetched_at=None, redirects=()
        )  # type: ignore[arg-type]

    monkeypatch.setattr(type(fetcher), "fetch", lambda _, url: fetch(url))
    yield Service(app)


URL = {"query_string": {"url": "https://www.harbortelevision.example/story"}}
POSTED = {"method": "POST", "data": json.dumps(TEXT), "content_type": "application/json"}


@pytest.mark.parametrize("request_", [URL, POSTED])
@pytest.mark.parametrize("origin", [None, EXTENSION, "https://news.example", "https://other.example"])
def test_both_ways_answer_alike(service: Service, request_: dict[str, Any], origin: str | None) -> None:
    headers = {"Origin": origin} if origin else {}
    first, short = service.ask(**request_, headers=headers)
    assert not short
    again, short = service.ask(**request_, headers=headers)
    assert short
    assert (again.status_code, again.get_data()) == (first.status_code, first.get_data())
    assert {name: value for name, value in again.headers if name not in CHANGING} == {
        name: value for name, value in first.headers if name not in CHANGING
    }
    assert {"RateLimit", "X-Request-ID"}.issubset(again.headers.keys())


def test_what_the_client_has_is_not_sent_again(service: Service) -> None:
    first, _ = service.ask(**URL)
    for condition, status, short in (
        (first.headers["ETag"], 304, True),
        ('"other"', 200, True),
        ("*", 304, False),
        (f'"a", {first.headers["ETag"]}', 304, False),
    ):
        answer, took = service.ask(**URL, headers={"If-None-Match": condition})
        assert (answer.status_code, took) == (status, short)
        assert answer.headers["ETag"] == first.headers["ETag"]
        assert bool(answer.get_data()) == (status == 200)


@pytest.mark.parametrize(
    "other",
    [
        {"query_string": {"url": "https://www.harbortelevision.example/story", "include": "text"}},
        {"query_string": {"url": "https://www.harbortelevision.example/other"}},
        URL | {"headers": {"Authorization": "Basic abc"}},
        POSTED | {"data": json.dumps(TEXT | {"include": "text"})},
        POSTED | {"content_type": "application/json; charset=utf-8"},
        POSTED | {"data": json.dumps(TEXT | {"text": TEXT["text"] * 100})},
        POSTED | {"content_type": "text/plain"},
        {"query_string": {"url": "https://www.harbortelevision.example/story", "colour": "red"}},
        {"method": "DELETE"},
    ],
)
def test_anything_else_goes_the_whole_way(service: Service, other: dict[str, Any]) -> None:
    for request_ in (URL, POSTED):
        service.ask(**request_)
    answer, short = service.ask(**other)
    assert not short
    assert answer.status_code in (200, 405, 415, 422)


def test_what_failed_is_not_remembered(service: Service) -> None:
    for _ in range(2):
        answer, short = service.ask(method="POST", data='{"text": " "}', content_type="application/json")
        assert (answer.status_code, short) == (422, False)


def test_who_asks_too_often_is_refused_on_either_way(golden_editions: Path) -> None:
    service = Service(create_app(Config(editions=golden_editions, limit_annotations=5)))
    statuses = [service.ask(**POSTED)[0].status_code for _ in range(8)]
    assert statuses == [200] * 5 + [429] * 3


def test_the_shortcut_is_counted_and_logged_as_any_request(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "server.access")
    for _ in range(3):
        service.ask(**POSTED)
    lines = [(record.route, record.method, record.status) for record in caplog.records if record.name == "server.access"]  # type: ignore[attr-defined]
    assert lines == [("/v1/annotations", "POST", 200)] * 3
    text = service.client.get("/metrics").get_data(as_text=True)
    assert 'sidenote_requests_total{method="POST",route="/v1/annotations",status="200"} 3.0' in text
    assert 'sidenote_cache_events_total{event="hit"} 2.0' in text
