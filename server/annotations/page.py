"""Facts → the response: a W3C AnnotationPage with Sidenote's own members. Last of the pure steps.

| member | what |
|---|---|
| @context, id, type | JSON-LD contexts, an URN made of the page's hash and the edition, `AnnotationPage` |
| page | url, canonical, title, published, modified, language, byline [name, entity], content_hash, origin, paywalled; text when asked for |
| page.origin_outlet | as `outlet`: where the text is from; null where it is the outlet's own |
| outlet | name, entity, evidence [kind, text, start, end] |
| entities | by id: id, kind, category, name, description, country, identifiers, statements |
| … statements | id, predicate, object {id, name}, role, valid_from, valid_to, current_as_of, rank, status, layer, note, contradicts, qualifiers |
| … citations | url, title, publisher, accessed, published, kind, asserted_by, archive_url, licence |
| attributions | id, source {text, start, end, type, name, entity}, cue, content {…, directness}, continues, described_as, channel |
| … described_organizations | text, start, end, entity |
| relations | kind, between, via, statements, disputed_by |
| profile | attributions, by_source, by_channel |
| items | W3C annotations: id, type, motivation, body, target {source, selector} |
| unlinked | text, start, end, role, reason, candidates (how many) |
| as_of, edition | the article's date, the edition's id |

Dates are ISO or partial dates; offsets are code points into the page text; what is not known is null. Of statements and citations these members are
left out where empty: note, contradicts, qualifiers, published, asserted_by, archive_url, licence.
"""

from __future__ import annotations

from hashlib import sha256

from server.annotations.facts import entities_of, profile, relation
from server.annotations.findings import findings
from server.records.attribution import Attribution
from server.records.context import Context
from server.records.link import Link
from server.records.outlet import Outlet, OutletIdentity
from server.records.page import Page
from server.records.span import Span

CONTEXTS = ("http://www.w3.org/ns/anno.jsonld", "/ns/sidenote.jsonld")
_REPORTED = ("source", "channel", "described", "byline")  # a name that is only mentioned and not known is left in peace


def annotation_page(
    page: Page,
    identity: OutletIdentity,
    attributions: tuple[Attribution, ...],
    links: tuple[Link, ...],
    context: Context,
    edition: str,
    include_text: bool = False,
) -> dict[str, object]:
    """The whole response as plain dicts and lists, ready for a JSON writer; they may be shared between responses: do not change them."""
    entity_at = _entities_by_place(links)
    return {
        "@context": list(CONTEXTS),
        "id": f"urn:sidenote:page:{sha256(f'{page.url}|{page.content_hash}|{edition}'.encode()).hexdigest()[:32]}",
        "type": "AnnotationPage",
        "page": _page(page, identity, links, include_text),
        "outlet": _outlet(identity.outlet),
        "as_of": context.as_of,
        "entities": entities_of(context),
        "attributions": [_attribution(attribution, entity_at) for attribution in attributions],
        "relations": [relation(found) for found in context.relations],
        "profile": profile(context.profile),
        "items": findings(page, attributions, links),
        "unlinked": _unlinked(links),
        "edition": edition,
    }


def _page(page: Page, identity: OutletIdentity, links: tuple[Link, ...], include_text: bool) -> dict[str, object]:
    authors = {link.mention.name: link.entity for link in links if link.mention.role == "byline"}
    made: dict[str, object] = {
        "url": page.url,
        "canonical": page.canonical,
        "title": page.title,
        "published": page.published,
        "modified": page.modified,
        "language": page.language,
        "byline": [{"name": author.name, "entity": authors.get(author.name)} for author in page.byline],
        "content_hash": page.content_hash,
        "origin": page.origin,
        "origin_outlet": _outlet(identity.origin) if identity.origin is not None else None,
        "paywalled": page.paywalled,
    }
    if include_text:
        made["text"] = page.text
    return made


def _outlet(outlet: Outlet) -> dict[str, object]:
    evidence = [{"kind": clue.kind, "text": clue.text, "start": clue.start, "end": clue.end} for clue in outlet.evidence]
    return {"name": outlet.name, "entity": outlet.entity, "evidence": evidence}


def _entities_by_place(links: tuple[Link, ...]) -> dict[tuple[str, str, int | None], str | None]:
    """The entity of each part of each attribution: by attribution, role and the start of its span."""
    found: dict[tuple[str, str, int | None], str | None] = {}
    for link in links:
        mention = link.mention
        for key in mention.attributions:
            found[key, mention.role, mention.span.start if mention.span else None] = link.entity
    return found


def _attribution(attribution: Attribution, entity_at: dict[tuple[str, str, int | None], str | None]) -> dict[str, object]:
    source, key = attribution.source, attribution.id
    start = source.span.start if source.span else None
    return {
        "id": key,
        "source": {**_span(source.span), "type": source.type, "name": source.name, "entity": entity_at.get((key, "source", start))},
        "cue": _span(attribution.cue) if attribution.cue else None,
        "content": {**_span(attribution.content), "directness": attribution.directness},
        "continues": attribution.continues,
        "described_as": attribution.described_as,
        "described_organizations": [
            {**_span(span), "entity": entity_at.get((key, "described", span.start))} for span in attribution.described_organizations
        ],
        "channel": _channel(attribution.channel, key, entity_at),
    }


def _channel(span: Span | None, key: str, entity_at: dict[tuple[str, str, int | None], str | None]) -> dict[str, object] | None:
    return {**_span(span), "entity": entity_at.get((key, "channel", span.start))} if span else None


def _span(span: Span | None) -> dict[str, object]:
    return {"text": span.text, "start": span.start, "end": span.end} if span else {"text": None, "start": None, "end": None}


def _unlinked(links: tuple[Link, ...]) -> list[dict[str, object]]:
    """One entry a name: at the place where it is printed in full, else where it first stands."""
    best: dict[str, Link] = {}
    for link in links:
        if link.entity is not None or link.reason is None or link.mention.role not in _REPORTED:
            continue
        key = link.mention.name.casefold()
        kept = best.get(key)
        if kept is None or (_in_full(link) and not _in_full(kept)):
            best[key] = link
    linked = {link.mention.name.casefold() for link in links if link.entity is not None}
    return [_nil(link) for key, link in best.items() if key not in linked]


def _in_full(link: Link) -> bool:
    return link.mention.span is not None and link.mention.span.text.casefold() == link.mention.name.casefold()


def _nil(link: Link) -> dict[str, object]:
    span = link.mention.span
    where = _span(span) if span else {"text": link.mention.name, "start": None, "end": None}
    return {**where, "name": link.mention.name, "role": link.mention.role, "reason": link.reason, "candidates": len(link.candidates)}
