"""API keys at the door: what each kind of key gets from an open endpoint and from one that asks for a scope."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from credibility_db.curation.api_keys import NewApiKey, create_api_key, revoke_api_key
from credibility_db.migrations import upgrade
from server.api.clients import client as asking_client
from server.api.clients import require_scope
from server.app import create_app
from server.config import Config
from server.curators import Curators


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Secrets by what they are, and the database's address."""
    url = f"sqlite:///{tmp_path_factory.mktemp('keys') / 'curators.db'}"
    door = Curators(url)
    upgrade(door.engine)
    with door.writing() as connection:
        scopes = ("read", "batches", "admin", "propose")
        made = {scope: create_api_key(connection, NewApiKey("The Example Gazette", [scope], 30, "ada")) for scope in scopes}
        revoke_api_key(connection, made["propose"].prefix)
    door.close()
    secrets = {scope: issued.secret for scope, issued in made.items()}
    return {**secrets, "revoked": secrets.pop("propose"), "unknown": "sn_abcdefgh_" + "a" * 43, "malformed": "sn_?", "database": url}


@pytest.fixture(scope="module")
def guarded(golden_editions: Path, keys: dict[str, str]) -> Iterator[Flask]:
    """The app with an endpoint that asks for the scope `batches`."""
    app = create_app(Config(editions=golden_editions, database_url=keys["database"]))

    @app.get("/guarded")
    @require_scope("batches")
    def view() -> dict[str, str | None]:
        asking = asking_client()
        return {"holder": asking.holder, "account": asking.account}

    yield app


TABLE = [
    # key, open endpoint, guarded endpoint
    ("none", 200, ("unauthorized", 401)),
    ("basic", 200, ("unauthorized", 401)),
    ("read", 200, ("forbidden", 403)),
    ("batches", 200, (None, 200)),
    ("admin", 200, (None, 200)),
    ("revoked", 401, ("key-revoked", 401)),
    ("unknown", 401, ("unauthorized", 401)),
    ("malformed", 401, ("unauthorized", 401)),
]


@pytest.mark.parametrize(("key", "open_status", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_each_key_gets_what_it_may(guarded: Flask, keys: dict[str, str], key: str, open_status: int, expected: tuple[str | None, int]) -> None:
    headers = {"none": {}, "basic": {"Authorization": "Basic YWRhOmFkYQ=="}}.get(key)
    if headers is None:
        headers = {"Authorization": f"Bearer {keys[key]}"}
    client = guarded.test_client()
    assert client.get("/v1/edition", headers=headers).status_code == open_status
    answer = client.get("/guarded", headers=headers)
    problem, status = expected
    assert answer.status_code == status
    if problem is None:
        assert answer.get_json() == {"holder": "The Example Gazette", "account": "ada"}
        return
    assert answer.get_json()["type"] == f"/problems/{problem}"
    challenge = answer.headers["WWW-Authenticate"]
    assert challenge.startswith('Bearer realm="sidenote"')
    assert ("insufficient_scope" in challenge) == (problem == "forbidden")
    assert keys.get(key, "no secret") not in answer.get_data(as_text=True)


def test_what_keeps_the_service_running_looks_at_no_key(guarded: Flask) -> None:
    client: FlaskClient = guarded.test_client()
    for path in ("/healthz", "/readyz", "/metrics", "/openapi.json"):
        assert client.get(path, headers={"Authorization": "Bearer nonsense"}).status_code == 200


def test_without_the_curators_database_reading_goes_on_and_scopes_wait(golden_editions: Path, keys: dict[str, str]) -> None:
    app = create_app(Config(editions=golden_editions, database_url="postgresql://nobody@127.0.0.1:1/none"))
    app.add_url_rule("/guarded", view_func=require_scope("batches")(lambda: "never"))
    headers = {"Authorization": f"Bearer {keys['batches']}"}
    client = app.test_client()
    assert client.get("/v1/edition", headers=headers).status_code == 200
    refused = client.get("/guarded", headers=headers)
    assert (refused.status_code, refused.get_json()["type"]) == (503, "/problems/database-unavailable")
    assert refused.headers["Retry-After"] == "5"
