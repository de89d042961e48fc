"""Requests that come through a proxy of ours get their client's address as `request.remote_addr`; all others keep their peer's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask

from server.config import Config, ConfigError
from server.limits.addresses import client_address, parse_networks

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def trust_proxies(app: Flask, config: Config) -> None:
    """Believe the proxies of the settings, where there are any. Raises ConfigError for what is no address or network."""
    try:
        proxies = parse_networks(config.trusted_proxies)
    except ValueError as error:
        raise ConfigError(f"SIDENOTE_TRUSTED_PROXIES must list addresses or networks: {error}") from error
    answer: WSGIApplication = app.wsgi_app

    def answered(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ["REMOTE_ADDR"] = client_address(environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR", ""), proxies)
        return answer(environ, start_response)

    if proxies:
        app.wsgi_app = answered  # type: ignore[method-assign]
