"""Which problems an endpoint may answer with, for the OpenAPI description. A fuzz of the whole API holds the endpoints to it (`make fuzz-api`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from server import errors

Problem = type[errors.AppError]
PROBLEM = "application/problem+json"
ALWAYS: tuple[Problem, ...] = (errors.InvalidRequest, errors.TooManyRequests, errors.UrlTooLong, errors.AppError)
KEY: tuple[Problem, ...] = (errors.Unauthorized, errors.KeyExpired, errors.KeyRevoked)
QUERY: tuple[Problem, ...] = (errors.UnknownMember, errors.WrongType)
BODY: tuple[Problem, ...] = (*QUERY, errors.NoBody, errors.NotJson, errors.UnsupportedMediaType, errors.RequestTooLarge)
EDITION: tuple[Problem, ...] = (errors.NoEdition, errors.EditionDamaged)
CURATORS: tuple[Problem, ...] = (errors.DatabaseUnavailable,)
OF_BLUEPRINT: dict[str, tuple[Problem, ...]] = {
    "batches": (errors.Forbidden, errors.StorageFull, *CURATORS),
    "bundle": (*EDITION, errors.BundleKeyMissing),
    "editions": EDITION,
    "entities": (*EDITION, *CURATORS),
    "outlets": (*EDITION, errors.NotFound),
    "proposals": (*CURATORS, errors.NotFound, errors.RecordChanged, errors.RulesBroken, errors.ProposalConflict),
    "reconciliation": (*EDITION, *BODY, errors.NotFound),
    "revisions": CURATORS,
    "reports": (*CURATORS, errors.KeyReused),
}
OPEN = ("health.",)
"""Endpoints without keys and limits."""


def page_problems() -> tuple[Problem, ...]:
    """Everything that may be wrong with a page."""
    found: list[Problem] = []
    waiting: list[Problem] = [errors.PageError]
    while waiting:
        kind = waiting.pop()
        found.append(kind)
        waiting.extend(kind.__subclasses__())
    return tuple(kind for kind in found if kind is not errors.PageError)


def problems_of(endpoint: str, *, arguments: bool, query: bool, body: bool, scope: str | None) -> set[Problem]:
    """The problems of an endpoint, from what it takes."""
    if endpoint.startswith(OPEN):
        return {errors.AppError}
    blueprint = endpoint.partition(".")[0]
    found = {*ALWAYS, *KEY, *OF_BLUEPRINT.get(blueprint, ())}
    if blueprint == "annotations":
        found |= {*page_problems(), *EDITION, errors.EmptyText}
    if arguments:
        found.add(errors.NotFound)
    if query:
        found |= set(QUERY)
    if body:
        found |= set(BODY)
    if scope is not None:
        found |= {errors.Forbidden, *CURATORS}
    return found


def problem_responses(problems: Iterable[Problem]) -> dict[str, Any]:
    """Responses by status: which types there are, and the headers that come with them."""
    by_status: dict[int, list[Problem]] = {}
    for kind in sorted(problems, key=lambda kind: kind.type):
        by_status.setdefault(kind.status, []).append(kind)
    return {str(status): _response(status, kinds) for status, kinds in sorted(by_status.items())}


def _response(status: int, kinds: list[Problem]) -> dict[str, Any]:
    told = "; ".join(f"`{kind.type}`: {kind.title}" for kind in kinds)
    if status == errors.UrlTooLong.status:
        return {"description": f"{told}. Beyond 64 KB the web server itself says so, without a body."}
    response: dict[str, Any] = {"description": told, "content": {PROBLEM: {"schema": "Problem"}}}
    if status == errors.TooManyRequests.status:
        response["headers"] = {"Retry-After": _header("Seconds to wait.", "integer")}
    if status == errors.Unauthorized.status:
        response["headers"] = {"WWW-Authenticate": _header("What to send (RFC 6750).", "string")}
    return response


def _header(about: str, kind: str) -> dict[str, Any]:
    return {"description": about, "required": True, "schema": {"type": kind}}
