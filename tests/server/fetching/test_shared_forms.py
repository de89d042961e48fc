"""The shared list of addresses to refuse and to allow, each played through a whole fetch: names, redirects and answers that change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from server.errors import FetchFailed, PageError, UpstreamStatus
from server.fetching import check_url
from tests.server.fetching.conftest import PUBLIC, Site, World, reply

REFUSALS = {"invalid-url", "address-refused", "host-not-found", "too-many-redirects"}


def _lines(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "security" / name).read_text("utf-8").splitlines()]


def _play_redirects(site: Site, redirects: list[tuple[int, str]]) -> None:
    """The n-th request gets the n-th redirect, then a page."""
    queue = [reply(status=f"{status} Moved", headers=[f"Location: {location.encode().decode('latin-1')}"]) for status, location in redirects]

    class Every(dict[str, Any]):
        def get(self, path: str, default: Any = None) -> Any:
            if path == "/robots.txt":
                return default
            return queue.pop(0) if queue else reply("<html><p>inside</p>")

    site.replies = Every()


@pytest.mark.shared
def test_every_form_is_refused_and_nothing_but_public_addresses_is_entered(shared_dir: Path, site: Site) -> None:
    wrong = []
    for line in _lines(shared_dir, "ssrf.jsonl"):
        world = World(site, names=dict(line.get("dns", {})), sequences=dict(line.get("dns_seq", {})))
        _play_redirects(site, line.get("redirects", []))
        try:
            world.fetcher().fetch(line["url"])
            outcome = "fetched"
        except PageError as error:
            outcome = error.type
        # A name that first is public and then private may be fetched from the address that was checked.
        fine = outcome in REFUSALS or ("accept_if" in line and outcome in ("fetched", FetchFailed.type))
        if not fine or world.entered():
            wrong.append((line["url"][:80], line["why"], outcome, dict(world.entered())))
    assert wrong == []


@pytest.mark.shared
def test_every_harmless_address_passes(shared_dir: Path, site: Site) -> None:
    wrong = []
    for line in _lines(shared_dir, "allow.jsonl"):
        world = World(site, names=line["dns"])
        try:
            check_url(line["url"], resolver=world.resolve)
        except PageError as error:
            wrong.append((line["url"][:80], line["why"], error.type))
    assert wrong == []


@pytest.mark.shared
def test_every_refused_form_is_refused_behind_a_redirect(shared_dir: Path, site: Site) -> None:
    wrong = []
    for line in _lines(shared_dir, "ssrf.jsonl"):
        url = line["url"]
        # A raw line break ends the header (the rest is another header); "//host" and relative forms are what a redirect may be.
        if "redirects" in line or "\n" in url or "\r" in url or "\0" in url or line["group"] in ("dns-rebinding",):
            continue
        world = World(site, names={"start.example.org": [PUBLIC], **line.get("dns", {})})
        _play_redirects(site, [(302, url)])
        try:
            world.fetcher().fetch("http://start.example.org/")
            outcome = "fetched"
        except PageError as error:
            outcome = error.type
        relative = "://" not in url
        if world.entered() or (outcome not in REFUSALS and not (relative and outcome in ("fetched", UpstreamStatus.type))):
            wrong.append((url[:80], line["why"], outcome, dict(world.entered())))
    assert wrong == []
