"""outlets.csv and ownership_edges.csv → compiled outlets with hosts, owners, networks and state classes.

Rows meet at a host. The title that fits a host best has it; other titles printed on the same host have no page of their own to be recognised by
and are left out, as are call-sign stations, whose site may be that of the network they carry.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from credibility_db.exchange.facts.fitting import LEAST_FIT, SURE_FIT, fit
from credibility_db.exchange.facts.known import Known, key_of, label_of
from credibility_db.exchange.facts.owners import Owners
from credibility_db.exchange.facts.states import States, say_state_class
from credibility_db.exchange.facts.tables import Record, Row, citation_of, countries, state
from credibility_db.exchange.facts.titles import is_feed, named
from credibility_db.hosts import HostInvalid, is_public_suffix, normal_host
from credibility_db.names import is_too_common

CATEGORIES = (
    ("magazine", "magazine"),
    ("newspaper", "newspaper"),
    ("tv ", "broadcaster"),
    ("news site", "online"),
    ("partisan local-news", "online"),
)
BROADCASTING = re.compile(r"\b(tv|television|televisi[oó]n|radio|broadcasting|fm)\b|\btv", re.IGNORECASE)
AGENCY = re.compile(r"\b(news agency|agency|agencia|agence)\b", re.IGNORECASE)
MASTHEAD = re.compile(
    r"\b(times|post|news|herald|tribune|gazette|journal|chronicle|daily|press|observer|courier|examiner|register|sentinel|telegraph|television|"
    r"broadcasting|radio|magazine|weekly|express|dispatch|record|review|star|sun|reporter|advocate|bulletin|mail|standard)\b",
    re.IGNORECASE,
)
MOST_ALIASES = 6


@cache
def library_hosts() -> frozenset[str]:
    """Hosts of libraries, platforms and social networks."""
    lines = files("credibility_db.exchange.facts").joinpath("library_hosts.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def compile_outlets(rows: Iterable[Row], known: Known, owners: Owners, states: States) -> list[Record]:
    """The records of outlets, those of curated ones holding only what is added. `owners` answers for a row's edges."""
    titles: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in map(named, rows):
        if "call-sign" in row["caveat"]:
            continue
        for host in usable_hosts(row):
            titles[host, key_of(row["name"])].append(row)
    by_host: dict[str, list[list[Row]]] = defaultdict(list)
    for (host, _), group in titles.items():
        by_host[host].append(group)
    chosen: dict[tuple[str, str], tuple[list[Row], list[str]]] = {}
    for host in sorted(by_host):
        group = max(by_host[host], key=lambda rows: (fit(rows[0]["name"], host), len(rows), rows[0]["name"]))
        if known.is_organization(group[0]["name"]):
            continue
        known_id = known_outlet(group, host, known)
        unsure = fit(group[0]["name"], host) < SURE_FIT or is_feed(group[0])
        if known_id is None and known.is_outlet(group[0]["name"]) and not main_country(group) and unsure:
            continue  # a short-link, mail or feed host of an outlet we know, but neither country nor letters say so for certain
        place = (known_id, "") if known_id else (key_of(group[0]["name"]), same_site(group, host))
        held, hosts = chosen.setdefault(place, ([], []))
        held.extend(row for row in group if row not in held)
        hosts.append(host)
    return [make_record(group, hosts, known, owners, states) for group, hosts in joined(chosen)]


def joined(chosen: dict[tuple[str, str], tuple[list[Row], list[str]]]) -> list[tuple[list[Row], list[str]]]:
    """The places, two of one distinctive name in one country as one: an old and a new host. Three or more are local papers of one name."""
    namesakes: dict[tuple[str, str], list[tuple[list[Row], list[str]]]] = defaultdict(list)
    for (name, _), place in sorted(chosen.items()):
        namesakes[name, main_country(place[0])].append(place)
    found = []
    for (_, country), places in namesakes.items():
        if len(places) == 2 and country and not is_too_common(places[0][0][0]["name"]):
            (rows, hosts), (more_rows, more_hosts) = places
            found.append((rows + more_rows, hosts + more_hosts))
        else:
            found.extend(places)
    return found


def known_outlet(group: list[Row], host: str, known: Known) -> str | None:
    """The curated outlet these rows speak of: by host, or by a distinctive name together with the country."""
    for row in group:
        held = known.outlet_at(host, row["name"], country=main_country(group))
        if held is None and not is_too_common(row["name"]):
            held = known.named(row["name"], country=main_country(group), kind="outlet")
        if held is not None:
            return held
    return None


def same_site(group: list[Row], host: str) -> str:
    """What tells that rows of one name at several hosts are one outlet: an identifier, one row with these hosts, or the same label."""
    for row in group:
        if row["wikidata_qid"]:
            return row["wikidata_qid"]
    several = (usable_hosts(row) for row in group)
    return next((hosts[0] for hosts in several if len(hosts) > 1), f"{label_of(host).rpartition('.')[2]} {main_country(group)}")


def usable_hosts(row: Row) -> list[str]:
    """A row's hosts without libraries; of several only those that look like the title's."""
    found = []
    for text in row["hosts"].split(";"):
        try:
            host = normal_host(text)
        except HostInvalid:
            continue
        if is_public_suffix(host) or any(host == library or host.endswith("." + library) for library in library_hosts()):
            continue
        found.append(host)
    if len(found) > 1:
        return [host for host in found if fit(row["name"], host) >= LEAST_FIT] or found[:1]
    return found


def main_country(group: list[Row]) -> str:
    """The country most rows name."""
    counts = Counter(row["country"] for row in group if row["country"] in countries())
    return counts.most_common(1)[0][0] if counts else ""


def make_record(group: list[Row], hosts: list[str], known: Known, owners: Owners, states: States) -> Record:
    """One outlet of all its rows."""
    known_id = next(filter(None, (known_outlet(group, host, known) for host in hosts)), None)
    name = best_name(group)
    country = main_country(group)
    entity_id = known_id or known.new_id(best_name(group, "called"), kind="outlet", hint=hosts[0])
    record: Record = {"id": entity_id, "kind": "outlet", "category": category_of(group), "name": name, "layer": "compiled"}
    if country:
        record["country"] = country
    if known_id is None:
        record["alone"] = bool(len(name.split()) > 1 and MASTHEAD.search(name) and not is_too_common(name))
        record["hosts"] = [{"host": host} for host in hosts]
        record["names"] = [{"text": alias, "kind": "alias", "alone": False} for alias in aliases_of(group, name)]
        qids = {row["wikidata_qid"] for row in group if row["wikidata_qid"]}
        if len(qids) == 1:
            record["identifiers"] = {"wikidata": qids.pop()}
    for row in group:
        owners.say_owners(record, row, known.country_of(entity_id) or country)
        if row["state_code"]:
            say_state_class(record, row, states)
    if known_id is None and not record.get("statements"):
        row = group[0]
        reason = f"{citation_of(row)['title']} lists this outlet and names no owner."
        state(record, {"predicate": "owned_by", "object": {"unknown": reason}, "layer": "compiled"}, citation_of(row))
    return record


def best_name(group: list[Row], member: str = "name") -> str:
    """The name most datasets print, the longest of those."""
    counts = Counter(" ".join(row[member].split()) for row in group)
    return max(counts, key=lambda name: (counts[name], len(name), name[:1].isupper(), name))


def category_of(group: list[Row]) -> str:
    """The category by the rows' type, else by the name."""
    types = " ".join(sorted({row["outlet_type"] for row in group}))
    name = group[0]["name"]
    if AGENCY.search(name):
        return "news agency"
    for mark, category in CATEGORIES:
        if mark in types:
            return category
    return "broadcaster" if BROADCASTING.search(name) else "online"


def aliases_of(group: list[Row], name: str) -> list[str]:
    """Further names worth knowing: no addresses, nicknames by the dozen or single letters."""
    found: dict[str, str] = {}
    for row in group:
        for alias in (row["name"], *row["aliases"].split(";")):
            text = " ".join(alias.split())
            if 2 < len(text) <= 80 and not re.search(r"[@/]|\.\w{2,4}$|\(", text) and key_of(text) and key_of(text) != key_of(name):
                found.setdefault(key_of(text), text)
    return list(found.values())[:MOST_ALIASES]
