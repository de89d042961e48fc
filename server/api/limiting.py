"""Rate limits at the door: which policy a request falls under, and the headers that tell its client how it stands.

`RateLimit-Policy` and `RateLimit` as in draft-ietf-httpapi-ratelimit-headers (revisions 08 to 11 have the same fields), `Retry-After` with a refusal.
"""

from __future__ import annotations

from flask import Flask, Response, g, request

from server.api.clients import OPEN_ENDPOINTS, client
from server.config import Config
from server.errors import TooManyRequests, Unauthorized
from server.limits import Limiter, Standing, policies
from server.limits.policy import WINDOW_SECONDS
from server.services import services

UNLIMITED = ("health.", "static")
ANNOTATING = frozenset({"annotations.annotate", "annotations.annotate_url", "tryit.answered"})
READING = frozenset({"GET", "HEAD", "OPTIONS"})


def limit_requests(app: Flask, config: Config, limiter: Limiter) -> None:
    """Register the hooks: identify the client, count the request, set the headers."""
    by_name = policies(config)

    @app.before_request
    def admit() -> None:
        endpoint = request.endpoint
        if endpoint is None or endpoint.startswith(OPEN_ENDPOINTS):
            refused, key = None, None
        else:
            refused, key = _identified()
        if config.limits and (endpoint is None or not endpoint.startswith(UNLIMITED)):
            g.standing = limiter.admit(by_name[policy_name(endpoint, request.method)], key=key, address=request.remote_addr or "")
            if not g.standing.allowed:
                services().metrics.limited.labels(g.standing.policy).inc()
                raise _too_many(g.standing)
        if refused is not None:
            raise refused

    @app.after_request
    def tell(response: Response) -> Response:
        standing: Standing | None = g.get("standing")
        if standing is not None:
            response.headers.update(standing_headers(standing))
        return response


def standing_headers(standing: Standing) -> list[tuple[str, str]]:
    """How a client stands, as headers."""
    return [
        ("RateLimit-Policy", f'"{standing.policy}";q={standing.quota};w={WINDOW_SECONDS}'),
        ("RateLimit", f'"{standing.policy}";r={standing.remaining};t={standing.seconds}'),
    ]


def policy_name(endpoint: str | None, method: str) -> str:
    """Which policy a request falls under."""
    if endpoint in ANNOTATING:
        return "annotations"
    at_the_desk = endpoint is not None and endpoint.startswith("desk_")  # behind a sign-in that is slowed down by itself
    return "reads" if method in READING or at_the_desk else "writes"


def _identified() -> tuple[Unauthorized | None, str | None]:
    """What is wrong with the request's key, and its id where nothing is. A wrong key counts against its address, so that nobody guesses for free."""
    try:
        return None, client().id
    except Unauthorized as refused:
        return refused, None


def _too_many(standing: Standing) -> TooManyRequests:
    detail = f"More than {standing.quota} {standing.policy} requests in {WINDOW_SECONDS} seconds. Try again in {standing.seconds} s."
    return TooManyRequests(detail, policy=standing.policy, retry_after=standing.seconds)
