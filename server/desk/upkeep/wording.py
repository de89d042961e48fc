"""The lists of upkeep, in words."""

from __future__ import annotations

LISTS = {
    "dead": ("Dead sources", "A cited document was not there when it was last visited. Cite another, or its archived copy."),
    "old": ("Old sources", "Nobody has read any of the documents for more than a year."),
    "single": ("One publisher only", "Everything rests on one publisher's word."),
    "own-word": ("Their own word only", "Every document is what somebody says of themselves."),
    "ended-office": ("Offices that have ended", "Their end is past, and the record has no later office of the same person."),
    "undated-owner": ("Owners without a date", "Who stands above an entity, without since when."),
}
VERDICTS = {"alive": "there", "dead": "gone", "unclear": "unclear", "unchecked": "not visited yet"}
KINDS = {"outlet": "outlets", "organization": "organizations", "person": "people"}
