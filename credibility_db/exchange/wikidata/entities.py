"""One entity of Wikidata's JSON as an incoming record or a label. Pure; used by `reader`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from credibility_db.exchange.wikidata.citing import cite_item, cited_references
from credibility_db.exchange.wikidata.tables import CLASSES, COUNTRIES, IDENTIFIERS, LANGUAGES, PLATFORMS, PROPERTIES, ItemClass, Property
from credibility_db.exchange.wikidata.values import claims_of, date_of, first, item_of, mapping, sequence, share_of, text_of
from credibility_db.hosts import HostInvalid, normal_host, normal_path
from credibility_db.incoming import ImportProblem, Incoming, Item, Label, reference
from credibility_db.records import EntityRecord, HostRecord, NameRecord, StatementRecord

INSTANCE_OF, COUNTRY, WEBSITE, DISSOLVED = "P31", "P17", "P856", "P576"
START, END, POINT, SHARE, SUBJECT_ROLE, POSITION = "P580", "P582", "P585", "P1107", "P2868", "P39"
_QID = re.compile(r"Q[1-9][0-9]*\Z")
_ABBREVIATION = re.compile(r"[A-Z0-9&.-]{2,6}\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
_NO_PREFIX = re.compile(r"index\b.*|home|default|[a-z]{2}(?:[-_][a-z]{2})?|.*\.\w+", re.IGNORECASE)


def read_entity(entity: Any, *, line: int, as_of: str) -> Item | None:
    """What an entity says; None for items of classes that are not imported and for properties and lexemes."""
    if not isinstance(entity, Mapping):
        return ImportProblem(line, "is not an entity")
    qid = entity.get("id")
    if not isinstance(qid, str) or (not mapping(entity.get("claims")) and not mapping(entity.get("labels"))):
        return ImportProblem(line, "is not an entity with an id, labels and claims")
    if not _QID.match(qid):
        return None
    found = _class_of(entity)
    if found is None:
        return None
    names = list(_names(entity))
    if not names:
        return ImportProblem(line, f"{qid} has no label in a language that is read")
    if found.kind == "label":
        return Label(line, reference("wikidata", qid), names[0].text)
    record = _record(entity, qid, found, names, as_of)
    return None if found.kind == "person" and not record.statements else Incoming(line, record)


def _class_of(entity: Mapping[str, Any]) -> ItemClass | None:
    """What the item is here, by the classes that are not deprecated."""
    items = (item_of(claim.get("mainsnak")) for claim in claims_of(entity, INSTANCE_OF) if claim.get("rank") != "deprecated")
    known = [CLASSES[item] for item in items if item in CLASSES]
    return min(known, key=lambda each: each.place, default=None)


def _record(entity: Mapping[str, Any], qid: str, found: ItemClass, names: list[NameRecord], as_of: str) -> EntityRecord:
    statements = tuple(_statements(entity, qid, found.kind, name=names[0].text, as_of=as_of))
    held_office = any(statement.predicate == "holds_office" for statement in statements)
    return EntityRecord(
        id=reference("wikidata", qid),
        kind=found.kind,
        category="official" if held_office else found.category,
        name=names[0].text,
        country=None if found.kind == "person" else _country(entity),
        layer="compiled",
        identifiers={"wikidata": qid, **_identifiers(entity)},
        names=tuple(names[1:]),
        hosts=tuple(_hosts(entity)) if found.kind == "outlet" else (),
        statements=statements,
    )


def _names(entity: Mapping[str, Any]) -> Iterator[NameRecord]:
    """Labels and aliases, once each, the canonical name first."""
    labels, aliases = mapping(entity.get("labels")), mapping(entity.get("aliases"))
    seen: set[str] = set()
    told = [(code, labels[code]) for code in LANGUAGES if code in labels]
    told += [(code, term) for code in LANGUAGES if code in aliases for term in sequence(aliases[code])]
    for code, term in told:
        text = mapping(term).get("value")
        if not isinstance(text, str) or not (text := " ".join(text.split())) or text in seen:
            continue
        seen.add(text)
        kind = "abbreviation" if _ABBREVIATION.match(text) else "alias"
        yield NameRecord(text, kind, language=code if code != "mul" and _LANGUAGE.match(code) else None)


def _identifiers(entity: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for prop, scheme in IDENTIFIERS.items():
        for claim in claims_of(entity, prop):
            text = text_of(claim.get("mainsnak"))
            if text and claim.get("rank") != "deprecated":
                found.setdefault(scheme, text.replace(" ", "") if scheme == "isni" else text)
    return found


def _country(entity: Mapping[str, Any]) -> str | None:
    """The country of the best rank that has not ended."""
    for claim in claims_of(entity, COUNTRY):
        if claim.get("rank") != "deprecated" and END not in mapping(claim.get("qualifiers")):
            return COUNTRIES.get(item_of(claim.get("mainsnak")) or "")
    return None


def _hosts(entity: Mapping[str, Any]) -> Iterator[HostRecord]:
    """The official websites, each for its time; one without an end ends when the outlet does."""
    dissolved = next((date_of(claim.get("mainsnak")) for claim in claims_of(entity, DISSOLVED)), None)
    for claim in claims_of(entity, WEBSITE):
        url = text_of(claim.get("mainsnak"))
        if url is None or claim.get("rank") == "deprecated":
            continue
        try:
            parts = urlsplit(url)
            host, path = normal_host(parts.hostname or ""), _prefix(parts.path)
        except (ValueError, HostInvalid):
            continue
        if host not in PLATFORMS:
            qualifiers = mapping(claim.get("qualifiers"))
            yield HostRecord(host, path, date_of(first(qualifiers.get(START))), date_of(first(qualifiers.get(END))) or dissolved)


def _prefix(path: str) -> str:
    """The part of a path under which an outlet publishes; start pages, languages and files are none."""
    steps = [step for step in path.split("/") if step]
    while steps and _NO_PREFIX.fullmatch(steps[-1]):
        steps.pop()
    return normal_path("/".join(steps[:3]))


def _statements(entity: Mapping[str, Any], qid: str, kind: str, *, name: str, as_of: str) -> Iterator[StatementRecord]:
    for prop, meaning in PROPERTIES.items():
        if kind in meaning.subjects:
            cited = cite_item(qid, prop, name=name, as_of=as_of)
            for claim in claims_of(entity, prop):
                statement = _statement(claim, meaning)
                if statement is not None:
                    references = tuple(cited_references(claim, as_of=as_of))
                    layer = "compiled" if references or statement[1].get("valid_from") or statement[1].get("valid_to") else "reported"
                    yield StatementRecord("", "", meaning.predicate, layer=layer, citations=(cited, *references), **statement[0], **statement[1])


def _statement(claim: Mapping[str, Any], meaning: Property) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The object of a claim, and its qualifiers; None for a claim without object."""
    snak, qualifiers = mapping(claim.get("mainsnak")), mapping(claim.get("qualifiers"))
    target = item_of(snak)
    if target is None and snak.get("snaktype") != "somevalue":
        return None
    meant = {"object_id": reference("wikidata", target)} if target else {"object_unknown": "Wikidata says that there is one, but not which"}
    point = date_of(first(qualifiers.get(POINT)))
    role = item_of(first(qualifiers.get(SUBJECT_ROLE))) or item_of(first(qualifiers.get(POSITION)))
    rank = claim.get("rank")
    funded = meaning.predicate == "funded_by"
    members = {
        "role": meaning.role or (reference("wikidata", role) if role else None),
        "valid_from": date_of(first(qualifiers.get(START))),
        "valid_to": date_of(first(qualifiers.get(END))),
        "rank": rank if rank in ("preferred", "deprecated") else "normal",
        "share": share_of(first(qualifiers.get(SHARE))) if meaning.predicate == "owned_by" else None,
        "period": point if funded else None,
        "note": f"Stated for {point}." if point and not funded else None,
    }
    return meant, members
