"""An import of made-up lines: what it tells while it runs, and what the database has afterwards."""

from __future__ import annotations

from sqlalchemy import Engine

from credibility_db.curation.importing import Change, ImportOptions, ImportResult, run_import
from credibility_db.incoming import ImportProblem, Reader
from credibility_db.queries import proposals, read_records
from credibility_db.records import EntityRecord
from tests.credibility_db.curation.importing.made_up import organization, outlet, says

LANTERN, QUILLON = "the-larkfield-lantern", "quillon-media"
AS_THE_LANTERN = {"wikidata": "Q999999901"}


class Heard:
    """What an import tells while it runs."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.problems: list[ImportProblem] = []

    def options(self, **members: object) -> ImportOptions:
        return ImportOptions(on_change=self.changes.append, on_problem=self.problems.append, **members)  # type: ignore[arg-type]

    def told(self) -> list[tuple[str, str]]:
        return [(change.action, change.target) for change in self.changes]


def run(engine: Engine, reader: Reader, **members: object) -> tuple[ImportResult, Heard]:
    heard = Heard()
    return run_import(engine, reader, heard.options(**members)), heard


def stored(engine: Engine) -> dict[str, EntityRecord]:
    with engine.connect() as connection:
        return {record.id: record for record in read_records(connection)}


def open_proposals(engine: Engine) -> list[tuple[str, str, str]]:
    with engine.connect() as connection:
        return [(row.kind, row.target, row.why) for row in proposals(connection)]


def statements(engine: Engine, entity: str) -> dict[str, str]:
    return {statement.id: statement.status for statement in stored(engine)[entity].statements}


PAPER = outlet(1, "1", "The Paper", says("owned_by", "dataset:2", valid_from="2013", share=51.0), host="paper.example", country="NO")
OWNER = organization(2, "2", "Owner Ltd", country="NO")
CONTRADICTS = says("owned_by", "id:ida-quillon")
