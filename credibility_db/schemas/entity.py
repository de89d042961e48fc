"""The form of an entity's record, and how a parsed file member by member becomes an EntityRecord with statement ids and citations in place."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from credibility_db.records import KINDS, LAYERS, CitationRecord, EntityRecord, StatementRecord
from credibility_db.schemas.citation import CitationSchema
from credibility_db.schemas.form import RecordSchema, Text, slug
from credibility_db.schemas.host import HostSchema
from credibility_db.schemas.name import NameSchema
from credibility_db.schemas.statement import StatementSchema

_COUNTRY = validate.Regexp(r"[A-Z]{2}\Z", error="Must be a two-letter ISO 3166-1 code.")
_SCHEME = validate.Regexp(r"[a-z][a-z0-9_]*\Z")


class EntitySchema(RecordSchema):
    """An outlet, organization or person with its names, hosts, citations and statements."""

    id = fields.String(required=True, validate=slug)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    category = Text(required=True, max_length=60)
    country = fields.String(validate=_COUNTRY)
    name = Text(required=True, max_length=300)
    alone = fields.Boolean(truthy={True}, falsy={False})
    description = Text(max_length=200)
    layer = fields.String(validate=validate.OneOf(LAYERS))
    status = fields.String(validate=validate.OneOf(("published", "withdrawn", "merged")))
    merged_into = fields.String(validate=slug)
    identifiers = fields.Dict(keys=fields.String(validate=_SCHEME), values=Text(max_length=200))
    names = fields.List(fields.Nested(NameSchema))
    hosts = fields.List(fields.Nested(HostSchema))
    citations = fields.Dict(keys=fields.String(), values=fields.Nested(CitationSchema))
    statements = fields.List(fields.Nested(StatementSchema))

    @validates_schema(skip_on_field_errors=True)
    def _check_keys(self, members: Mapping[str, Any], **_: Any) -> None:
        known = members.get("citations", {})
        for index, statement in enumerate(members.get("statements", ())):
            for key in statement.get("citations", ()):
                if key not in known:
                    raise ValidationError({"statements": {index: {"citations": [f"The record has no citation {key!r}."]}}})
        if members.get("hosts") and members["kind"] != "outlet":
            raise ValidationError({"hosts": ["Only outlets have hosts."]})
        if (members.get("status") == "merged") != ("merged_into" in members):
            raise ValidationError({"merged_into": ["A merged entity names the one it was merged into, and no other does."]})

    @post_load
    def _record(self, members: dict[str, Any], **_: Any) -> EntityRecord:
        citations: Mapping[str, CitationRecord] = members.pop("citations", {})
        statements = tuple(_statements(members["id"], members.pop("statements", ()), citations))
        members.setdefault("layer", _best_layer(statements))
        for several in ("names", "hosts"):
            members[several] = tuple(dict.fromkeys(members.get(several, ())))
        return EntityRecord(**members, statements=statements)


def slugify(text: str) -> str:
    """A text as lower-case ASCII words joined by hyphens, at most 120 characters; a digest where nothing of it is Latin."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:120].rstrip("-")
    return words or hashlib.sha256(text.encode()).hexdigest()[:12]


def _best_layer(statements: tuple[StatementRecord, ...]) -> str:
    layers = {statement.layer for statement in statements}
    return next((layer for layer in LAYERS if layer in layers), "curated")


def _statements(subject: str, rows: list[dict[str, Any]], citations: Mapping[str, CitationRecord]) -> Iterator[StatementRecord]:
    taken: set[str] = set()
    for index, row in enumerate(rows):
        target: dict[str, str] = row.pop("object")
        keys = row.pop("citations", ())
        statement_id = _statement_id(subject, row, target, taken)
        if statement_id in taken:
            raise ValidationError({"statements": {index: [f"A second statement has the id {statement_id!r}: give one of them a key."]}})
        taken.add(statement_id)
        members: dict[str, Any] = row | target
        members["contradicts"] = tuple(dict.fromkeys(row.get("contradicts", ())))
        cited = tuple(dict.fromkeys(citations[key] for key in keys))
        yield StatementRecord(id=statement_id, subject=subject, citations=cited, **members)


def _statement_id(subject: str, row: dict[str, Any], target: dict[str, str], taken: set[str]) -> str:
    if key := row.pop("key", None):
        return f"{subject}.{key}"
    ((member, value),) = target.items()
    tail = {"object_id": value, "object_unknown": "unknown"}.get(member) or slugify(value)
    plain = f"{subject}.{row['predicate']}.{tail}"
    return f"{plain}.{row['valid_from']}" if plain in taken and row.get("valid_from") else plain
