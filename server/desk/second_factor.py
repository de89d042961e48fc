"""The second factor: time-based codes (RFC 6238), and recovery codes for a lost device."""

from __future__ import annotations

import secrets
import time

import pyotp
from sqlalchemy import Connection

from credibility_db.curation.people import use_recovery_code, use_totp_step
from server.desk.tokens import digest

STEP_SECONDS = 30
RECOVERY_CODES = 8
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_secret() -> str:
    """A secret for an authenticator app."""
    return pyotp.random_base32()


def picture(name: str, secret: str) -> str:
    """The QR code by which an app takes the secret over, as SVG to stand in a page."""
    import segno  # noqa: PLC0415 - 3 MB of every worker, for a picture that an account needs once

    address = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="Sidenote desk")
    return str(segno.make(address, error="m").svg_inline(scale=4, border=2, dark="#000", light="#fff", title="QR code for your authenticator app"))


def step_of(secret: str, code: str) -> int | None:
    """The time step whose code this is: now's, the one before or the one after; None for any other code."""
    totp, now = pyotp.TOTP(secret), int(time.time()) // STEP_SECONDS
    given = "".join(code.split())
    return next((step for step in (now, now - 1, now + 1) if secrets.compare_digest(totp.at(step * STEP_SECONDS), given)), None)


def opens(connection: Connection, name: str, secret: str, code: str) -> bool:
    """Whether a code, or a recovery code, opens the account now. Either opens once."""
    if not code.isascii():
        return False
    step = step_of(secret, code)
    if step is not None:
        return use_totp_step(connection, name, step)
    return use_recovery_code(connection, name, digest(_plain(code)))


def new_recovery_codes() -> tuple[list[str], list[str]]:
    """Fresh recovery codes as shown to the person, and their digests."""
    shown = ["-".join("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(3)) for _ in range(RECOVERY_CODES)]
    return shown, [digest(_plain(code)) for code in shown]


def _plain(code: str) -> str:
    return code.strip().lower().replace("-", "").replace(" ", "")
