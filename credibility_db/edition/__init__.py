"""Editions: publish an immutable snapshot of the database, open it, ask it."""

from credibility_db.edition.difference import Difference, compare_editions
from credibility_db.edition.layout import current_edition_id, edition_ids, followed_edition_id
from credibility_db.edition.publish import EditionInfo, PublishOptions, publish_edition
from credibility_db.edition.reader import Edition, open_edition
from credibility_db.edition.retention import KEEP, roll_back

__all__ = [
    "KEEP",
    "Difference",
    "Edition",
    "EditionInfo",
    "PublishOptions",
    "compare_editions",
    "current_edition_id",
    "edition_ids",
    "followed_edition_id",
    "open_edition",
    "publish_edition",
    "roll_back",
]
