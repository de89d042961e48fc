"""API keys in the database: what is kept of a secret, who may get which key, and that a use is noted once an hour."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import Engine, text

from credibility_db.curation.api_keys import NewApiKey, create_api_key, is_secret_of, note_use, prefix_of, revoke_api_key
from credibility_db.errors import ApiKeyRefused
from credibility_db.queries import api_key_of, api_keys

GAZETTE = NewApiKey("The Example Gazette", ["read", "batches", "read"], 30)


def test_a_secret_is_shown_once_and_only_its_digest_is_kept(engine: Engine) -> None:
    with engine.begin() as connection:
        issued = create_api_key(connection, GAZETTE)
        row = api_key_of(connection, issued.prefix)
    assert row is not None
    assert re.fullmatch(r"sn_[a-z0-9]{8}_[A-Za-z0-9]{43}", issued.secret)
    assert prefix_of(issued.secret) == issued.prefix
    assert issued.secret.split("_")[2] not in str(tuple(row))
    assert is_secret_of(issued.secret, row.digest)
    assert not is_secret_of(issued.secret[:-1] + "!", row.digest)
    assert (row.holder, row.scopes, row.last_used, row.revoked) == ("The Example Gazette", "batches read", None, None)
    assert row.created < row.expires == issued.expires


def test_two_keys_share_nothing(engine: Engine) -> None:
    with engine.begin() as connection:
        first, second = create_api_key(connection, GAZETTE), create_api_key(connection, GAZETTE)
        assert {key.id for key in api_keys(connection)} == {first.id, second.id}
    assert first.prefix != second.prefix
    assert first.secret.split("_")[2] != second.secret.split("_")[2]


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        (NewApiKey("A paper", ["write"], 30), "not write"),
        (NewApiKey("A paper", [], 30), "give one"),
        (NewApiKey("A paper", ["read"], 0), "days"),
        (NewApiKey("A paper", ["read"], 100_000), "days"),
        (NewApiKey("  ", ["read"], 30), "holder"),
        (NewApiKey("A" * 121, ["read"], 30), "holder"),
        (NewApiKey("A paper", ["review"], 30), "account"),
        (NewApiKey("A paper", ["admin"], 30), "account"),
    ],
)
def test_a_key_out_of_bounds_is_refused_in_words(engine: Engine, wanted: NewApiKey, why: str) -> None:
    with engine.begin() as connection, pytest.raises(ApiKeyRefused, match=why):
        create_api_key(connection, wanted)


def test_a_key_is_revoked_once(engine: Engine) -> None:
    with engine.begin() as connection:
        issued = create_api_key(connection, GAZETTE)
        revoke_api_key(connection, issued.prefix)
        row = api_key_of(connection, issued.prefix)
        assert row is not None
        assert row.revoked
        with pytest.raises(ApiKeyRefused, match="was revoked"):
            revoke_api_key(connection, issued.prefix)
        with pytest.raises(ApiKeyRefused, match="no key"):
            revoke_api_key(connection, "nothing1")


def test_a_use_is_noted_once_an_hour(engine: Engine) -> None:
    with engine.begin() as connection:
        prefix = create_api_key(connection, GAZETTE).prefix
        note_use(connection, prefix)
        first = connection.scalar(text("SELECT last_used FROM api_key"))
        note_use(connection, prefix)
        assert connection.scalar(text("SELECT last_used FROM api_key")) == first
        connection.execute(text("UPDATE api_key SET last_used = '2020-01-01T00:00:00.000000Z'"))
        note_use(connection, prefix)
        assert connection.scalar(text("SELECT last_used FROM api_key")) >= first


RANDOM = "a" * 43


WRONG_FORMS = [
    *("", "sn_", "sn_abcdefgh", "sn_abcdefgh_short"),
    *(f"sk_abcdefgh_{RANDOM}", f"sn_ABCDEFGH_{RANDOM}", f"sn_abcdefgh_{RANDOM}a", "sn_abcdefgh_" + "ä" * 43),
]


@pytest.mark.parametrize("secret", WRONG_FORMS)
def test_what_has_not_the_form_of_a_secret_has_no_prefix(secret: str) -> None:
    assert prefix_of(secret) is None
