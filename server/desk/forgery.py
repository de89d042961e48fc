"""Refuses forms that another site made the browser send. See docs/adr/0007.

A form carries a token made from the browser's id, which no other site can read; it is masked anew in each page, so that compression tells nothing
of it. Browsers also say which site a request comes from (`Sec-Fetch-Site`): what they call foreign is refused whatever it carries.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from flask import request

from server.desk.visitor import visitor
from server.errors import FormExpired

FIELD = "form_token"
HEADER = "X-Form-Token"
_LENGTH = 32
_OWN = (None, "same-origin", "none")


def form_token() -> str:
    """A token for a form of this page."""
    mask = secrets.token_bytes(_LENGTH)
    return urlsafe_b64encode(mask + _xor(mask, _expected())).decode()


def check_form() -> None:
    """Raise FormExpired unless the request's form was made for this browser."""
    if request.headers.get("Sec-Fetch-Site") not in _OWN:
        raise FormExpired()
    try:
        raw = urlsafe_b64decode(request.form.get(FIELD) or request.headers.get(HEADER, ""))
    except ValueError as error:
        raise FormExpired() from error
    if len(raw) != 2 * _LENGTH or not hmac.compare_digest(_xor(raw[:_LENGTH], raw[_LENGTH:]), _expected()):
        raise FormExpired()


def _expected() -> bytes:
    return hmac.digest(visitor().token.encode(), b"sidenote desk form", hashlib.sha256)


def _xor(first: bytes, second: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(first, second, strict=True))
