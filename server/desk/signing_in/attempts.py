"""Slows guessing down. An attempt is counted before it is judged, so that many at once gain nothing; one that succeeds is taken back.

Counted are: one account from one address (someone guessing a password), one account from anywhere (many machines guessing), one address
(someone trying many accounts). A stranger who fails on purpose shuts an account's owner out only from the stranger's own address, or after
`ACCOUNT` failures an hour. Accounts that do not exist are counted like others. Addresses are stored as digests, for an hour.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from flask import request

from credibility_db.curation.people import drop_attempt, note_attempt
from server.errors import TooManyAttempts
from server.services import services

PAIR, ACCOUNT, ADDRESS = 5, 50, 40
PAIR_SECONDS, LONG_SECONDS = 900, 3600


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt that was let through, to be taken back with `succeeded`."""

    keys: tuple[str, ...]
    at: str

    def succeeded(self) -> None:
        """Take it back, and forget the failures of this account from this address."""
        with services().curators.writing() as connection:
            drop_attempt(connection, self.keys, self.at, forget=self.keys[0])


def attempt(name: str, *, what: str = "password") -> Attempt:
    """Count an attempt to open an account. Raises TooManyAttempts."""
    where = _digest(request.remote_addr or "")
    keys = (f"{what}:{_digest(name + ' ' + where)}", f"{what}:{_digest(name)}", f"address:{where}")
    limits = dict(zip(keys, ((PAIR, PAIR_SECONDS), (ACCOUNT, LONG_SECONDS), (ADDRESS, LONG_SECONDS)), strict=True))
    with services().curators.writing() as connection:
        at = note_attempt(connection, limits)
    if at is None:
        raise TooManyAttempts(retry_after=PAIR_SECONDS)
    return Attempt(keys, at)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
