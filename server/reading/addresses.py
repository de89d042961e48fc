"""Reading: what an address says of who published the page, also behind archives, AMP caches and translating proxies."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from server.records.clue import Clue, ClueKind

_TRANSLATE_SUFFIX = ".translate.goog"
_MAX_NESTING = 4  # an archived AMP page of a translation; deeper is no honest address


@dataclass(frozen=True, slots=True)
class _Carrier:
    kind: ClueKind
    host: str
    form: re.Pattern[str]


_TABLES = tomllib.loads((Path(__file__).parent / "data" / "addresses.toml").read_text(encoding="utf-8"))
_CARRIERS = [_Carrier(entry["kind"], entry["host"], re.compile(entry["form"])) for entry in _TABLES["carrier"]]
_ARCHIVES = frozenset(_TABLES["archives"])
_BY_SUFFIX = [carrier for carrier in _CARRIERS if carrier.host[0] == "."]
_BY_HOST = {carrier.host: (carrier,) for carrier in _CARRIERS}


@lru_cache(maxsize=256)
def host_of(url: str) -> str | None:
    """The host of an http(s) address in lower case, None when it has none or is malformed."""
    try:
        parts = urlsplit(url)
        return parts.hostname.rstrip(".") or None if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def _whole(address: str) -> str | None:
    """An address cut out of another one, made whole again (`www.site.org%2Fa` → `https://www.site.org/a`)."""
    if "/" not in address.split("?", 1)[0] or re.match(r"https?%3a", address, re.IGNORECASE):
        address = unquote(address)
    address = re.sub(r"^(https?):?/+(?=[^/])", r"\1://", address)
    if "://" not in address:
        address = f"https://{address}"
    host = host_of(address)
    return address if host and "." in host else None


def _translated(host: str, rest: str) -> str | None:
    """The address behind `www-site--name-com.translate.goog` (a dot is written `-`, a hyphen `--`)."""
    name = host.removesuffix(_TRANSLATE_SUFFIX).replace("--", "\0").replace("-", ".").replace("\0", "-")
    return _whole(f"{name}{re.sub(r'([?&])_x_tr_[^#]*', '', rest)}")


def behind(url: str) -> tuple[ClueKind, str] | None:
    """How and which other address an address shows, None for an ordinary one."""
    host = host_of(url)
    if host is None:
        return None
    parts = urlsplit(url)
    rest = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if host.endswith(_TRANSLATE_SUFFIX):
        address = _translated(host, rest)
        return ("translated", address) if address else None
    for carrier in (*_BY_HOST.get(host, ()), *(c for c in _BY_SUFFIX if host.endswith(c.host))):
        found = carrier.form.search(rest)
        address = _whole(found[1]) if found else None
        if address:
            return carrier.kind, address
    return None


def address_clues(url: str | None) -> list[Clue]:
    """The clues in a page's address: what is behind it, innermost first, then its own host."""
    clues: list[Clue] = []
    inner = url
    for _ in range(_MAX_NESTING):
        carried = behind(inner) if inner else None
        if carried is None:
            break
        inner = carried[1]
        clues.insert(0, Clue(carried[0], inner))
    host = host_of(url) if url else None
    if host:
        clues.append(Clue("host", host))
    return clues


def kept_by_archive(url: str | None, canonical: str | None) -> list[Clue]:
    """The address that an archive's page keeps, where its own address is a short one that does not show it."""
    host = host_of(url) if url else None
    return [Clue("archived", canonical)] if canonical and host in _ARCHIVES and host_of(canonical) not in _ARCHIVES else []


def innermost(url: str) -> str:
    """The address behind all carriers, or the address itself."""
    clues = address_clues(url)
    return clues[0].text if clues and clues[0].kind != "host" else url


def absolute(address: str, base: str | None) -> str | None:
    """An address of the page made absolute and freed of carriers, None when it is no http(s) address."""
    address = address.strip()
    try:
        whole = address if address.startswith(("https://", "http://")) else urljoin(base or "", address)
    except ValueError:
        return None
    return innermost(whole) if host_of(whole) else None
