"""REDIS_URL → a client with short timeouts and no retries: one server, a Sentinel group or a cluster.

redis://host:6379/0   rediss://user:password@host/0   unix:///run/redis.sock
redis+sentinel://[user:password@]host1:26379,host2:26379/name-of-the-master[/0]
redis+cluster://[user:password@]host1:6379,host2:6379
"""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from redis import Redis, RedisCluster
from redis.backoff import NoBackoff
from redis.cluster import ClusterNode
from redis.exceptions import RedisError
from redis.retry import Retry
from redis.sentinel import Sentinel

TIMEOUT_SECONDS = 0.05
"""A GET on a local network takes 0.1–1 ms; what takes 50 is lost."""


def connect(url: str) -> Any:
    """A client. Opens no connection for one server or Sentinel; a cluster is asked for its nodes, which raises RedisError when none answers."""
    scheme, _, rest = url.partition("://")
    options: dict[str, Any] = {
        "socket_timeout": TIMEOUT_SECONDS,
        "socket_connect_timeout": TIMEOUT_SECONDS,
        "retry": Retry(NoBackoff(), 0),
    }
    if scheme == "redis+sentinel":
        hosts, path, credentials = _split(rest, default_port=26379)
        name, _, database = path.partition("/")
        if not name:
            raise RedisError("A redis+sentinel address names the master after the hosts")
        sentinel = Sentinel(hosts, sentinel_kwargs=dict(options), **options)  # type: ignore[no-untyped-call]
        return sentinel.master_for(name, db=int(database or 0), **credentials)  # type: ignore[no-untyped-call]
    if scheme == "redis+cluster":
        hosts, _, credentials = _split(rest, default_port=6379)
        nodes = [ClusterNode(host, port) for host, port in hosts]  # type: ignore[no-untyped-call]
        return RedisCluster(startup_nodes=nodes, **options, **credentials)
    return Redis.from_url(url, **options)


def _split(rest: str, *, default_port: int) -> tuple[list[tuple[str, int]], str, dict[str, Any]]:
    """Hosts with ports, path and credentials of an address with several hosts."""
    authority, _, path = rest.partition("/")
    userinfo, _, hosts = authority.rpartition("@")
    user, _, password = userinfo.partition(":")
    credentials: dict[str, Any] = {name: unquote(value) for name, value in (("username", user), ("password", password)) if value}
    pairs = []
    for entry in hosts.split(","):
        host, colon, port = entry.rpartition(":")
        pairs.append((host, int(port)) if colon else (entry, default_port))
    return pairs, path, credentials
