"""`/v1/batches` from the request to the results, with a worker in the test's own hands."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from credibility_db.curation.api_keys import NewApiKey, create_api_key
from credibility_db.migrations import upgrade
from server.api.annotations.response import AnnotationPageSchema
from server.api.batches.schemas import BatchSchema
from server.app import create_app
from server.config import Config
from server.services import EXTENSION_KEY
from server.worker import make_chunk_worker

TEXT = "“The plan is sound,” said Mara Ellison, a senior fellow at the Institute for Strait Studies."
NDJSON = {"Content-Type": "application/x-ndjson"}


@pytest.fixture
def config(golden_editions: Path, tmp_path: Path) -> Config:
    return Config(
        editions=golden_editions,
        database_url=f"sqlite:///{tmp_path / 'curators.db'}",
        spool=tmp_path / "spool",
        open_batch_items=5,
        batch_items=50,
        request_bytes=10_000,
        batch_bytes=100_000,
    )


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    made = create_app(config)
    curators = made.extensions[EXTENSION_KEY].curators
    upgrade(curators.engine)
    yield made
    curators.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def work(config: Config) -> None:
    worker = make_chunk_worker(config)
    while worker.step(threading.Event()):
        pass


def body(*items: dict[str, Any]) -> bytes:
    return b"".join(json.dumps(item).encode() + b"\n" for item in items)


def results(client: FlaskClient, path: str, **options: Any) -> list[dict[str, Any]]:
    answer = client.get(path, **options)
    assert (answer.status_code, answer.content_type) == (200, "application/x-ndjson")
    return [json.loads(line) for line in answer.get_data().splitlines()]


def test_a_batch_is_taken_done_and_read(client: FlaskClient, config: Config) -> None:
    sent = body({"id": "a", "text": TEXT, "published": "2024-03-03"}, {"id": "b", "text": " "}) + b"not json\n"
    taken = client.post("/v1/batches", data=sent, headers=NDJSON)
    batch = taken.get_json()
    assert (taken.status_code, batch["state"], batch["items"], batch["pending"]) == (202, "waiting", 3, 3)
    assert results(client, batch["results"]) == []
    work(config)
    told = client.get(f"/v1/batches/{batch['id']}").get_json()
    assert BatchSchema().validate(told) == {}
    assert (told["state"], told["succeeded"], told["failed"], told["pending"]) == ("done", 1, 2, 0)
    first, second, third = results(client, batch["results"])
    assert (first.pop("line"), first["id"]) == (1, "a")
    assert AnnotationPageSchema().validate(first) == {}
    assert first["attributions"][0]["source"]["entity"] == "mara-ellison"
    assert (second["line"], second["id"], second["error"]["type"]) == (2, "b", "empty-text")
    assert (third["line"], third["id"], third["error"]["type"]) == (3, None, "not-json")
    again = client.post(f"/v1/batches/{batch['id']}/retry")
    assert (again.status_code, again.get_json()["state"]) == (202, "running")
    assert client.post(f"/v1/batches/{batch['id']}/cancel").get_json()["state"] == "cancelled"
    assert client.delete(f"/v1/batches/{batch['id']}").status_code == 204
    gone = client.get(batch["results"])
    assert (gone.status_code, gone.get_json()["type"]) == (404, "/problems/not-found")


@pytest.mark.parametrize(
    ("sent", "headers", "status", "kind"),
    [
        (b"", NDJSON, 400, "no-body"),
        (b"\n\n", NDJSON, 400, "no-body"),
        (body({"text": TEXT}), {"Content-Type": "application/json"}, 415, "unsupported-media-type"),
        (body(*[{"text": TEXT}] * 6), NDJSON, 413, "request-too-large"),
        (b"x" * 200_000, NDJSON, 413, "request-too-large"),
    ],
)
def test_what_is_not_a_batch_is_told(client: FlaskClient, config: Config, sent: bytes, headers: dict[str, str], status: int, kind: str) -> None:
    answer = client.post("/v1/batches", data=sent, headers=headers)
    assert (answer.status_code, answer.get_json()["type"]) == (status, f"/problems/{kind}")
    assert not config.spool.exists() or [path for path in config.spool.iterdir() if path.is_dir()] == []


def test_a_key_brings_more_lines_and_keeps_its_batches_to_itself(app: Flask, client: FlaskClient) -> None:
    headers = []
    with app.extensions[EXTENSION_KEY].curators.writing() as connection:
        for scopes in (("batches",), ("batches",), ("read",)):
            made = create_api_key(connection, NewApiKey("Gazette", scopes, days=1))
            headers.append({"Authorization": f"Bearer {made.secret}"})
    sent = body(*[{"text": TEXT}] * 6)
    taken = client.post("/v1/batches", data=sent, headers=NDJSON | headers[0])
    assert taken.status_code == 202
    path = f"/v1/batches/{taken.get_json()['id']}"
    assert client.get(path, headers=headers[0]).status_code == 200
    assert client.get(path, headers=headers[1]).status_code == 404
    assert client.get(path).status_code == 404
    assert client.get(path, headers=headers[2]).get_json()["type"] == "/problems/forbidden"


def test_batches_may_be_closed_to_those_without_a_key(config: Config) -> None:
    closed = create_app(Config(editions=config.editions, spool=config.spool, open_batches=False)).test_client()
    answer = closed.post("/v1/batches", data=body({"text": TEXT}), headers=NDJSON)
    assert (answer.status_code, answer.get_json()["type"]) == (401, "/problems/unauthorized")
