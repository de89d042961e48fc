"""The headers every answer carries: security headers, a strict Content-Security-Policy, and CORS for extensions and configured origins.

A blueprint whose pages need more than the policy gives says so with `extend_policy`; 'unsafe-inline' and its kin cannot be had.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Flask, Response, request

from server.config import Config
from server.errors import UrlTooLong

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CSP = "Content-Security-Policy"
EXTENSION_SCHEMES = ("chrome-extension://", "moz-extension://", "safari-web-extension://")
POLICY = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),
    "connect-src": ("'self'",),
    "font-src": ("'self'",),
    "form-action": ("'self'",),
    "base-uri": ("'none'",),
    "frame-ancestors": ("'none'",),
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
CORS = {
    "Access-Control-Allow-Methods": "GET, POST, PUT, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, If-None-Match, X-Request-ID",
    "Access-Control-Expose-Headers": "ETag, X-Request-ID, Retry-After, RateLimit, RateLimit-Policy",
    "Access-Control-Max-Age": "600",
}
_FRAMED = {"frame-ancestors": ("*",)}
_ANYTHING = frozenset({"*", "http:", "https:", "blob:"})


def policy_text(extra: dict[str, tuple[str, ...]] | None = None) -> str:
    """The Content-Security-Policy, with further sources by directive."""
    merged = dict(POLICY)
    for directive, sources in (extra or {}).items():
        if any(source in _ANYTHING or "unsafe" in source for source in sources):
            raise ValueError(f"{directive} {' '.join(sources)}: a source that would let anything in")
        merged[directive] = tuple(dict.fromkeys((*(source for source in merged.get(directive, ()) if source != "'none'"), *sources)))
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in merged.items())


def extend_policy(blueprint: Blueprint, extra: dict[str, tuple[str, ...]]) -> None:
    """Let a blueprint's pages load from further sources: extend_policy(blueprint, {"img-src": ("https://maps.example",)})."""
    text = policy_text(extra)

    @blueprint.after_request
    def loosen(response: Response) -> Response:
        response.headers[CSP] = text
        return response


def allow_framing(response: Response) -> Response:
    """Let a page be shown in a frame of any site: for pages that are made for it and hold nothing that could be clicked."""
    response.headers[CSP] = "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in {**POLICY, **_FRAMED}.items())
    return response


def open_to_all(blueprint: Blueprint) -> None:
    """Let pages of any origin read a blueprint's answers, without credentials: for what is public and made to be asked from other sites."""

    @blueprint.after_request
    def share(response: Response) -> Response:
        response.headers.update({"Access-Control-Allow-Origin": "*", **CORS})
        return response


def cors_headers(origin: str, config: Config) -> list[tuple[str, str]]:
    """What lets pages of an origin read the answer: nothing for an origin that may not."""
    if origin in config.allowed_origins or origin.startswith(EXTENSION_SCHEMES):
        return [("Access-Control-Allow-Origin", origin), *CORS.items()]
    return []


def protect_responses(app: Flask, config: Config) -> None:
    """Register the hooks on the app."""

    @app.before_request
    def begin() -> Response | None:
        environ = request.environ
        if len(environ.get("QUERY_STRING", "")) + len(environ.get("PATH_INFO", "")) > config.url_bytes:
            raise UrlTooLong(f"This service takes up to {config.url_bytes:,} bytes of path and query.")
        if request.method == "OPTIONS" and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in environ:
            return Response(status=204)
        return None

    @app.after_request
    def share(response: Response) -> Response:
        origin = request.environ.get("HTTP_ORIGIN")
        if origin is not None:
            response.vary.add("Origin")
            response.headers.update(cors_headers(origin, config))
        return response

    app.wsgi_app = _protected(app.wsgi_app, config)  # type: ignore[method-assign,assignment]


def _protected(answer: WSGIApplication, config: Config) -> WSGIApplication:
    """`answer` with the security headers. Outside Flask, since there they cost a tenth of what setting each on a response does."""
    always = list(HEADERS.items())
    if config.public_url.startswith("https://"):
        always.append(("Strict-Transport-Security", "max-age=31536000"))
    with_policy = [*always, (CSP, policy_text())]
    framed = [(name, value) for name, value in always if name != "X-Frame-Options"]

    def answered(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            own = next((value for name, value in headers if name == CSP), None)
            added = with_policy if own is None else framed if own.endswith("frame-ancestors *") else always
            return start_response(status, headers + added, *error)

        return answer(environ, start)

    return answered
