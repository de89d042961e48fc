"""A request that was answered before, answered again without entering Flask: an annotation in the cache costs little more than the cache.

The view of `annotations` checks a request in full the first time and notes where its answers are kept (`server/answered.py`). The same bytes again,
and the shortcut needs only look there. Whatever is out of the ordinary (an API key, an answer that is not fresh, an unusual condition) goes the whole
way, so that the shortcut decides nothing of its own; the two answer alike, header by header, and a test holds them to it.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from server.answered import SEEN, fingerprint
from server.api.headers import cors_headers
from server.api.limiting import standing_headers
from server.api.observed import Observed, note_request, request_id
from server.errors import AppError
from server.limits import Limiter, policies
from server.pipeline import Place
from server.services import Services

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH = "/v1/annotations"
CLIENT_SECONDS = 300
"""How long a client may reuse a GET answer unasked: short, since an accepted change should be seen soon."""

_LONGEST_BODY = 4096
_JSON = "application/json"
_CACHEABLE = ("Cache-Control", f"public, max-age={CLIENT_SECONDS}")


class Shortcut:
    """Stands before Flask's own WSGI application."""

    def __init__(self, answer: WSGIApplication, parts: Services, limiter: Limiter) -> None:
        self._answer, self._parts, self._limiter = answer, parts, limiter
        self._config = parts.config
        self._policy = policies(parts.config)["annotations"]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] != PATH or "HTTP_AUTHORIZATION" in environ:
            return self._answer(environ, start_response)
        began = time.perf_counter()
        seen = environ[SEEN] = _seen(environ)
        place = None if seen is None else self._parts.answered.find(seen)
        kept = None if place is None else self._kept(place)
        if kept is None:
            return self._answer(environ, start_response)
        headers = self._headers(environ)
        if headers is None:
            return self._answer(environ, start_response)
        identity = request_id(environ)
        headers.append(("X-Request-ID", identity))
        body, status = self._body(environ, kept, headers)
        note_request(self._parts.metrics, Observed(identity, PATH, environ["REQUEST_METHOD"], status, time.perf_counter() - began))
        start_response("200 OK" if status == 200 else "304 NOT MODIFIED", headers)
        return body

    def _kept(self, place: Place) -> tuple[bytes, bytes] | None:
        try:
            return self._parts.pipeline.kept(place, self._parts.knowledge.current())
        except AppError:
            return None  # no edition: Flask tells

    def _headers(self, environ: WSGIEnvironment) -> list[tuple[str, str]] | None:
        """Those of the client's standing and origin; None where the client has to be refused, which Flask does."""
        headers: list[tuple[str, str]] = []
        if self._config.limits:
            standing = self._limiter.admit(self._policy, key=None, address=environ.get("REMOTE_ADDR", ""))
            if not standing.allowed:
                return None
            headers += standing_headers(standing)
        origin = environ.get("HTTP_ORIGIN")
        if origin is not None:
            headers += [("Vary", "Origin"), *cors_headers(origin, self._config)]
        return headers

    def _body(self, environ: WSGIEnvironment, kept: tuple[bytes, bytes], headers: list[tuple[str, str]]) -> tuple[list[bytes], int]:
        content, digest = kept
        if environ["REQUEST_METHOD"] == "GET":
            tag = f'"{digest.hex()}"'
            headers += [("ETag", tag), _CACHEABLE]
            if environ.get("HTTP_IF_NONE_MATCH") == tag:
                return [], 304
        headers += [("Content-Type", _JSON), ("Content-Length", str(len(content)))]
        return [content], 200


def _seen(environ: WSGIEnvironment) -> bytes | None:
    """The fingerprint of a request that the shortcut takes. A body that is read for it is put back for Flask."""
    method = environ["REQUEST_METHOD"]
    if method == "GET":
        condition = environ.get("HTTP_IF_NONE_MATCH", "")
        usual = "," not in condition and not condition.startswith(("W/", "*")) and "HTTP_RANGE" not in environ
        return fingerprint(method, environ.get("QUERY_STRING", "").encode("latin-1")) if usual else None
    length = environ.get("CONTENT_LENGTH", "")
    if method != "POST" or environ.get("CONTENT_TYPE") != _JSON or environ.get("QUERY_STRING") or not length.isdigit() or int(length) > _LONGEST_BODY:
        return None
    body = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = io.BytesIO(body)
    return fingerprint(method, body)
