"""What an outlet is called, of what a table prints: feeds' titles carry sections and slogans, tables footnote marks and kinds. Used by outlets.

What is left of a title is always words of the title itself (`titles.tsv` has those that no rule finds), so that nothing is named by guess.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from credibility_db.exchange.facts.fitting import LEAST_FIT, SURE_FIT, fit
from credibility_db.exchange.facts.tables import Row, datasets

ADDRESS = re.compile(r"\A(?:https?://)?(?:www\.)?([\w.-]+\.[a-z]{2,})/?\Z")
KIND_BEFORE = re.compile(r"\A(?:News agency|Print media|Radio|Television): |(?<=\w) dailies -(?= \w)")
KIND_BEHIND = re.compile(r" \((?:newspaper|jornal|page officielle)\)\Z|[*®]\Z|(?<=[a-z]{4})\.\Z")
ABBREVIATION = re.compile(r" \(([A-Z]{2,6})\)\Z")
LEFT_OPEN = re.compile(r" \([^()]*\Z")
PARTS = re.compile(r"\s*\|\s*|: |\s+(?:--?|::?|[–—])\s+")
CALL_SIGN = re.compile(r"\A(?!TV\d)[A-Z0-9][A-Z0-9 .-]{0,13}\Z")
EVIDENT_FIT = 0.9
"""Above this a host spells a title, or its initials."""
FEED_HOST = re.compile(r"\A(?:feeds|rss|syndication)\.")
FEED_WORDS = re.compile(r" (?:latest )?RSS\b.*| \((?:Audio|SD video|Destaques)\)\Z", re.IGNORECASE)


@cache
def corrections() -> dict[tuple[str, str], str]:
    """Names by host and printed title, where the title has the name but no rule finds it."""
    lines = files("credibility_db.exchange.facts").joinpath("titles.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {(host, printed): name for host, printed, name in rows}


def named(row: Row) -> Row:
    """A row whose `name` is the outlet's (`printed` keeps what the table has), whose host is a site's, not its feeds', and whose aliases have
    the abbreviation or call sign that the name was printed with, or as; `called` is the name that its id was made from."""
    printed = " ".join(row["name"].split())
    hosts = FEED_HOST.sub("", row["hosts"]) if is_feed(row) else row["hosts"]
    name = corrections().get((hosts, printed)) or (feed_name(printed, hosts) if is_feed(row) else printed.partition(" | ")[0])
    name = LEFT_OPEN.sub("", KIND_BEHIND.sub("", KIND_BEFORE.sub("", name)))
    name = ADDRESS.sub(r"\1", name)
    aliases, called = row["aliases"], ABBREVIATION.sub("", name)
    if short := ABBREVIATION.search(name):
        name, aliases = called, f"{short[1]};{aliases}"
    elif usual := usual_name(name, aliases, hosts.split(";")):
        name, aliases = usual, f"{name};{aliases}"
    return row | {"name": name, "printed": row["name"], "called": called, "aliases": aliases, "hosts": hosts}


def usual_name(name: str, aliases: str, hosts: list[str]) -> str | None:
    """The alias that a host spells, of a call sign or abbreviation that none does: JOTX-DTV at tv-tokyo.co.jp is TV Tokyo."""
    if not CALL_SIGN.match(name) or any(fit(name, host) >= LEAST_FIT for host in hosts):
        return None
    return next((alias for alias in aliases.split(";") if any(fit(alias, host) >= EVIDENT_FIT for host in hosts)), None)


def is_feed(row: Row) -> bool:
    """Whether the table prints the titles of feeds."""
    return "feed_titles" in datasets()[row["source_repo"]]


def feed_name(title: str, host: str) -> str:
    """The part of a feed's title that fits the host best, of a title that does not fit it the first: "Latest Science News -- ScienceDaily" at
    sciencedaily.com is ScienceDaily."""
    parts = [part for part in PARTS.split(title) if part]
    best = max(parts, key=lambda part: (fit(part, host), -len(part)))
    return FEED_WORDS.sub("", best if fit(best, host) >= SURE_FIT else parts[0])
