"""Editions: publish an immutable snapshot of the database, open it, ask it.

Readers open editions and never publish: what publishes is loaded at the first use of its names, since SQLAlchemy takes 20 MB of each worker.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from credibility_db.edition.layout import current_edition_id, edition_ids, followed_edition_id
from credibility_db.edition.reader import Edition, open_edition

if TYPE_CHECKING:
    from credibility_db.edition.difference import Difference, compare_editions
    from credibility_db.edition.publish import EditionInfo, PublishOptions, publish_edition
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

_PUBLISHING = {
    "Difference": "difference",
    "compare_editions": "difference",
    "EditionInfo": "publish",
    "PublishOptions": "publish",
    "publish_edition": "publish",
    "KEEP": "retention",
    "roll_back": "retention",
}


def __getattr__(name: str) -> Any:
    """A name of the publishing modules (PEP 562)."""
    if name in _PUBLISHING:
        return getattr(import_module(f"{__name__}.{_PUBLISHING[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
