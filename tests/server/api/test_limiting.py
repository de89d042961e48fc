"""Rate limits through the API: headers of every answer, the refusal, whom a request is counted for, and what is never limited."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from credibility_db.curation.api_keys import NewApiKey, create_api_key
from credibility_db.migrations import upgrade
from server.app import create_app
from server.config import Config, ConfigError
from server.curators import Curators

TEXT = {"text": "“The plan is sound,” said Mara Ellison, a senior fellow at the Institute for Strait Studies."}


def client_with(editions: Path, **settings: object) -> FlaskClient:
    config = Config(editions=editions, limit_annotations=2, limit_reads=3, limit_writes=1, limit_key_factor=2, **settings)  # type: ignore[arg-type]
    return create_app(config).test_client()


def test_an_answer_tells_how_its_client_stands(golden_editions: Path) -> None:
    client = client_with(golden_editions)
    remaining = []
    for _ in range(3):
        answer = client.get("/v1/edition")
        assert answer.headers["RateLimit-Policy"] == '"reads";q=3;w=60'
        found = re.fullmatch(r'"reads";r=(\d+);t=(\d+)', answer.headers["RateLimit"])
        assert found is not None
        assert 1 <= int(found[2]) <= 60
        remaining.append(int(found[1]))
    assert remaining == [2, 1, 0]


def test_who_asks_too_often_is_told_when_to_come_back(golden_editions: Path) -> None:
    client = client_with(golden_editions)
    statuses = [client.post("/v1/annotations", json=TEXT).status_code for _ in range(3)]
    refused = client.post("/v1/annotations", json=TEXT)
    assert (statuses, refused.status_code) == ([200, 200, 429], 429)
    body = refused.get_json()
    assert (body["type"], body["policy"]) == ("/problems/too-many-requests", "annotations")
    assert 1 <= int(refused.headers["Retry-After"]) == body["retry_after"] <= 120
    assert refused.headers["RateLimit"] == f'"annotations";r=0;t={body["retry_after"]}'
    assert client.get("/v1/edition").status_code == 200
    assert 'sidenote_limited_total{policy="annotations"} 2.0' in client.get("/metrics").get_data(as_text=True)


def test_everything_else_counts_too_but_what_keeps_the_service_running(golden_editions: Path) -> None:
    client = client_with(golden_editions)
    for path in ("/nothing", "/docs", "/v1/entities/nobody"):
        assert "RateLimit" in client.get(path).headers
    assert client.get("/").status_code == 429
    for path in ("/healthz", "/readyz", "/metrics"):
        for _ in range(5):
            answer = client.get(path)
            assert (answer.status_code, "RateLimit" in answer.headers) == (200, False)


def test_a_key_has_more_and_is_counted_apart(golden_editions: Path, tmp_path: Path) -> None:
    door = Curators(f"sqlite:///{tmp_path / 'curators.db'}")
    upgrade(door.engine)
    with door.writing() as connection:
        secret = create_api_key(connection, NewApiKey("The Example Gazette", ["read"], 30)).secret
    client = client_with(golden_editions, database_url=f"sqlite:///{tmp_path / 'curators.db'}")
    headers = {"Authorization": f"Bearer {secret}"}
    assert [client.get("/v1/edition", headers=headers).status_code for _ in range(7)] == [200] * 6 + [429]
    assert client.get("/v1/edition", headers=headers).headers["RateLimit-Policy"] == '"reads";q=6;w=60'
    assert client.get("/v1/edition").status_code == 200
    door.close()


def test_nobody_guesses_keys_for_free(golden_editions: Path) -> None:
    client = client_with(golden_editions, database_url="sqlite://")
    statuses = [client.get("/v1/edition", headers={"Authorization": f"Bearer guess{n}"}).status_code for n in range(5)]
    assert statuses == [401, 401, 401, 429, 429]


@pytest.mark.parametrize(("proxies", "expected"), [((), [200, 200, 200, 429]), (("127.0.0.1",), [200, 200, 200, 200])])
def test_a_forwarded_address_counts_only_from_a_trusted_proxy(golden_editions: Path, proxies: tuple[str, ...], expected: list[int]) -> None:
    client = client_with(golden_editions, trusted_proxies=proxies)
    statuses = [client.get("/v1/edition", headers={"X-Forwarded-For": f"198.51.100.{n}"}).status_code for n in range(4)]
    assert statuses == expected


def test_limits_can_be_left_to_a_server_in_front(golden_editions: Path) -> None:
    client = client_with(golden_editions, limits=False)
    answers = [client.get("/v1/edition") for _ in range(9)]
    assert {answer.status_code for answer in answers} == {200}
    assert "RateLimit" not in answers[0].headers


def test_a_proxy_that_is_no_network_stops_the_start(golden_editions: Path) -> None:
    with pytest.raises(ConfigError, match="SIDENOTE_TRUSTED_PROXIES"):
        client_with(golden_editions, trusted_proxies=("nginx.example",))
