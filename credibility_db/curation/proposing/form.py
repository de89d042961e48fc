"""Plain members into records and back: what a proposal's `before` and `after` hold. The form is that of `schemas`, as everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from marshmallow import ValidationError

from credibility_db.curation.history import canonical
from credibility_db.curation.loading import statement_json
from credibility_db.errors import FormRefused
from credibility_db.records import EntityRecord, StatementRecord
from credibility_db.schemas import EntitySchema, plain_head

Members = Mapping[str, Any]


def head_from(members: Members) -> EntityRecord:
    """An entity without statements. Raises FormRefused."""
    return _load({key: value for key, value in members.items() if key not in ("statements", "citations")})


def statement_from(subject: str, members: Members) -> StatementRecord:
    """A statement whose `citations` are given in place. Raises FormRefused, its members named as in the statement."""
    given = members.get("citations")
    citations = given if isinstance(given, list) else []
    keys = {f"c{number}": citation for number, citation in enumerate(citations)}
    record = {"id": subject, "kind": "organization", "category": "any", "name": "any", "citations": keys}
    try:
        return _load(record | {"statements": [{**members, "citations": list(keys)}]}).statements[0]
    except FormRefused as refused:
        raise FormRefused(_of_statement(refused.errors)) from refused


def head_json(record: EntityRecord) -> str:
    """An entity's head as canonical JSON."""
    return canonical(plain_head(record))


def target_json(record: EntityRecord | None, kind: str, target: str) -> str | None:
    """What a subject's record says of a target as canonical JSON, None where it says nothing."""
    if record is None:
        return None
    if kind == "entity":
        return head_json(record)
    return next((statement_json(statement) for statement in record.statements if statement.id == target), None)


def members_of(text: str | None) -> dict[str, Any]:
    """The members of canonical JSON; none of nothing."""
    members: dict[str, Any] = orjson.loads(text) if text else {}
    return members


def _load(members: Members) -> EntityRecord:
    try:
        record: EntityRecord = EntitySchema().load(dict(members))
    except ValidationError as error:
        raise FormRefused(_flat(error.messages_dict)) from error
    return record


def _flat(messages: Any, path: str = "") -> dict[str, list[str]]:
    """Nested messages by the path of their member: `names.0.text`."""
    if not isinstance(messages, dict):
        return {path: [str(text) for text in (messages if isinstance(messages, list) else [messages])]}
    flat: dict[str, list[str]] = {}
    for member, inner in messages.items():
        flat |= _flat(inner, f"{path}.{member}" if path else str(member))
    return flat


def _of_statement(errors: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Paths within the statement: `statements.0.role` is its `role`, `citations.c1.value.url` its `citations.1.url`."""
    named: dict[str, list[str]] = {}
    for path, texts in errors.items():
        parts = path.split(".")
        if parts[:2] == ["statements", "0"]:
            parts = parts[2:]
        elif parts[0] == "citations" and len(parts) > 1:
            parts = ["citations", parts[1].removeprefix("c"), *(part for part in parts[2:] if part != "value")]
        named.setdefault(".".join(parts) or "object", []).extend(texts)
    return named
