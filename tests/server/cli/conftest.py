"""An HTTP server on loopback that answers as a test tells it, reached by the real client under names below `.localhost`."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.sites import Answer, SiteHandler, served

Query = dict[str, list[str]]


@dataclass
class Web:
    """`answers` maps host and path to an answer, or to what makes one of the query; `asked` are the addresses asked for, robots.txt left out."""

    port: int = 0
    answers: dict[str, Answer | Callable[[Query], Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def url(self, place: str) -> str:
        """The address of a place like `paper.localhost/trust.txt`."""
        host, _, path = place.partition("/")
        return f"http://{host}:{self.port}/{path}"


class _Handler(SiteHandler):
    web: Web

    def answer(self) -> Answer:
        parts = urlsplit(self.path)
        place = (self.headers["Host"] or "").split(":")[0] + parts.path
        if parts.path != "/robots.txt":
            self.web.asked.append(place)
        answer = self.web.answers.get(place, (404, "text/html", b"nothing here"))
        return answer(parse_qs(parts.query)) if callable(answer) else answer


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """The server; every name below `.localhost` leads to it, and the settings allow just these."""
    made = Web()
    look_up = socket.getaddrinfo

    def getaddrinfo(host: Any, *arguments: Any, **named: Any) -> Any:
        name = (host.decode() if isinstance(host, bytes) else str(host)).rstrip(".")
        return look_up("127.0.0.1" if name.endswith(".localhost") and name != "gone.localhost" else host, *arguments, **named)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    names = ("wikidata", "paper", "owner", "shut", "archive", "gone")
    with served(_Handler, web=made) as made.port:
        monkeypatch.setenv("FETCH_ALLOW", ",".join(f"{name}.localhost:{made.port}" for name in names))
        yield made
