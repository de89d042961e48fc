"""Hosts and paths in the one form in which they are stored and looked up. Imports nothing of ours.

The public suffixes are those bundled with tldextract (Mozilla's list, private domains included); nothing is fetched.
"""

from __future__ import annotations

import re
from functools import lru_cache

import idna
import tldextract

_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\Z")
_SUFFIXES = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


class HostInvalid(ValueError):
    """The text is not the name of a web host."""


def normal_host(text: str) -> str:
    """A host in lower-case ASCII without `www.` and final dot. Raises HostInvalid for anything that is not a domain name."""
    host = text.strip().rstrip(".").lower()
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except idna.IDNAError as error:
            raise HostInvalid(f"{text!r} is not a host: {error}") from error
    host = host.removeprefix("www.")
    labels = host.split(".")
    if len(host) > 253 or len(labels) < 2 or labels[-1].isdecimal() or not all(map(_LABEL.match, labels)):
        raise HostInvalid(f"{text!r} is not a host")
    return host


def normal_path(text: str) -> str:
    """A path prefix with a leading and without a trailing slash; the whole host is `/`. Raises HostInvalid."""
    path = "/" + text.strip().strip("/")
    if any(mark in path for mark in "?#\\") or any(char.isspace() for char in path):
        raise HostInvalid(f"{text!r} is not a path")
    return path


@lru_cache(maxsize=4096)
def is_public_suffix(host: str) -> bool:
    """Whether a host is itself a public suffix (`com`, `co.uk`, `github.io`), under which strangers register."""
    return public_suffix(host) == host


@lru_cache(maxsize=65_536)
def public_suffix(host: str) -> str:
    """The public suffix a host ends in; empty for a host under no known one."""
    return _SUFFIXES(host).suffix
