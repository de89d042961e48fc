"""An entry: a byte of kind, eight of time, twelve of digest, then the value as it is served, or a failure. A hit is a slice, not a decoding."""

from __future__ import annotations

import hashlib
import struct
import time
from collections.abc import Iterator
from dataclasses import dataclass

import orjson

from server.errors import HostBusy, PageError

_HEAD = struct.Struct(">cd12s")
_VALUE, _FAILURE = b"v", b"f"


@dataclass(frozen=True, slots=True)
class Entry:
    """`fresh_until` is in seconds since the epoch: processes share entries, and the store's own expiry bounds the harm of a jumping clock."""

    raw: bytes
    failure: bool
    fresh_until: float
    digest: bytes

    @property
    def fresh(self) -> bool:
        """Whether it is served without a question."""
        return time.time() < self.fresh_until

    @property
    def serves(self) -> bool:
        """Whether it is an answer at all: a value of any age, or a failure whose time is not over."""
        return not self.failure or self.fresh

    def unwrap(self) -> bytes:
        """The value. Raises the remembered PageError, a new one each time, where the entry is a failure."""
        payload = self.raw[_HEAD.size :]
        if self.failure:
            raise _revive(payload)
        return payload


def digest_of(value: bytes) -> bytes:
    """What tells two values apart: the ETag's bytes. Taken once, when a value is kept."""
    return hashlib.blake2b(value, digest_size=12).digest()


def pack_value(value: bytes, *, fresh: float) -> bytes:
    """An entry's bytes for a value that stays fresh for so many seconds."""
    return _HEAD.pack(_VALUE, time.time() + fresh, digest_of(value)) + value


def pack_failure(error: PageError, *, seconds: float) -> bytes:
    """An entry's bytes for a failure."""
    payload = orjson.dumps({"type": error.type, "detail": error.detail, "extra": error.extra}, default=str)
    return _HEAD.pack(_FAILURE, time.time() + seconds, b"") + payload


def unpack(raw: bytes | None) -> Entry | None:
    """The entry of stored bytes; None for none, and for bytes that are not an entry (another program's, or damaged)."""
    if raw is None or len(raw) < _HEAD.size:
        return None
    kind, fresh_until, digest = _HEAD.unpack_from(raw)
    if kind not in (_VALUE, _FAILURE) or (kind == _FAILURE and not _is_failure(raw[_HEAD.size :])):
        return None
    return Entry(raw, kind == _FAILURE, fresh_until, digest)


def _is_failure(payload: bytes) -> bool:
    try:
        told = orjson.loads(payload)
    except orjson.JSONDecodeError:
        return False
    return isinstance(told, dict) and {"type", "detail", "extra"} <= told.keys() and isinstance(told["extra"], dict)


def is_remembered(error: PageError) -> bool:
    """Whether a failure is the page's, and so worth remembering; a busy host is our own doing and passes at once."""
    return not isinstance(error, HostBusy)


def _families(base: type[PageError]) -> Iterator[type[PageError]]:
    yield base
    for child in base.__subclasses__():
        yield from _families(child)


def _revive(payload: bytes) -> PageError:
    told = orjson.loads(payload)
    family = next((cls for cls in _families(PageError) if cls.type == told["type"]), PageError)
    error = family.__new__(family)
    # The common initialiser: a subclass's own would add again what `extra` already holds.
    PageError.__init__(error, told["detail"], **told["extra"])
    return error
