"""Proposals from hand-in to decision: what the desk and its API do with them."""

from credibility_db.curation.proposing.form import head_from, head_json, members_of, statement_from, target_json
from credibility_db.curation.proposing.merging_fields import Field, joined, merge_fields
from credibility_db.curation.proposing.reviewing import ChangedSince, Decision, Outcome, Resolution, comment, review, review_many
from credibility_db.curation.proposing.submitting import Checked, Draft, check_draft, submit, withdraw

__all__ = [
    "ChangedSince",
    "Checked",
    "Decision",
    "Draft",
    "Field",
    "Outcome",
    "Resolution",
    "check_draft",
    "comment",
    "head_from",
    "head_json",
    "joined",
    "members_of",
    "merge_fields",
    "review",
    "review_many",
    "statement_from",
    "submit",
    "target_json",
    "withdraw",
]
