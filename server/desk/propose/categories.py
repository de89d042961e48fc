"""The categories that records of each kind have, and the systems whose identifiers are common: suggestions of the forms, not rules."""

from __future__ import annotations

CATEGORIES = {
    "outlet": ("newspaper", "broadcaster", "news agency", "online", "magazine"),
    "organization": (
        "think tank",
        "media group",
        "company",
        "government body",
        "university",
        "state research institute",
        "foundation",
        "advocacy group",
        "international body",
        "political foundation",
        "party",
        "religious organization",
        "family",
    ),
    "person": ("scholar", "commentator", "politician", "official", "journalist", "executive", "business person"),
}
SCHEMES = ("wikidata", "isni", "lei", "opensanctions", "ror", "issn")
