"""One paper recorded twice, and what is done with it: merging, splitting, loading."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Engine

from credibility_db.curation import LoadOptions, load_records
from credibility_db.curation.merging import MergeOptions, MergeResult, merge_entities
from credibility_db.curation.splitting import Chosen, SplitOptions, split_entity
from credibility_db.edition import PublishOptions
from credibility_db.queries import read_record
from credibility_db.records import CitationRecord, EntityRecord, HostRecord, NameRecord, StatementRecord

ANYTHING = PublishOptions(allow_empty=True)
FIRST = CitationRecord("https://a.example/", "A", "A", "2026-11-23", "press")
SECOND = CitationRecord("https://b.example/", "B", "B", "2026-11-23", "press")
OPTIONS = MergeOptions("ann", "the same paper")


def stated(subject: str, predicate: str, target: str | None = None, **members: object) -> StatementRecord:
    """A statement with a citation, its id made as files make it."""
    given = {"object_id": target, "citations": (FIRST,)} | members
    return StatementRecord(f"{subject}.{predicate}.{target or 'text'}", subject, predicate, **given)  # type: ignore[arg-type]


def outlet(entity_id: str, name: str, *statements: StatementRecord, **members: object) -> EntityRecord:
    return EntityRecord(entity_id, "outlet", "newspaper", name, statements=statements, **members)  # type: ignore[arg-type]


RECORDS = [
    EntityRecord("owner", "organization", "company", "Quillon Media"),
    EntityRecord("owner-ltd", "organization", "company", "Quillon Media Ltd", statements=(stated("owner-ltd", "part_of", "owner"),)),
    outlet(
        "lantern",
        "The Lantern",
        stated("lantern", "owned_by", "owner", share=60.0),
        country="NO",
        identifiers={"wikidata": "Q999999901"},
        names=(NameRecord("Larkfield Lantern"),),
        hosts=(HostRecord("lantern.example"),),
    ),
    outlet(
        "the-lantern",
        "Lantern of Larkfield",
        stated("the-lantern", "owned_by", "owner", share=60.0, citations=(SECOND,)),
        stated("the-lantern", "part_of", "owner-ltd"),
        stated("the-lantern", "describes_itself_as", object_text="independent"),
        country="SE",
        description="A paper.",
        identifiers={"isni": "0000000100000001"},
        names=(NameRecord("Larkfield Lantern"), NameRecord("云雀灯报", "transliteration", language="zh")),
        hosts=(HostRecord("the-lantern.example"),),
    ),
    outlet(
        "mirror",
        "The Mirror of Larkfield",
        stated("mirror", "part_of", "the-lantern", contradicts=("the-lantern.describes_itself_as.text", "the-lantern.owned_by.owner")),
        stated("mirror", "successor_of", "lantern"),
    ),
]


def load(engine: Engine, records: Iterable[EntityRecord], *, withdraw_missing: bool = True) -> list[str]:
    with engine.begin() as connection:
        result = load_records(connection, list(records), LoadOptions("tests", "a test", withdraw_missing=withdraw_missing))
    assert not result.changes or "merged" not in {change.action for change in result.changes}
    return result.kept if not result.changes else ["changed", *(change.target for change in result.changes)]


def merge(engine: Engine, keep: str, gone: str, options: MergeOptions = OPTIONS) -> MergeResult:
    with engine.begin() as connection:
        return merge_entities(connection, keep, gone, options)


def split(engine: Engine, source: str, target: str, chosen: Chosen, **members: str) -> MergeResult:
    with engine.begin() as connection:
        return split_entity(connection, source, target, chosen, SplitOptions("ann", "two papers", **members))  # type: ignore[arg-type]


def record(engine: Engine, entity_id: str) -> EntityRecord:
    with engine.connect() as connection:
        found = read_record(connection, entity_id)
    assert found is not None
    return found


def standing(found: EntityRecord) -> dict[str, StatementRecord]:
    return {statement.id: statement for statement in found.statements if statement.status != "withdrawn"}
