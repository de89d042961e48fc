"""Annotations over HTTP: the form of the answer, caching, what is fetched and what is not."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from flask.testing import FlaskClient

from server.api.documentation.openapi import describe
from server.app import create_app
from server.config import Config
from tests.sites import HTML, Answer, SiteHandler, served

CASE = Path(__file__).parents[2] / "golden" / "cases" / "dateline-and-group" / "text.txt"
ARTICLE = """<!doctype html><html lang="en"><head><title>Port plan</title><meta property="article:published_time" content="2024-03-05"></head>
<body><article><h1>Port plan</h1>
<p>The plan to open the ports was met with doubt on Tuesday by those who have to pay for it, and with praise by those who do not.</p>
<p>“They are drawn together by their debts,” said Mara Ellison, a senior fellow at the Institute for Strait Studies.</p></article></body></html>"""


PATHS = {
    "/picture": (200, "image/png", b"\x89PNG\r\n\x1a\n" + bytes(100)),
    "/large": (200, "text/html", b"<p>" + b"A long page. " * 20_000),
    "/bytes": (200, "text/html", bytes(range(1, 32)) * 400),
    "/shell": (200, "text/html", b"<!doctype html><html><body><div id=app></div><script>start()</script></body></html>"),
    "/slow": (200, "text/html", ARTICLE.encode()),
}
"""Pages that cannot be answered, each for a reason of its own."""


class Site(SiteHandler):
    """A site with one article; counts what is asked of it."""

    asked: list[str]

    def answer(self) -> Answer:
        self.asked.append(self.path)
        if self.path == "/slow":
            time.sleep(2.5)
        if self.path.startswith("/article"):
            return 200, HTML, ARTICLE.encode()
        return PATHS.get(self.path.partition("?")[0], (404, "text/plain", b"nothing"))


@pytest.fixture
def site() -> Iterator[tuple[str, list[str]]]:
    """Address of a site on loopback, and the paths asked of it."""
    asked: list[str] = []
    with served(Site, asked=asked) as port:
        yield f"127.0.0.1:{port}", asked


@pytest.fixture
def fetching_client(golden_editions: Path, site: tuple[str, list[str]]) -> FlaskClient:
    """A client of an app that may fetch from the site."""
    return create_app(Config(editions=golden_editions, fetch_allow=(site[0],))).test_client()


def schema_of_answers(client: FlaskClient) -> dict[str, object]:
    description = describe(client.application)
    return {"$ref": "#/components/schemas/AnnotationPage", "components": description["components"]}


def test_a_text_is_answered_in_the_documented_form(client: FlaskClient) -> None:
    text = CASE.read_text()
    response = client.post("/v1/annotations?ignored-by-post=1", json={"text": text, "published": "2024-03-03"})
    assert response.status_code == 200
    answer = response.get_json()
    jsonschema.validate(answer, schema_of_answers(client), cls=jsonschema.Draft202012Validator)
    assert answer["page"]["origin"] == "submitted"
    assert "text" not in answer["page"]
    for item in answer["items"]:
        quote, position = item["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]


def test_the_text_comes_along_when_asked_for(client: FlaskClient) -> None:
    answer = client.post("/v1/annotations", json={"html": ARTICLE, "include": "text"}).get_json()
    assert answer["page"]["text"].startswith("The plan to open the ports")
    assert answer["attributions"][0]["source"]["entity"] == "mara-ellison"


def test_a_page_is_fetched_once_and_answered_by_get_with_validators(fetching_client: FlaskClient, site: tuple[str, list[str]]) -> None:
    address, asked = site
    url = f"http://{address}/article?utm_source=feed"
    first = fetching_client.get("/v1/annotations", query_string={"url": url})
    assert first.status_code == 200, first.get_json()
    assert first.get_json()["page"]["origin"] == "fetched"
    assert first.headers["Cache-Control"] == "public, max-age=300"
    known = {"If-None-Match": first.headers["ETag"]}
    again = fetching_client.get("/v1/annotations", query_string={"url": f"http://{address}/article"}, headers=known)
    assert again.status_code == 304
    assert [path for path in asked if path.startswith("/article")] == ["/article?utm_source=feed"]


def test_a_missing_page_is_told_and_not_asked_for_again(fetching_client: FlaskClient, site: tuple[str, list[str]]) -> None:
    address, asked = site
    for _ in range(3):
        response = fetching_client.post("/v1/annotations", json={"url": f"http://{address}/gone"})
        assert response.get_json()["type"] == "/problems/upstream-status"
        assert response.get_json()["upstream_status"] == 404
    assert asked.count("/gone") == 1


@pytest.mark.parametrize(
    ("path", "problem", "status"),
    [
        ("/picture", "not-html", 415),
        ("/large", "page-too-large", 413),
        ("/bytes", "undecodable", 422),
        ("/shell", "needs-content", 422),
        ("/slow", "fetch-timeout", 422),
        ("/gone", "upstream-status", 422),
    ],
)
def test_a_page_that_cannot_be_had_or_read_gets_its_problem(
    golden_editions: Path, site: tuple[str, list[str]], path: str, problem: str, status: int
) -> None:
    config = Config(editions=golden_editions, fetch_allow=(site[0],), fetch_bytes=100_000, fetch_seconds=1.5)
    response = create_app(config).test_client().post("/v1/annotations", json={"url": f"http://{site[0]}{path}"})
    assert (response.get_json()["type"], response.status_code) == (f"/problems/{problem}", status)
    assert "Traceback" not in response.get_data(as_text=True)


def test_submitted_html_is_not_fetched(fetching_client: FlaskClient, site: tuple[str, list[str]]) -> None:
    address, asked = site
    answer = fetching_client.post("/v1/annotations", json={"url": f"http://{address}/article", "html": ARTICLE}).get_json()
    assert answer["page"]["url"] == f"http://{address}/article"
    assert asked == []


def test_a_page_in_an_unread_language_gets_its_outlet_and_no_attributions(client: FlaskClient) -> None:
    words = "Serikali ilisema jana kwamba bandari zote za pwani zitafunguliwa kwa meli za nchi jirani, na wengi walisema kwamba mpango huo ni mzuri."
    html = f'<html lang="sw"><body><article><p>{words}</p><p>{words}</p></article></body></html>'
    answer = client.post("/v1/annotations", json={"url": "https://www.beaconcourier.example/a", "html": html, "language": "sw"}).get_json()
    assert (answer["outlet"]["entity"], answer["attributions"], answer["page"]["language_read"]) == ("the-beacon-courier", [], False)


def test_no_address_of_a_page_reaches_the_logs(fetching_client: FlaskClient, site: tuple[str, list[str]], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    fetching_client.get("/v1/annotations", query_string={"url": f"http://{site[0]}/article/of-a-secret-topic"})
    fetching_client.post("/v1/annotations", json={"url": f"http://{site[0]}/gone/of-a-secret-topic"})
    assert any(record.name == "server.access" for record in caplog.records)
    said = " ".join(f"{record.getMessage()} {vars(record)}" for record in caplog.records if record.name.startswith("server"))
    assert "secret-topic" not in said
    assert site[0] not in said.replace(f"pages be fetched from {site[0]}", "")
