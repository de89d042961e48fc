"""URL → Target: the one strict reading of an address, used for what was asked and for every redirect.

Parsers disagree about odd URLs, and the disagreement is the hole; so nothing odd is accepted: one regular expression, no repair.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import quote, urljoin

import idna

from server.errors import InvalidUrl

MAX_URL = 4096
PORTS = {"http": 80, "https": 443}
_URL = re.compile(r"(?i:(https?))://(\[[0-9A-Fa-f:.]+\]|[^\[\]/?#:@%\s]+)(?::([0-9]{0,5}))?([/?][^#]*)?(?:#.*)?")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_REST_SAFE = "/?:@!$&'()*+,;=-._~%[]"


@dataclass(frozen=True, slots=True)
class Target:
    """Where one request goes: `host` is lower-case ASCII or an IP literal without brackets, `rest` the percent-encoded path and query."""

    scheme: str
    host: str
    port: int
    rest: str
    literal: bool

    @property
    def url(self) -> str:
        """The address as it is requested: no fragment, no default port, at least "/" as path."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}{'' if self.port == PORTS[self.scheme] else f':{self.port}'}{self.rest}"

    @property
    def pair(self) -> tuple[str, int]:
        """Host and port, as FETCH_ALLOW names them."""
        return self.host, self.port


def parse_target(url: str) -> Target:
    """Read an absolute http(s) URL. Raises InvalidUrl for every form this service does not fetch; ports are the guard's business."""
    url = url.strip(" ")
    if len(url) > MAX_URL:
        raise InvalidUrl("The address is too long")
    if "\\" in url or any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in url):
        raise InvalidUrl("The address contains a backslash, control character or line break")
    found = _URL.fullmatch(url)
    if found is None:
        raise InvalidUrl("The address is not a plain http or https URL")
    scheme = found[1].lower()
    host, literal = _read_host(found[2])
    rest = quote(found[4] or "/", safe=_REST_SAFE)
    return Target(scheme, host, int(found[3]) if found[3] else PORTS[scheme], rest if rest.startswith("/") else f"/{rest}", literal)


def join_target(base: Target, location: str) -> Target:
    """Where a redirect leads. Raises InvalidUrl as `parse_target` does, and for a Location that is empty."""
    if not location.strip():
        raise InvalidUrl("The site redirects to an empty address")
    if "\\" in location or any(ord(c) < 0x20 for c in location):
        # urljoin drops tabs and line breaks in silence, so they are refused before it sees them.
        raise InvalidUrl("The site redirects to a malformed address")
    try:
        joined = urljoin(base.url, location.strip(" "))
    except ValueError as error:
        raise InvalidUrl("The site redirects to a malformed address") from error
    return parse_target(joined)


def _read_host(text: str) -> tuple[str, bool]:
    """The host in its one form, and whether it is an IP literal."""
    if text.startswith("["):
        try:
            return str(IPv6Address(text[1:-1])), True
        except AddressValueError as error:
            raise InvalidUrl("The host is not an IPv6 address") from error
    host = text.lower() if text.isascii() else _encode_idn(text)
    labels = host.removesuffix(".").split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise InvalidUrl("The host is not a domain name")
    if _NUMBER.fullmatch(labels[-1]):
        # Decimal, octal, hexadecimal and short forms are read as IPv4 by some parsers: only the canonical form is, and it is checked as an address.
        try:
            return str(IPv4Address(host)), True
        except AddressValueError as error:
            raise InvalidUrl("The host is a number that is not an IPv4 address") from error
    return host.removesuffix("."), False


def _encode_idn(text: str) -> str:
    """IDNA 2008 with no mapping but case: full-width letters, soft hyphens and other look-alikes of ASCII are refused, not repaired."""
    try:
        return idna.encode(unicodedata.normalize("NFC", text.lower()), strict=True, std3_rules=True).decode("ascii")
    except idna.IDNAError as error:
        raise InvalidUrl("The host is not a domain name") from error
