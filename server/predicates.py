"""Predicates in plain words, as pages for people say them."""

from __future__ import annotations

PREDICATES = {
    "owned_by": "is owned by",
    "part_of": "is part of",
    "controlled_by": "is controlled by",
    "funded_by": "is funded by",
    "founded_by": "was founded by",
    "affiliated_with": "is affiliated with",
    "employed_by": "is employed by",
    "holds_office": "holds an office of",
    "writes_for": "writes for",
    "member_of": "is a member of",
    "describes_itself_as": "describes itself as",
    "legal_form": "has the legal form",
    "successor_of": "is the successor of",
}
