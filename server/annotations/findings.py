"""`items`: a W3C annotation for every place of the text that is somebody, and for quoted people the record does not know."""

from __future__ import annotations

from hashlib import sha256

from server.annotations.selectors import selectors
from server.records.attribution import Attribution
from server.records.link import Link, LinkEvidence
from server.records.page import Page

_UNKNOWN_SENTENCE = {
    "unknown": "The record has no entry under this name.",
    "ambiguous": "The record knows several of this name and the article does not tell which one is meant.",
    "insufficient_evidence": "The record knows someone of this name, but the article does not show that it is the same.",
}


def source_of(page: Page) -> str:
    """The IRI an annotation targets: the page's address, or for a text without one a URN of its hash."""
    return page.canonical or page.url or f"urn:sha256:{page.content_hash}"


def findings(page: Page, attributions: tuple[Attribution, ...], links: tuple[Link, ...]) -> list[dict[str, object]]:
    """The annotations in the order of the text, one a place and entity."""
    described = {attribution.id: attribution.described_as for attribution in attributions if attribution.described_as}
    places: dict[tuple[int, int, str], list[Link]] = {}
    for link in links:
        span = link.mention.span
        if span is None or (link.entity is None and link.mention.role not in ("source", "byline")):
            continue
        places.setdefault((span.start, span.end, link.entity or ""), []).append(link)
    target = source_of(page)
    return [_annotation(page, target, at, found, described) for at, found in sorted(places.items(), key=lambda item: item[0][:2])]


def _annotation(page: Page, target: str, at: tuple[int, int, str], links: list[Link], described: dict[str, str]) -> dict[str, object]:
    start, end, entity = at
    words = next((described[key] for link in links for key in link.mention.attributions if key in described), None)
    body: list[dict[str, object]] = [_identified(entity, links)] if entity else []
    if words is not None:
        body.append(_text_body(f"The article describes {links[0].mention.name} as “{words}”.", described_as=words))
    if not entity:
        reason = links[0].reason or "unknown"
        body.append(_text_body(_UNKNOWN_SENTENCE[reason], reason=reason))
    key = "\x1f".join((target, str(start), str(end), entity, page.text[start:end]))
    return {
        "id": f"urn:sidenote:annotation:{sha256(key.encode()).hexdigest()[:32]}",
        "type": "Annotation",
        "motivation": "identifying" if entity else "describing",
        "body": body,
        "target": {"source": target, "selector": selectors(page.text, start, end, page.respaced)},
    }


def _identified(entity: str, links: list[Link]) -> dict[str, object]:
    return {
        "type": "SpecificResource",
        "purpose": "identifying",
        "source": f"urn:sidenote:entity:{entity}",
        "entity": entity,
        "name": links[0].mention.name,
        "roles": list(dict.fromkeys(link.mention.role for link in links)),
        "attributions": list(dict.fromkeys(key for link in links for key in link.mention.attributions)),
        "evidence": [evidence(piece) for piece in dict.fromkeys(piece for link in links for piece in link.evidence)],
    }


def _text_body(value: str, **terms: str) -> dict[str, object]:
    return {"type": "TextualBody", "purpose": "describing", "value": value, "format": "text/plain", "language": "en", **terms}


def evidence(piece: LinkEvidence) -> dict[str, object]:
    """One piece of evidence for a link; `start` and `end` where it stands in the text."""
    made: dict[str, object] = {"kind": piece.kind, "text": piece.text}
    if piece.start is not None:
        made.update(start=piece.start, end=piece.end)
    if piece.statement is not None:
        made["statement"] = piece.statement
    return made
