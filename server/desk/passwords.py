"""Passwords: argon2id with the parameters of the OWASP cheat sheet (19 MiB, two passes), a few at a time so that memory stays bounded."""

from __future__ import annotations

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST, MOST = 12, 200
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_AT_ONCE = threading.BoundedSemaphore(2)
_NOBODYS = _HASHER.hash("the hash compared where there is no account")


def hash_password(password: str) -> str:
    """What the database keeps of a password."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def is_password(hashed: str | None, password: str) -> bool:
    """Whether a password is the one hashed. Without a hash it takes as long and says no: nobody learns whether an account exists."""
    try:
        with _AT_ONCE:
            return _HASHER.verify(hashed or _NOBODYS, password) and hashed is not None
    except (VerificationError, InvalidHashError):
        return False


def password_faults(password: str, name: str) -> list[str]:
    """What speaks against a new password, in plain words; nothing where it will do."""
    if len(password) < LEAST:
        return [f"Use at least {LEAST} characters; a few words in a row are easy to remember."]
    if len(password) > MOST:
        return [f"Use at most {MOST} characters."]
    if name in password.lower() or len(set(password)) < 5:
        return ["Do not use your name or the same few characters again and again."]
    return []
