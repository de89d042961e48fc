"""From a sighting to the fields of a proposal: empty but for what was seen, or filled with what Wikidata says."""

from __future__ import annotations

from dataclasses import dataclass, replace

from credibility_db.curation.proposing import head_json, members_of
from credibility_db.errors import RecordError
from credibility_db.exchange.wikidata.api import WikidataApi
from credibility_db.exchange.wikidata.draft import draft_from_wikidata
from credibility_db.fetching import NotFetched
from server.desk.propose.fields import given_of_head
from server.documents import DocumentFetch
from server.fetching import Fetcher

MOST_NAMES = 15
"""Further names taken over: the fields travel in an address."""
Given = dict[str, str]


class WikidataSilent(Exception):
    """Wikidata could not be asked, or has nothing that is recorded here; the message says why."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that bears the name."""

    qid: str
    label: str
    description: str


def _impatient(_seconds: float) -> None:
    raise WikidataSilent("Wikidata does not answer now.")


def wikidata(fetcher: Fetcher) -> WikidataApi:
    """Wikidata through the safe client, asked once: somebody waits for the page."""
    return WikidataApi(DocumentFetch(fetcher), sleep=_impatient)


def candidates(api: WikidataApi, kind: str, name: str) -> list[Candidate]:
    """Items that may be meant; a host is looked for by its name. Raises WikidataSilent."""
    words = name.split(".")[-2] if kind == "host" and "." in name else name
    try:
        return [Candidate(*found) for found in api.search(words)]
    except NotFetched as error:
        raise WikidataSilent(f"Wikidata could not be asked: {error.problem}.") from error


def only_one(found: list[Candidate], name: str) -> Candidate | None:
    """The candidate that bears exactly this name, if it is the only one."""
    same = [each for each in found if each.label.casefold() == name.casefold()]
    return same[0] if len(same) == 1 else None


def empty_draft(kind: str, name: str) -> Given:
    """The fields that the sighting itself gives."""
    return {"kind": "outlet", "hosts-0-place": name} if kind == "host" else {"kind": kind, "name": name}


def filled_draft(api: WikidataApi, kind: str, name: str, qid: str) -> Given:
    """The fields with what Wikidata says of an item, for a curator to check. Raises WikidataSilent."""
    try:
        record = draft_from_wikidata(api.fetch, qid, api=api)
    except NotFetched as error:
        raise WikidataSilent(f"Wikidata could not be asked: {error.problem}.") from error
    except RecordError as error:
        raise WikidataSilent(f"{qid} is nothing that is recorded here: {error}.") from error
    head = replace(record, names=record.names[:MOST_NAMES], statements=())
    given = given_of_head(members_of(head_json(head))) | {"why": f"Met often and not known yet; begun from Wikidata, {qid}."}
    return given | ({f"hosts-{len(head.hosts)}-place": name} if kind == "host" and all(host.host != name for host in head.hosts) else {})
