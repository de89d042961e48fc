"""One address for one page: what is left of a URL when everything that does not choose the page is gone.

Used for cache keys. The extension strips the same list (tracking_parameters.json) before it sends an address.
"""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

_TABLE = json.loads((Path(__file__).parent / "tracking_parameters.json").read_text("utf-8"))
_NAMES = frozenset(name.lower() for name in _TABLE["names"])
_PREFIXES = tuple(prefix.lower() for prefix in _TABLE["prefixes"])
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def normalise_address(url: str) -> str:
    """The URL without fragment, credentials, default port and tracking parameters, scheme and host in lower case.

    The order, spelling and repetition of the other parameters stay: they may matter to the site. A URL that cannot be split is returned as it
    came, without its fragment; whether it may be fetched is for `fetching` to say.
    """
    url = url.strip()
    try:
        scheme, netloc, path, query, _fragment = urlsplit(url)
    except ValueError:
        return url.partition("#")[0]
    netloc = netloc.rpartition("@")[2].lower().removesuffix(_DEFAULT_PORTS.get(scheme, " "))
    kept = "&".join(part for part in query.split("&") if part and not _is_tracking(part))
    return urlunsplit((scheme, netloc, path or ("/" if netloc else ""), kept, ""))


def _is_tracking(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return name in _NAMES or name.startswith(_PREFIXES)
