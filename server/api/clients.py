"""Who asks, and what they may do. Reading is open to anybody; what writes or costs asks for a key's scope.

    @blueprint.post("/v1/batches")
    @require_scope("batches")
    def create() -> Response: ...

An unknown, revoked or expired key is told so even where none is needed: passed over in silence, its bearer would wonder about the limits.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g, request

from server.errors import DatabaseUnavailable, Forbidden, Unauthorized
from server.records.client import ANYBODY, Client
from server.services import services

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
OPEN_ENDPOINTS = ("health.", "documentation.", "static")
"""Endpoints that look at no key: what keeps the service running must not depend on one."""


def client() -> Client:
    """Who sent the current request. Raises Unauthorized, KeyRevoked, KeyExpired."""
    found: Client | None = g.get("client")
    if found is None:
        found = g.client = _identify(request.environ.get("HTTP_AUTHORIZATION", ""))
    return found


def _identify(authorization: str) -> Client:
    scheme, _, secret = authorization.partition(" ")
    if scheme.lower() != "bearer":
        return ANYBODY  # other schemes are for a web server in front of this one
    return services().keyring.client_of(secret.strip())


def check_scope(scope: str) -> Client:
    """The client, whose key has the scope. Raises Unauthorized, Forbidden; DatabaseUnavailable where the key could not be looked up."""
    asking = client()
    if not asking.verified:
        raise DatabaseUnavailable("API keys cannot be looked up at the moment; try again soon.", retry_after=5)
    if asking.id is None:
        raise Unauthorized(f"Send an API key with the scope {scope}: Authorization: Bearer sn_…", scope=scope)
    if not asking.has_scope(scope):
        raise Forbidden(f"The API key has not the scope {scope}.", scope=scope)
    return asking


def require_scope(scope: str) -> Callable[[Callable[Parameters, Result]], Callable[Parameters, Result]]:
    """Let a view be called with a key of this scope only; the OpenAPI description says so too."""

    def guarded(view: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
        @wraps(view)
        def checked(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
            check_scope(scope)
            return view(*args, **kwargs)

        checked.required_scope = scope  # type: ignore[attr-defined]
        return checked

    return guarded
