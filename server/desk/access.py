"""Who may use which page. Every view of the desk says whom it is for; one that does not is shown to nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Response, current_app, redirect, request, url_for

from server.desk.forgery import check_form
from server.desk.visitor import load_visitor, visitor
from server.errors import InvalidRequest, NotFound, NotSignedIn, RoleMissing

View = TypeVar("View", bound=Callable[..., Any])
ANYONE = "anyone"
_MARK = "desk_needs"
_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def needs(role: str) -> Callable[[View], View]:
    """Mark a view as meant for a role and those above it, or for `ANYONE`. Goes below the blueprint's own decorator."""

    def mark(view: View) -> View:
        setattr(view, _MARK, role)
        return view

    return mark


def guard() -> Response | None:
    """Before each view of the desk: find the visitor, refuse or redirect who may not, refuse forged forms."""
    if "\0" in request.path or any("\0" in text for text in (*request.args.values(), *request.form.values())):
        raise InvalidRequest("A text holds a NUL character, which cannot be stored.")
    load_visitor()
    role = getattr(current_app.view_functions[request.endpoint or ""], _MARK, None)
    if role is None:
        raise NotFound()
    if role != ANYONE and visitor().account is None:
        return _to_sign_in()
    if role != ANYONE and not visitor().may(role):
        raise RoleMissing(f"This page is for the role {role}; ask an admin if you need it.")
    if request.method not in _SAFE_METHODS:
        check_form()
    return None


def _to_sign_in() -> Response:
    if request.method not in _SAFE_METHODS or "HX-Request" in request.headers:
        raise NotSignedIn()
    return redirect(url_for("desk_signing_in.form", next=request.full_path.rstrip("?")), 303)  # type: ignore[return-value]


def safe_next(address: str | None) -> str:
    """Where to go after signing in: an address of the desk on this host, otherwise the desk's first page."""
    home = url_for("desk_home.overview")
    if not address or "\\" in address or not address.isprintable():
        return home
    parts = urlsplit(address)
    own = not parts.scheme and not parts.netloc and (parts.path == "/desk" or parts.path.startswith("/desk/"))
    return address if own and "//" not in parts.path else home
