"""Handing out, revoking and noting the use of API keys, inside the caller's transaction.

A secret is `sn_<prefix>_<43 random letters and digits>`: 256 bits from the system's generator. That is why its plain SHA-256 is kept: slow hashes
protect passwords that somebody can guess, and here there is nothing to guess, while every request pays for the hash.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import string
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, insert, or_, update

from credibility_db.errors import ApiKeyRefused
from credibility_db.models import ApiKey
from credibility_db.queries import api_key_of

SCOPES = {
    "read": "read the API, with the limits of a known client",
    "batches": "hand in batches and fetch their results",
    "propose": "propose changes to records",
    "review": "decide on proposals",
    "admin": "everything a key can do",
}
MOST_DAYS = 3_650
_PREFIX_LENGTH, _RANDOM_LENGTH = 8, 43
_SECRET = re.compile(rf"sn_([a-z0-9]{{{_PREFIX_LENGTH}}})_[A-Za-z0-9]{{{_RANDOM_LENGTH}}}")


@dataclass(frozen=True, slots=True)
class NewApiKey:
    """What a key shall be. `days` is its life."""

    holder: str
    scopes: Collection[str]
    days: int
    account: str | None = None


@dataclass(frozen=True, slots=True)
class IssuedApiKey:
    """A key just made. `secret` is nowhere else: whoever gets it must keep it."""

    id: str
    prefix: str
    secret: str
    expires: str


def create_api_key(connection: Connection, wanted: NewApiKey) -> IssuedApiKey:
    """Store a new key. Raises ApiKeyRefused for an unknown scope, a life out of bounds, or a reviewer's key without an account."""
    _check(wanted)
    prefix = _random(_PREFIX_LENGTH, string.ascii_lowercase + string.digits)
    secret = f"sn_{prefix}_{_random(_RANDOM_LENGTH)}"
    now = datetime.now(UTC)
    issued = IssuedApiKey("k" + secrets.token_hex(8), prefix, secret, _stamp(now + timedelta(days=wanted.days)))
    row = {"id": issued.id, "prefix": prefix, "digest": _digest(secret), "holder": wanted.holder.strip(), "account": wanted.account}
    row |= {"scopes": " ".join(sorted(set(wanted.scopes))), "created": _stamp(now), "expires": issued.expires}
    connection.execute(insert(ApiKey), row)
    return issued


def revoke_api_key(connection: Connection, prefix: str) -> None:
    """End a key's life now. Raises ApiKeyRefused where there is none or it was revoked before."""
    found = api_key_of(connection, prefix)
    if found is None:
        raise ApiKeyRefused(f"there is no key with the prefix {prefix}")
    if found.revoked is not None:
        raise ApiKeyRefused(f"the key {prefix} was revoked at {found.revoked}")
    connection.execute(update(ApiKey).where(ApiKey.prefix == prefix).values(revoked=_stamp(datetime.now(UTC))))


def note_use(connection: Connection, prefix: str) -> None:
    """Note that a key was used, unless that was noted within the last hour."""
    now = datetime.now(UTC)
    long_ago = or_(ApiKey.last_used.is_(None), ApiKey.last_used < _stamp(now - timedelta(hours=1)))
    connection.execute(update(ApiKey).where(ApiKey.prefix == prefix, long_ago).values(last_used=_stamp(now)))


def prefix_of(secret: str) -> str | None:
    """The prefix of a secret, None for what has not the form of one."""
    form = _SECRET.fullmatch(secret)
    return form and form[1]


def is_secret_of(secret: str, digest: str) -> bool:
    """Whether a secret has this digest, compared in constant time."""
    return hmac.compare_digest(_digest(secret), digest)


def _check(wanted: NewApiKey) -> None:
    unknown = sorted(set(wanted.scopes) - SCOPES.keys())
    if unknown or not wanted.scopes:
        raise ApiKeyRefused(f"scopes are {', '.join(SCOPES)}" + (f"; not {', '.join(unknown)}" if unknown else ": give one at least"))
    if not 1 <= wanted.days <= MOST_DAYS:
        raise ApiKeyRefused(f"a key lives 1 to {MOST_DAYS} days")
    if not 1 <= len(wanted.holder.strip()) <= 120:
        raise ApiKeyRefused("name the holder, in at most 120 characters")
    if {"review", "admin"} & set(wanted.scopes) and not wanted.account:
        raise ApiKeyRefused("a key that may review acts in somebody's name: give the account")


def _random(length: int, letters: str = string.ascii_letters + string.digits) -> str:
    return "".join(secrets.choice(letters) for _ in range(length))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _stamp(at: datetime) -> str:
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")
