"""`/v1/bundle`: encodings, validators, signatures, deltas between editions."""

from __future__ import annotations

import base64
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import brotli
import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from flask import Flask
from flask.testing import FlaskClient

from credibility_db.edition import open_edition
from credibility_db.edition.bundle_delta import apply_delta
from credibility_db.edition.outlet_bundle import outlet_bundle
from server.app import create_app
from server.bundles import create_bundle_key
from server.config import Config

ROOT = Path(__file__).parents[3]


@pytest.fixture
def folder(golden_editions: Path, tmp_path: Path) -> Path:
    """A database and editions of one's own, with a signing key."""
    shutil.copytree(golden_editions.parent, tmp_path / "own")
    create_bundle_key(tmp_path / "own" / "key.pem")
    return tmp_path / "own"


@pytest.fixture
def app(folder: Path) -> Flask:
    """The app on them."""
    return create_app(Config(editions=folder / "editions", bundle_key=folder / "key.pem"))


def checked(body: bytes, key: dict[str, str], old: bytes = b"") -> bytes:
    """The bundle's text of an answer, its digest and signature verified."""
    first, _, rest = body.partition(b"\n")
    envelope = orjson.loads(first)
    text = apply_delta(old, rest) if "from" in envelope else rest
    assert hashlib.sha256(text).hexdigest() == envelope["sha256"]
    Ed25519PublicKey.from_public_bytes(base64.b64decode(key["public_key"])).verify(base64.b64decode(envelope["signature"]), text)
    assert envelope["key"] == key["fingerprint"]
    return text


@pytest.mark.parametrize(
    ("accepted", "encoding", "decode"),
    [("br, gzip", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("gzip, deflate;q=0.5", "gzip", gzip.decompress), ("", None, bytes)],
)
def test_every_encoding_holds_the_same_signed_text(client: FlaskClient, folder: Path, accepted: str, encoding: str | None, decode: object) -> None:
    answer = client.get("/v1/bundle", headers={"Accept-Encoding": accepted})
    assert (answer.status_code, answer.headers.get("Content-Encoding"), answer.content_type) == (200, encoding, "application/x-ndjson")
    assert "Accept-Encoding" in answer.headers["Vary"]
    text = checked(decode(answer.data), client.get("/v1/bundle/key").get_json())  # type: ignore[operator]
    assert text == outlet_bundle(open_edition(folder / "editions"))


def test_an_unchanged_bundle_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/v1/bundle", headers={"Accept-Encoding": "br"})
    tag = first.headers["ETag"]
    assert not tag.startswith("W/")
    assert first.headers["Cache-Control"] == "public, max-age=300"
    for address in ("/v1/bundle", f"/v1/bundle?from={tag[1:30]}"):
        again = client.get(address, headers={"Accept-Encoding": "br", "If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")
    assert client.get("/v1/bundle", headers={"Accept-Encoding": "gzip", "If-None-Match": tag}).status_code == 200


def test_a_later_edition_is_sent_as_a_delta_while_the_older_is_kept(app: Flask, folder: Path) -> None:
    client = app.test_client()
    key = client.get("/v1/bundle/key").get_json()
    old = checked(client.get("/v1/bundle").data, key)
    known = orjson.loads(old.partition(b"\n")[0])["edition"]
    publish_changed(folder)
    later = create_app(Config(editions=folder / "editions", bundle_key=folder / "key.pem")).test_client()
    delta = later.get(f"/v1/bundle?from={known}").data
    whole = later.get("/v1/bundle").data
    assert checked(delta, key, old) == checked(whole, key) == outlet_bundle(open_edition(folder / "editions"))
    assert orjson.loads(delta.partition(b"\n")[0])["from"] == known
    assert len(delta) < len(whole) / 2
    unknown = later.get("/v1/bundle?from=20200101T000000Z-000000000000").data
    assert unknown == whole


def publish_changed(folder: Path) -> None:
    """Publish a second edition: one more outlet."""
    record = folder / "more" / "the-new-gazette.yaml"
    record.parent.mkdir()
    record.write_text(
        "id: the-new-gazette\nkind: outlet\nname: The New Gazette\ncategory: newspaper\ncountry: US\ndescription: A paper made up.\nlayer: curated\n"
        "hosts: [{host: new-gazette.example}]\ncitations:\n  a: {url: 'https://new-gazette.example/about', title: About, publisher: The New Gazette, "
        "accessed: '2026-11-23', kind: self-declaration}\nstatements:\n- {predicate: owned_by, object: {text: A family}, citations: [a]}\n"
    )
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{folder / 'curators.db'}", "SIDENOTE_EDITIONS": str(folder / "editions")}
    for command in (["load", str(record)], ["publish"]):
        done = subprocess.run([sys.executable, "-m", "credibility_db", *command], cwd=ROOT, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def test_a_bundle_is_made_once_for_all_processes(app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = app.test_client().get("/v1/bundle").data
    monkeypatch.setattr("server.bundles.shelf.outlet_bundle", lambda _edition: pytest.fail("made again"))
    other = create_app(Config(editions=folder / "editions", bundle_key=folder / "key.pem"))
    assert other.test_client().get("/v1/bundle").data == first


def test_where_nothing_can_be_kept_the_bundle_is_served_all_the_same(app: Flask, folder: Path) -> None:
    (folder / "editions" / ".bundles").write_text("in the way")
    assert app.test_client().get("/v1/bundle").status_code == 200


def test_without_a_key_it_says_so(golden_editions: Path, tmp_path: Path) -> None:
    client = create_app(Config(editions=golden_editions, bundle_key=tmp_path / "none.pem")).test_client()
    for path in ("/v1/bundle", "/v1/bundle/key"):
        answer = client.get(path)
        assert (answer.status_code, answer.get_json()["type"]) == (404, "/problems/bundle-key-missing")


@pytest.mark.parametrize("since", ["", "yesterday", "../../etc/passwd", "20261128T112101Z-69316f2b86e"])
def test_from_must_be_an_edition(client: FlaskClient, since: str) -> None:
    assert client.get("/v1/bundle", query_string={"from": since}).status_code == 422
