"""Evidence for byline authors: the outlet they write for, or the affiliation printed beside the name."""

from __future__ import annotations

from server.linking.recorded import Recorded
from server.records.dates import held_on
from server.records.knowledge import Knowledge
from server.records.link import LinkEvidence
from server.records.outlet import OutletIdentity
from server.records.page import Author, Page

_AUTHOR_TIES = frozenset(["writes_for", "employed_by", "affiliated_with", "member_of"])


def byline_evidence(author: Author, record: Recorded, page: Page, identity: OutletIdentity, knowledge: Knowledge) -> tuple[LinkEvidence, ...]:
    """What a byline says for a record: that it writes for this outlet, or for the one printed with the name."""
    found = []
    for outlet in (identity.outlet, identity.origin):
        statement = _writes_for(record, outlet.entity, page.published) if outlet is not None and outlet.entity else None
        if outlet is not None and statement is not None:
            found.append(LinkEvidence("byline_outlet", outlet.name or "", statement=statement))
    if author.affiliation:
        for match in knowledge.entities_named(author.affiliation):
            statement = _writes_for(record, match.entity, page.published)
            if statement is not None:
                found.append(LinkEvidence("byline_affiliation", author.affiliation, statement=statement))
    return tuple(found)


def _writes_for(record: Recorded, body: str, day: str | None) -> str | None:
    for statement in record.ties.get(body, ()):
        if statement.predicate in _AUTHOR_TIES and held_on(statement.valid_from, statement.valid_to, day) is not False:
            return statement.id
    return None
