"""The headers of every answer: security headers, a policy without loopholes on every page, CORS for those who may, caps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient

from server.api.headers import extend_policy, policy_text
from server.app import create_app
from server.config import Config

PAGES = ["/", "/docs", "/problems/needs-content", "/problems/none", "/nothing", "/openapi.json", "/v1/edition", "/healthz"]
FILES = ["/ui/overlay.js", "/static/tryit.css"]
EXTENSION = "chrome-extension://abcdefghijklmnop"


@pytest.mark.parametrize("path", PAGES + FILES)
def test_every_answer_is_protected(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        headers = answer.headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers.getlist("Content-Security-Policy") == [headers["Content-Security-Policy"]]
    assert re.fullmatch(r"[0-9a-f]{32}", headers["X-Request-ID"])
    assert "Set-Cookie" not in headers


def test_an_unforeseen_failure_is_protected_too(golden_editions: Path) -> None:
    app = create_app(Config(editions=golden_editions))
    app.add_url_rule("/broken", view_func=lambda: 1 // 0)
    answer = app.test_client().get("/broken")
    assert (answer.status_code, answer.get_json()["type"]) == (500, "/problems/internal-error")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/docs", "/problems/needs-content", "/desk/sign-in"])
def test_pages_hold_nothing_the_policy_forbids(client: FlaskClient, path: str) -> None:
    page = re.sub(r'<script type="application/(ld\+)?json".*?</script>', "", client.get(path).get_data(as_text=True), flags=re.DOTALL)
    assert re.findall(r"<script(?![^>]*\ssrc=)[^>]*>\s*\S", page) == []
    assert re.findall(r"<[^>]+\s(?:style|on[a-z]+)=", page) == []
    assert "<style" not in page


def test_a_blueprint_may_have_more_and_only_there(golden_editions: Path) -> None:
    app: Flask = create_app(Config(editions=golden_editions))
    maps = Blueprint("maps", __name__)
    maps.add_url_rule("/map", view_func=lambda: "a map")
    extend_policy(maps, {"img-src": ("https://maps.example",), "frame-src": ("'self'",)})
    app.register_blueprint(maps)
    policy = app.test_client().get("/map").headers.getlist("Content-Security-Policy")
    assert len(policy) == 1
    assert "img-src 'self' data: https://maps.example;" in policy[0]
    assert policy[0].endswith("frame-src 'self'")
    assert "maps.example" not in app.test_client().get("/healthz").headers["Content-Security-Policy"]


@pytest.mark.parametrize("source", ["'unsafe-inline'", "'unsafe-eval'", "'wasm-unsafe-eval'", "*", "https:", "http:", "blob:"])
def test_a_policy_cannot_be_opened_wide(source: str) -> None:
    with pytest.raises(ValueError, match="let anything in"):
        policy_text({"script-src": (source,)})


@pytest.mark.parametrize(("address", "expected"), [("https://sidenote.example", "max-age=31536000"), ("http://127.0.0.1:8000", None)])
def test_https_is_kept_where_it_is_spoken(golden_editions: Path, address: str, expected: str | None) -> None:
    client = create_app(Config(editions=golden_editions, public_url=address)).test_client()
    assert client.get("/healthz").headers.get("Strict-Transport-Security") == expected


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        (EXTENSION, True),
        ("moz-extension://0f8fad5b-d9cb-469f-a165-70867728950e", True),
        ("https://reader.example", True),
        ("https://reader.example.evil.example", False),
        ("http://reader.example", False),
        ("https://other.example", False),
        ("null", False),
    ],
)
def test_cors_is_for_extensions_and_configured_origins(golden_editions: Path, origin: str, allowed: bool) -> None:
    client = create_app(Config(editions=golden_editions, allowed_origins=("https://reader.example",))).test_client()
    for answer in (
        client.get("/v1/edition", headers={"Origin": origin}),
        client.options("/v1/annotations", headers={"Origin": origin, "Access-Control-Request-Method": "POST"}),
        client.post("/v1/annotations", json={"colour": "red"}, headers={"Origin": origin}),
    ):
        assert answer.headers.get("Access-Control-Allow-Origin") == (origin if allowed else None)
        assert ("Authorization" in answer.headers.get("Access-Control-Allow-Headers", "")) == allowed
        assert "Origin" in answer.headers["Vary"]
        assert "Access-Control-Allow-Credentials" not in answer.headers


def test_an_id_of_a_request_is_kept_where_it_is_one(client: FlaskClient) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": "newsroom-42"}).headers["X-Request-ID"] == "newsroom-42"
    for odd in ("short", "a" * 65, "with space in it", "https://news.example/story"):
        assert client.get("/healthz", headers={"X-Request-ID": odd}).headers["X-Request-ID"] != odd


def test_a_path_without_end_is_refused(client: FlaskClient) -> None:
    for path in ("/v1/entities/" + "a" * 20_000, "/v1/entities?q=" + "a" * 20_000):
        answer = client.get(path)
        assert (answer.status_code, answer.get_json()["type"]) == (414, "/problems/url-too-long")
