"""The only place that writes `select`: every question to the curators' database."""

from credibility_db.queries.history import changed_since, entity_history, last_revision, revisions
from credibility_db.queries.origins import citation_ids, entity_origins, statement_origins
from credibility_db.queries.records import entity_ids, read_record, read_records
from credibility_db.queries.surroundings import read_surroundings

__all__ = [
    "changed_since",
    "citation_ids",
    "entity_history",
    "entity_ids",
    "entity_origins",
    "last_revision",
    "read_record",
    "read_records",
    "read_surroundings",
    "revisions",
    "statement_origins",
]
