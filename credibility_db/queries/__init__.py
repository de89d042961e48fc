"""The only place that writes `select`: every question to the curators' database."""

from credibility_db.queries.api_keys import api_key_of, api_keys
from credibility_db.queries.history import changed_since, entity_history, last_revision, revisions
from credibility_db.queries.identities import bearers_of, chunks, holders_of, identifiers_of, labels_of, outlets_at, taken_ids
from credibility_db.queries.link_checks import link_checks
from credibility_db.queries.merged import heirs, held_by_merged, merged_before, references_of, shown_heirs, subjects_contradicting
from credibility_db.queries.neighbourhood import read_neighbourhood
from credibility_db.queries.origins import citation_ids, entity_origins, origins_of, statement_origins
from credibility_db.queries.people import account, account_link, accounts, count_active_admins, count_failures, count_recovery_codes, session
from credibility_db.queries.proposals import checkpoint_of, count_proposals, proposal_ids, proposals
from credibility_db.queries.publishing import outlets_with, read_bearers, revision_hash, shown_contradictions, subjects_naming
from credibility_db.queries.records import entity_ids, read_record, read_records
from credibility_db.queries.reports import count_reports, report_by_key, reports
from credibility_db.queries.surroundings import read_surroundings

__all__ = [
    "account",
    "account_link",
    "accounts",
    "api_key_of",
    "api_keys",
    "bearers_of",
    "changed_since",
    "checkpoint_of",
    "chunks",
    "citation_ids",
    "count_active_admins",
    "count_failures",
    "count_proposals",
    "count_recovery_codes",
    "count_reports",
    "entity_history",
    "entity_ids",
    "entity_origins",
    "heirs",
    "held_by_merged",
    "holders_of",
    "identifiers_of",
    "labels_of",
    "last_revision",
    "link_checks",
    "merged_before",
    "origins_of",
    "outlets_at",
    "outlets_with",
    "proposal_ids",
    "proposals",
    "read_bearers",
    "read_neighbourhood",
    "read_record",
    "read_records",
    "read_surroundings",
    "references_of",
    "report_by_key",
    "reports",
    "revision_hash",
    "revisions",
    "session",
    "shown_contradictions",
    "shown_heirs",
    "statement_origins",
    "subjects_contradicting",
    "subjects_naming",
    "taken_ids",
]
