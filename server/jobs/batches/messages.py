"""The queue's messages in huey, in an SQLite file or in Redis. A module of its own, loaded at the queue's first use.

huey loads redis-py and psycopg wherever they are installed: 25 MB of every worker of the web, most of which never take a batch in.
"""

from __future__ import annotations

from pathlib import Path

import orjson
from huey import Huey, PriorityRedisHuey, SqliteHuey
from huey.api import TaskWrapper
from huey.registry import Message
from huey.serializer import Serializer

from server.cache.connecting import connect

NAME = "sidenote-batches"


class _Json(Serializer):  # type: ignore[misc]
    """Messages as JSON: huey's own pickle would run code from whatever sits in Redis (docs/adr/0005)."""

    def _serialize(self, data: Message) -> bytes:
        return orjson.dumps(list(data))

    def _deserialize(self, data: bytes) -> Message:
        return Message(*orjson.loads(data))


def open_messages(folder: Path, redis_url: str) -> TaskWrapper:
    """The task whose messages name chunks, with its storage."""
    return _open(folder, redis_url).task(name="chunk")(_chunk)


def _chunk(batch_id: str, chunk: int) -> None:
    """A message's meaning is given by who takes it (`working`), not here."""


def _open(folder: Path, redis_url: str) -> Huey:
    options = {"results": False, "serializer": _Json(), "utc": True}
    pool = getattr(connect(redis_url), "connection_pool", None) if redis_url and not redis_url.startswith("redis+cluster://") else None
    if pool is not None:
        return PriorityRedisHuey(NAME, connection_pool=pool, blocking=False, **options)
    folder.mkdir(parents=True, exist_ok=True)
    return SqliteHuey(NAME, filename=str(folder / "queue.sqlite"), fsync=False, **options)
