"""Every wrong request gets its own problem type, in words, without a traceback."""

from __future__ import annotations

import io

import pytest
from flask.testing import FlaskClient

JSON = "application/json"
TABLE: list[tuple[str, dict[str, object], str, int]] = [
    ("no body", {"data": b"", "content_type": JSON}, "no-body", 400),
    ("only white space", {"data": b"  \n", "content_type": JSON}, "no-body", 400),
    ("not JSON", {"data": b"{url:", "content_type": JSON}, "not-json", 400),
    ("wrong media type", {"data": b"url=x", "content_type": "application/x-www-form-urlencoded"}, "unsupported-media-type", 415),
    ("not a number", {"data": b'{"text": NaN}', "content_type": JSON}, "not-json", 400),
    ("a number without end", {"data": b'{"text": 1e999}', "content_type": JSON}, "not-json", 400),
    ("half a character", {"data": b'{"text": "\\ud800"}', "content_type": JSON}, "not-json", 400),
    ("nested without end", {"data": b"[" * 100_000, "content_type": JSON}, "not-json", 400),
    ("nested and closed", {"data": b'{"text": ' * 2_000 + b"1" + b"}" * 2_000, "content_type": JSON}, "not-json", 400),
    ("not an object", {"json": ["https://example.com/"]}, "wrong-type", 422),
    ("wrong type", {"json": {"url": 5}}, "wrong-type", 422),
    ("wrong date", {"json": {"text": "A text.", "published": "May 25"}}, "wrong-type", 422),
    ("unknown member", {"json": {"url": "https://example.com/", "colour": "red"}}, "unknown-member", 422),
    ("neither page nor address", {"json": {"published": "2023-05-25"}}, "invalid-request", 422),
    ("html and text", {"json": {"html": "<p>A</p>", "text": "A"}}, "invalid-request", 422),
    ("empty text", {"json": {"text": "  \n "}}, "empty-text", 422),
    ("empty page", {"json": {"html": "<html><body><script>app()</script></body></html>"}}, "needs-content", 422),
    ("a text of 5 MB", {"json": {"text": "A word. " * 625_000}}, "text-too-large", 413),
    ("a body of 9 MB", {"data": b'{"text": "' + b"x" * 9_000_000 + b'"}', "content_type": JSON}, "request-too-large", 413),
    ("unsupported language", {"json": {"text": "Habari za leo.", "language": "sw"}}, "unsupported-language", 422),
    ("no language at all", {"json": {"text": "A text.", "language": "english please"}}, "wrong-type", 422),
    ("not an address", {"json": {"url": "not an address"}}, "invalid-url", 422),
    ("another scheme", {"json": {"url": "ftp://example.com/"}}, "invalid-url", 422),
    ("refused address", {"json": {"url": "http://127.0.0.1/"}}, "address-refused", 403),
    ("unresolvable host", {"json": {"url": "http://no-such-host.example.com/"}}, "host-not-found", 422),
]


@pytest.mark.parametrize(("what", "call", "problem", "status"), TABLE, ids=[row[0] for row in TABLE])
def test_a_wrong_request_gets_its_problem(client: FlaskClient, what: str, call: dict[str, object], problem: str, status: int) -> None:
    response = client.post("/v1/annotations", **call)  # type: ignore[arg-type]
    assert response.content_type == "application/problem+json"
    body = response.get_json()
    assert (body["type"], response.status_code, body["status"]) == (f"/problems/{problem}", status, status)
    assert body["detail"]
    assert "Traceback" not in response.get_data(as_text=True)


def test_a_wrong_member_is_named(client: FlaskClient) -> None:
    body = client.post("/v1/annotations", json={"url": "https://example.com/", "colour": "red"}).get_json()
    assert body["errors"] == {"colour": ["Unknown field."]}


@pytest.mark.parametrize("query", ["", "?url=https://a.example/&url=https://b.example/", "?url=https://a.example/&page=2"])
def test_get_checks_its_query(client: FlaskClient, query: str) -> None:
    response = client.get("/v1/annotations" + query)
    assert response.status_code == 422


def test_an_unknown_address_and_a_wrong_method_are_problems(client: FlaskClient) -> None:
    assert client.get("/v1/nothing").get_json()["type"] == "/problems/not-found"
    wrong = client.delete("/v1/annotations")
    assert wrong.get_json()["type"] == "/problems/method-not-allowed"
    assert "POST" in wrong.headers["Allow"]


def test_a_problem_type_answers_with_a_description(client: FlaskClient) -> None:
    page = client.get("/problems/needs-content")
    assert page.status_code == 200
    assert "The page has no article text" in page.get_data(as_text=True)


def test_a_body_of_untold_length_ends_at_the_limit(client: FlaskClient) -> None:
    sent = io.BytesIO(b'{"text": "' + b"x" * 9_000_000 + b'"}')
    answer = client.post("/v1/annotations", input_stream=sent, content_type=JSON, environ_overrides={"wsgi.input_terminated": True})
    assert (answer.status_code, answer.get_json()["type"]) == (413, "/problems/request-too-large")
    assert sent.tell() < 9_000_000
