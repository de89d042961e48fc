"""The policies: what is limited and how far. A policy's name is what clients see in `RateLimit-Policy`."""

from __future__ import annotations

from dataclasses import dataclass

from server.config import Config

WINDOW_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Policy:
    """`quota` requests in a window for an address, `key_quota` for an API key."""

    name: str
    quota: int
    key_quota: int


def policies(config: Config) -> dict[str, Policy]:
    """The policies of the settings by name: annotations, reads, writes."""
    quotas = {"annotations": config.limit_annotations, "reads": config.limit_reads, "writes": config.limit_writes}
    return {name: Policy(name, quota, quota * config.limit_key_factor) for name, quota in quotas.items()}
