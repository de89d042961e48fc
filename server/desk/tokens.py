"""Random values that browsers and mails carry, and the digests under which the database knows them."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """256 random bits, as text for cookies and addresses."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What the database keeps of a token. Tokens are random, so a plain hash will do."""
    return hashlib.sha256(token.encode()).hexdigest()
