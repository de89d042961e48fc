"""Target → the addresses it may be fetched from. Everything is checked here, once, before a socket is opened; the connection goes to just these."""

from __future__ import annotations

from server.errors import AddressRefused
from server.fetching.networks import name_refused, why_refused
from server.fetching.resolving import Resolver, resolve, system_resolver
from server.fetching.settings import FetchSettings
from server.fetching.target import PORTS, Target, parse_target


def check_target(target: Target, settings: FetchSettings, *, resolver: Resolver, seconds: float) -> list[str]:
    """The checked addresses of a target. Raises AddressRefused, HostNotFound or FetchTimeout.

    One answer in a refused network refuses the host: a name with a public and a private address is an attack or a mistake.
    """
    allowed = target.pair in settings.allow
    if not allowed and target.host in settings.own_hosts:
        raise AddressRefused("The address is this service's own: asked for it, it would ask itself without end")
    if not allowed and target.port not in PORTS.values():
        raise AddressRefused("Only ports 80 and 443 are fetched")
    if target.literal:
        addresses = [target.host]
    elif not allowed and name_refused(target.host):
        raise AddressRefused("The host's name belongs to private networks")
    else:
        addresses = resolve(resolver, target.host, seconds=seconds)
    if not allowed and any(why_refused(address) for address in addresses):
        raise AddressRefused
    return addresses


def check_url(url: str, settings: FetchSettings | None = None, *, resolver: Resolver = system_resolver) -> Target:
    """Whether this service would fetch `url`, without fetching it. Raises InvalidUrl, AddressRefused, HostNotFound or FetchTimeout."""
    settings = settings or FetchSettings()
    target = parse_target(url)
    check_target(target, settings, resolver=resolver, seconds=settings.resolve_seconds)
    return target
