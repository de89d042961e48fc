"""Bundles ready to send. An edition's bundle is made when it is first asked for, then kept: in memory, and beside the editions for other processes.

What is sent begins with a line that signs the bundle as it will be at the reader's; docs/bundle.md.
"""

from __future__ import annotations

import fcntl
import hashlib
import logging
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import brotli
import orjson

from credibility_db.edition import open_edition
from credibility_db.edition.bundle_delta import bundle_delta
from credibility_db.edition.layout import edition_ids, replace_file
from credibility_db.edition.outlet_bundle import outlet_bundle
from credibility_db.errors import EditionError
from server.bundles.signing import BundleKey

log = logging.getLogger(__name__)
KEPT = 12
"""Ready bundles and differences kept in memory: a few editions, each asked for from a few older ones; about half a megabyte each at the most."""

FOLDER = ".bundles"
ENCODINGS = ("br", "gzip", "identity")
_WINDOW = 24  # a bundle is 4 MB of like lines: the whole of it in the window saves 2 % over the default


@dataclass(frozen=True, slots=True)
class ServedBundle:
    """The bytes to send, the name of what the reader will have, and whether they change an older bundle or are a whole one."""

    body: bytes
    tag: str
    is_delta: bool


class BundleShelf:
    """The bundles of a folder of editions. Thread-safe; one process makes a bundle, the others take it from the folder."""

    def __init__(self, editions: Path, key: Path) -> None:
        self._editions = editions
        self._key_path = key
        self._lock = threading.Lock()
        self._key: BundleKey | None = None
        self._ready: dict[str, bytes] = {}

    def key(self) -> BundleKey:
        """The signing key, read once. Raises BundleKeyMissing."""
        if self._key is None:
            self._key = BundleKey.read(self._key_path)
        return self._key

    def serve(self, edition: str, *, since: str | None, encoding: str) -> ServedBundle:
        """The bundle of an edition; where `since` names an edition that is kept still, what to change in that one's. Raises BundleKeyMissing."""
        key = self.key()
        base = since if since and (since == edition or since in edition_ids(self._editions)) else None
        mark = key.fingerprint[:9].replace(" ", "")
        name = f"{edition}-{mark}-from-{base}" if base else f"{edition}-{mark}"
        tag = f"{edition}-{mark}-{encoding}"
        with self._lock:
            packed = self._ready.get(name) or self._kept(name, edition, base, key)
            self._ready.pop(name, None)
            self._ready[name] = packed
            while len(self._ready) > KEPT:
                self._ready.pop(next(iter(self._ready)))
        return ServedBundle(encoded(packed, encoding), tag, base is not None)

    def _kept(self, name: str, edition: str, base: str | None, key: BundleKey) -> bytes:
        """The bundle from the folder, made there first where it is not; only in memory where the folder cannot be written."""
        path = self._editions / FOLDER / f"{name}.br"
        try:
            path.parent.mkdir(exist_ok=True)
            with _only_maker(path.parent):
                if path.is_file():
                    return path.read_bytes()
                packed = self._made(edition, base, key)
                replace_file(path, packed)
                self._tidy(path.parent, mark=name[30:38])
                return packed
        except OSError as error:
            log.warning("a bundle cannot be kept beside the editions: %s", error.strerror)
            return self._made(edition, base, key)

    def _made(self, edition: str, base: str | None, key: BundleKey) -> bytes:
        text = outlet_bundle(open_edition(self._editions, edition))
        head = {"edition": edition, "sha256": hashlib.sha256(text).hexdigest(), "key": key.fingerprint, "signature": key.sign(text)}
        body = text
        if base:
            try:
                old = text if base == edition else outlet_bundle(open_edition(self._editions, base))
                head, body = {"from": base, **head}, bundle_delta(old, text)
            except EditionError as error:
                log.warning("no difference from edition %s can be made: %s", base, error)
        packed: bytes = brotli.compress(orjson.dumps(head) + b"\n" + body, quality=11, lgwin=_WINDOW)
        return packed

    def _tidy(self, folder: Path, mark: str) -> None:
        """Remove what another key signed and what belongs to editions that are gone."""
        known = set(edition_ids(self._editions))
        for path in folder.glob("*.br"):
            editions = {part[:29] for part in path.stem.split("-from-")}
            if path.stem[30:38] != mark or not editions <= known:
                path.unlink(missing_ok=True)


def encoded(packed: bytes, encoding: str) -> bytes:
    """Brotli bytes in another encoding."""
    if encoding == "br":
        return packed
    plain: bytes = brotli.decompress(packed)
    return plain if encoding == "identity" else _gzip(plain)


def _gzip(plain: bytes) -> bytes:
    packer = zlib.compressobj(6, wbits=31)
    return packer.compress(plain) + packer.flush()


@contextmanager
def _only_maker(folder: Path) -> Iterator[None]:
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
