"""robots.txt: read once a day and host, obeyed at every hop. RFC 9309, with Scrapy's parser (protego) for the dialects sites really write."""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from protego import Protego

from server.errors import InvalidUrl, NotHtml, PageTooLarge, RobotsRefused, TooManyRedirects, UpstreamStatus
from server.fetching.allowance import Allowance
from server.fetching.client import Client, Wanted
from server.fetching.settings import PRODUCT, FetchSettings
from server.fetching.target import Target

_AGENT_LINE = re.compile(r"(?im)^([ \t]*user-?[ ]?agent[ \t]*:?[ \t]*)([^\r\n#]*)")


@dataclass(frozen=True, slots=True)
class _Rules:
    """`parsed` None: everything is allowed, or, where `refused` says so, nothing for now."""

    parsed: Protego | None
    refused: bool
    until: float


class Robots:
    """The rules of the sites visited lately; safe for threads."""

    def __init__(self, settings: FetchSettings, client: Client) -> None:
        self._settings = settings
        self._client = client
        self._lock = threading.Lock()
        self._rules: OrderedDict[tuple[str, str, int], _Rules] = OrderedDict()

    def check(self, target: Target, allowance: Allowance, visit: Callable[[Target], AbstractContextManager[None]]) -> None:
        """Raises RobotsRefused when the site asks us not to read `target`, or what fetching its robots.txt raised."""
        site = (target.scheme, target.host, target.port)
        with self._lock:
            rules = self._rules.get(site)
        if rules is None or rules.until < time.monotonic():
            rules = self._fetch(replace(target, rest="/robots.txt"), allowance, visit)
            with self._lock:
                self._rules[site] = rules
                self._rules.move_to_end(site)
                if len(self._rules) > self._settings.hosts_remembered:
                    self._rules.popitem(last=False)
        if rules.refused:
            raise RobotsRefused("The site's robots.txt cannot be read at the moment, which means: do not enter")
        if rules.parsed is not None and not rules.parsed.can_fetch(target.url, PRODUCT):
            raise RobotsRefused

    def _fetch(self, target: Target, allowance: Allowance, visit: Callable[[Target], AbstractContextManager[None]]) -> _Rules:
        """RFC 9309 §2.3.1: a 4xx and a redirect to nowhere mean no rules; a 5xx (and 429) means keep out. Network failures are the caller's."""
        wanted = Wanted("text/plain, */*;q=0.5", self._settings.robots_max_bytes, allowance, visit, _accept_head)
        now = time.monotonic()
        try:
            answer = self._client.get(target, wanted)
        except UpstreamStatus as error:
            status = error.extra.get("upstream_status")
            if isinstance(status, int) and (status >= 500 or status == 429):
                return _Rules(None, refused=True, until=now + self._settings.robots_retry_seconds)
            return _Rules(None, refused=False, until=now + self._settings.robots_seconds)
        except (TooManyRedirects, InvalidUrl, NotHtml, PageTooLarge):
            return _Rules(None, refused=False, until=now + self._settings.robots_retry_seconds)
        return _Rules(parse_robots(answer.body), refused=False, until=now + self._settings.robots_seconds)


def parse_robots(body: bytes) -> Protego:
    """Parse rules for us alone. The parser's work grows with user agents times rules, so every other robot is called `other` first."""
    text = body.decode("utf-8", "replace").removeprefix("\ufeff")
    ours = PRODUCT.lower()

    def rename(line: re.Match[str]) -> str:
        agent = line[2].strip().lower()
        return line[0] if agent in ("*", ours) else f"{line[1]}other"

    return Protego.parse(_AGENT_LINE.sub(rename, text))


def _accept_head(status: int, headers: Mapping[str, str]) -> None:
    if not 200 <= status < 300:
        raise UpstreamStatus(upstream_status=status)
    if headers.get("Content-Type", "").lower().startswith(("image/", "video/", "audio/")):
        raise NotHtml
