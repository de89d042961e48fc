"""A record to start from: what Wikidata says of one entity, for a curator to check against the documents it cites. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from credibility_db.errors import RecordError
from credibility_db.exchange.wikidata.api import QID, WikidataApi
from credibility_db.exchange.wikidata.entities import read_entity
from credibility_db.exchange.wikidata.values import mapping
from credibility_db.fetching import Fetch
from credibility_db.incoming import Incoming, is_reference, parts_of
from credibility_db.records import EntityRecord, StatementRecord
from credibility_db.schemas import slugify


def draft_from_wikidata(fetch: Fetch, qid: str, *, api: WikidataApi | None = None) -> EntityRecord:
    """What Wikidata says of `qid` now, as a draft. Raises NotFetched, or RecordError for what is no entity that is recorded here.

    Its id is made from its name. Its statements have no ids yet; the object of each is a reference (`wikidata:Q9531`), to be resolved here, with
    the name that Wikidata gives it as `object_text`. Layers are those of an import: nothing of it is curated before somebody has read the documents.
    """
    if not QID.match(qid):
        raise RecordError("a number of Wikidata is a Q and digits", source=qid)
    asked = api or WikidataApi(fetch)
    item = read_entity(asked.entity(qid), line=1, as_of=datetime.now(UTC).date().isoformat())
    if not isinstance(item, Incoming):
        raise RecordError(getattr(item, "message", None) or "it is of no class that is recorded here", source=qid)
    record = item.record
    wanted = {text for statement in record.statements for text in (statement.object_id, statement.role) if text and is_reference(text)}
    names = _names(asked, sorted(parts_of(text)[1] for text in wanted))
    return replace(record, id=slugify(record.name), statements=tuple(_named(statement, names) for statement in record.statements))


def _names(api: WikidataApi, qids: list[str]) -> dict[str, str]:
    """What Wikidata calls items, in English or else in any language; those it does not answer for are left out."""
    found = ((qid, entity) for qid, entity in api.entities(qids, props="labels") if isinstance(entity, Mapping))
    return {qid: label for qid, entity in found if (label := _label(entity))}


def _label(entity: Mapping[str, Any]) -> str | None:
    labels = mapping(entity.get("labels"))
    term = mapping(labels.get("en") or labels.get("mul") or next(iter(labels.values()), None))
    text = term.get("value")
    return text if isinstance(text, str) else None


def _named(statement: StatementRecord, names: Mapping[str, str]) -> StatementRecord:
    role = statement.role
    if role and is_reference(role):
        role = names.get(parts_of(role)[1])
    text = names.get(parts_of(statement.object_id)[1]) if statement.object_id else statement.object_text
    return replace(statement, role=role, object_text=text)
