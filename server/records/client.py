"""Who sent a request, as far as an API key tells."""

from __future__ import annotations

from dataclasses import dataclass

ADMIN = "admin"
"""The scope that holds every other."""


@dataclass(frozen=True, slots=True)
class Client:
    """The bearer of an API key, or anybody.

    `id` and `prefix` are the key's, None for those who sent none. `account` is the desk account in whose name the key acts. `verified` is False
    for a key that could not be looked up because the curators' database is away: its bearer may do what anybody may.
    """

    id: str | None = None
    prefix: str | None = None
    holder: str | None = None
    account: str | None = None
    scopes: frozenset[str] = frozenset()
    verified: bool = True

    def has_scope(self, scope: str) -> bool:
        """Whether the key's scopes hold `scope`."""
        return scope in self.scopes or ADMIN in self.scopes


ANYBODY = Client()
UNVERIFIED = Client(verified=False)
