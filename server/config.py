"""The settings: one frozen object, read once from the environment by whoever starts the program.

docs/settings.md lists each setting; a test holds it there.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, ClassVar, TypeVar

T = TypeVar("T")


class ConfigError(ValueError):
    """A setting's value is not of its form; the message names the setting."""


def setting(name: str, default: T, about: str) -> T:
    """A dataclass field read from the environment variable `name`; its form is that of `default`."""
    metadata = {"name": name, "about": about}
    if isinstance(default, tuple):
        return field(default_factory=lambda: default, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting. Sizes are bytes, times seconds; lists are separated by commas."""

    TRUE: ClassVar[frozenset[str]] = frozenset({"1", "true", "yes", "on"})
    FALSE: ClassVar[frozenset[str]] = frozenset({"0", "false", "no", "off", ""})

    editions: Path = setting("SIDENOTE_EDITIONS", Path("var/editions"), "Folder that holds the published editions; the read path opens nothing else.")
    database_url: str = setting("DATABASE_URL", "sqlite:///var/sidenote.db", "The curators' database (SQLite or PostgreSQL). Readers never touch it.")
    bundle_key: Path = setting(
        "SIDENOTE_BUNDLE_KEY",
        Path("var/bundle-key.pem"),
        "The private key that outlet bundles are signed with; `python -m server create-bundle-key` makes one.",
    )
    redis_url: str = setting("REDIS_URL", "", "Address of the shared cache; empty: a cache in each process's memory.")
    public_url: str = setting(
        "SIDENOTE_PUBLIC_URL", "http://127.0.0.1:8000", "The address clients reach this service at; ids of annotations begin with it."
    )
    user_agent: str = setting(
        "SIDENOTE_USER_AGENT",
        "Sidenote/0.1 (reads one news page when a reader asks)",
        "What the fetcher calls itself. Name an address to complain to.",
    )
    fetch_allow: tuple[str, ...] = setting(
        "FETCH_ALLOW", (), "host:port pairs on refused networks that may be fetched all the same: for tests alone, warned about loudly."
    )
    fetch_seconds: float = setting("SIDENOTE_FETCH_SECONDS", 8.0, "Longest time for one page, redirects and robots.txt included.")
    fetch_bytes: int = setting("SIDENOTE_FETCH_BYTES", 6_000_000, "Most bytes of one page, after decompression.")
    fetch_redirects: int = setting("SIDENOTE_FETCH_REDIRECTS", 5, "Most redirects followed.")
    fetch_places: int = setting(
        "SIDENOTE_FETCHES", 12, "Pages a process fetches at once: fewer than its threads, or slow sites keep readers from kept answers."
    )
    obey_robots: bool = setting("SIDENOTE_OBEY_ROBOTS", True, "Whether robots.txt is asked and obeyed.")
    request_bytes: int = setting("SIDENOTE_REQUEST_BYTES", 8_000_000, "Most bytes of one request's body.")
    text_characters: int = setting("SIDENOTE_TEXT_CHARACTERS", 300_000, "Most characters of a text, sent or found in a page: about 50,000 words.")
    page_seconds: int = setting(
        "SIDENOTE_PAGE_SECONDS",
        3600,
        "How long a page's reading and answer are served unasked; for as long again they are served while being renewed.",
    )
    failure_seconds: int = setting("SIDENOTE_FAILURE_SECONDS", 60, "How long a page that could not be had is not asked for again.")
    memory_cache_bytes: int = setting("SIDENOTE_MEMORY_CACHE_BYTES", 4_000_000, "Size of the in-memory cache of a process, where Redis is not used.")
    allowed_origins: tuple[str, ...] = setting(
        "SIDENOTE_ALLOWED_ORIGINS", (), "Web origins that may call the API from a browser, beside browser extensions."
    )
    session_seconds: int = setting("SIDENOTE_SESSION_SECONDS", 43_200, "How long a curator stays signed in at the most.")
    session_idle_seconds: int = setting("SIDENOTE_SESSION_IDLE_SECONDS", 7_200, "After how long without a page a curator is signed out.")
    review_own: bool = setting("SIDENOTE_REVIEW_OWN", False, "Whether curators may accept their own proposals: for installations of one person.")
    sightings: bool = setting(
        "SIDENOTE_SIGHTINGS",
        True,
        "Whether hosts and names that no record has are counted, without who or where, for the desk's list of what readers miss.",
    )
    limits: bool = setting(
        "SIDENOTE_LIMITS", True, "Whether clients are held to rate limits; no where a web server in front does that, and for load tests."
    )
    limit_annotations: int = setting("SIDENOTE_LIMIT_ANNOTATIONS", 120, "Annotation requests a minute from one address.")
    limit_reads: int = setting("SIDENOTE_LIMIT_READS", 600, "Other reading requests a minute from one address.")
    limit_writes: int = setting("SIDENOTE_LIMIT_WRITES", 60, "Writing requests (batches, reports, proposals) a minute from one address.")
    limit_key_factor: int = setting(
        "SIDENOTE_LIMIT_KEY_FACTOR", 10, "How many times as much an API key may ask; it is counted apart from its address."
    )
    trusted_proxies: tuple[str, ...] = setting(
        "SIDENOTE_TRUSTED_PROXIES",
        (),
        "Addresses or networks of proxies in front, whose X-Forwarded-For tells the client's address; anybody else's is ignored.",
    )
    url_bytes: int = setting("SIDENOTE_URL_BYTES", 16_384, "Most bytes of a request's path and query.")
    metrics_folder: str = setting(
        "PROMETHEUS_MULTIPROC_DIR", "", "Folder where the processes of one server keep their figures together; `serve --workers` makes one by itself."
    )
    spool: Path = setting(
        "SIDENOTE_SPOOL", Path("var/spool"), "Folder that holds batches until their time is over; nodes that share batches share it."
    )
    batch_items: int = setting("SIDENOTE_BATCH_ITEMS", 10_000, "Most lines of a batch that comes with an API key.")
    open_batches: bool = setting("SIDENOTE_OPEN_BATCHES", True, "Whether batches are taken without an API key.")
    open_batch_items: int = setting("SIDENOTE_OPEN_BATCH_ITEMS", 100, "Most lines of a batch without an API key.")
    batch_bytes: int = setting("SIDENOTE_BATCH_BYTES", 3_000_000_000, "Most bytes of a batch.")
    batch_seconds: int = setting("SIDENOTE_BATCH_SECONDS", 172_800, "How long a batch and its results are kept from its arrival.")
    log_level: str = setting("SIDENOTE_LOG_LEVEL", "INFO", "Least level of the log lines: DEBUG, INFO, WARNING, ERROR.")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Config:
        """Read the settings; ConfigError names the first one that has not its form."""
        source = os.environ if environment is None else environment
        values: dict[str, Any] = {}
        for item in fields(cls):
            raw = source.get(item.metadata["name"])
            if raw is not None:
                default = item.default_factory() if callable(item.default_factory) else item.default
                values[item.name] = cls._parse(item.metadata["name"], raw, default)
        return cls(**values)

    @classmethod
    def _parse(cls, name: str, raw: str, default: object) -> object:
        if isinstance(default, bool):
            word = raw.strip().lower()
            if word not in cls.TRUE | cls.FALSE:
                raise ConfigError(f"{name} must be yes or no, not {raw!r}")
            return word in cls.TRUE
        if isinstance(default, tuple):
            return tuple(part.strip() for part in raw.split(",") if part.strip())
        kind = type(default)
        try:
            value = Path(raw) if isinstance(default, Path) else kind(raw)  # type: ignore[call-arg]
        except ValueError as error:
            raise ConfigError(f"{name} must be of the form of {default!r}, not {raw!r}") from error
        if isinstance(value, int | float) and value <= 0:
            raise ConfigError(f"{name} must be above 0, not {raw!r}")
        return value


def hand_down(name: str, value: str) -> None:
    """Set a variable for the processes this one will start."""
    os.environ[name] = value
