"""Fetching what an import will read, into files: a run that is interrupted goes on where it was, and the import reads what was fetched.

Entities of Wikidata go into one file, a line each, as in its dumps; trust.txt, ads.txt and front pages into a folder, a file a site.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from credibility_db.errors import RecordError
from credibility_db.exchange.declarations import host_named
from credibility_db.exchange.wikidata.api import QID, WikidataApi
from credibility_db.fetching import Fetch, Fetched, NotFetched, Sleep, patiently
from credibility_db.hosts import HostInvalid


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file that sites serve at a fixed place: where it may be, as what it is kept, which kinds of answer are it."""

    paths: tuple[str, ...]
    ending: str
    accept: str
    types: tuple[str, ...]


SITE_FILES: Mapping[str, SiteFile] = {
    "trust-txt": SiteFile(("/trust.txt", "/.well-known/trust.txt"), ".txt", "text/plain", ("text/plain", "application/octet-stream", "")),
    "ads-txt": SiteFile(("/ads.txt",), ".txt", "text/plain", ("text/plain", "application/octet-stream", "")),
    "schema-org": SiteFile(("/",), ".html", "text/html, application/xhtml+xml;q=0.9", ("text/html", "application/xhtml+xml")),
}


@dataclass(frozen=True, slots=True)
class Collected:
    """What became of one entity or site: `how` is fetched, kept (there from an earlier run), missing (it has none) or failed, with the reason."""

    what: str
    how: str
    reason: str = ""


def collect_entities(api: WikidataApi, qids: Sequence[str], path: Path) -> Iterator[Collected]:
    """Fetch the entities that `path` does not hold yet and add each as a line. Raises RecordError for what is no number of Wikidata."""
    if strange := [qid for qid in qids if not QID.match(qid)]:
        raise RecordError(f"no numbers of Wikidata: {', '.join(strange[:5])}", source=str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    there = _entities_in(path)
    wanted = [qid for qid in dict.fromkeys(qids) if qid not in there]
    yield from (Collected(qid, "kept") for qid in dict.fromkeys(qids) if qid in there)
    with path.open("ab") as file:
        for qid, entity in api.entities(wanted):
            if isinstance(entity, NotFetched):
                yield Collected(qid, "missing" if entity.problem == "missing" else "failed", str(entity))
                continue
            file.write(orjson.dumps({**entity, "asked": qid}, option=orjson.OPT_APPEND_NEWLINE))
            file.flush()
            yield Collected(qid, "fetched")


def _entities_in(path: Path) -> set[str]:
    """The numbers asked for that a file has; half a line at its end, from a run that was killed, is cut off."""
    if not path.exists():
        return set()
    whole = path.read_bytes()
    end = whole.rfind(b"\n") + 1
    if end < len(whole):
        os.truncate(path, end)
    return {str(orjson.loads(line)["asked"]) for line in whole[:end].splitlines()}


def collect_site_files(
    fetch: Fetch, form: str, sites: Sequence[str], folder: Path, *, fresh: Callable[[Path], bool], sleep: Sleep = time.sleep
) -> Iterator[Collected]:
    """Fetch a form's file of each site (a host or an address) into `folder`, but where `fresh` says that the one there will do."""
    place = SITE_FILES[form]
    folder.mkdir(parents=True, exist_ok=True)
    for site in dict.fromkeys(sites):
        try:
            host = host_named(site)
        except HostInvalid as error:
            yield Collected(site, "failed", str(error))
            continue
        path = folder / f"{host}{place.ending}"
        if path.exists() and fresh(path):
            yield Collected(site, "kept")
            continue
        try:
            found = _first_there(fetch, site if "://" in site else f"https://{site}", place, sleep)
        except NotFetched as error:
            yield Collected(site, "missing" if error.status in (404, 410) else "failed", str(error))
            continue
        beside = path.with_suffix(".new")
        beside.write_bytes(found.body)
        beside.replace(path)
        yield Collected(site, "fetched")


def _first_there(fetch: Fetch, site: str, place: SiteFile, sleep: Sleep) -> Fetched:
    """The file at the first of its places that has it. Raises NotFetched."""
    missing: NotFetched | None = None
    scheme, _, rest = site.partition("://")
    root = f"{scheme}://{rest.split('/')[0]}"
    for path in place.paths:
        url = root + path
        try:
            found = patiently(lambda url=url: fetch.document(url, accept=place.accept), sleep=sleep)  # type: ignore[misc]
        except NotFetched as error:
            if error.status not in (404, 410):
                raise
            missing = error
            continue
        if found.content_type in place.types:
            return found
        missing = NotFetched(url, f"answers with {found.content_type}, not with this file", problem="not the format", status=404)
    raise missing or NotFetched(root, "has no such file", problem="missing", status=404)
