"""The form of a report."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlsplit

from marshmallow import Schema, ValidationError, fields, post_load, pre_load, validate, validates_schema

NEEDED = {"statement": ("statement", "message"), "link": ("text", "message"), "outlet": ("host", "message"), "unknown_outlet": ("host",)}
"""What a report must say, by what it is about."""


def web_address(value: str) -> None:
    """Raise ValidationError unless a value is an http or https address."""
    try:
        parts = urlsplit(value)
    except ValueError as error:
        raise ValidationError("Must be an http or https address.") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or any(character.isspace() for character in value):
        raise ValidationError("Must be an http or https address.")


class ReportSchema(Schema):
    """`POST /v1/reports`."""

    about = fields.String(required=True, validate=validate.OneOf(list(NEEDED)), metadata={"description": "What the report speaks of."})
    key = fields.String(
        validate=validate.Regexp(r"^[A-Za-z0-9._-]{8,64}$", error="Not a valid key: 8 to 64 letters, digits, dots, dashes."),
        metadata={"description": "Made by you: a report that you send again under the same key is stored once."},
    )
    entity = fields.String(load_default=None, validate=validate.Length(max=120), metadata={"description": "The entity's id."})
    statement = fields.String(load_default=None, validate=validate.Length(max=400), metadata={"description": "The statement's id."})
    host = fields.String(
        load_default=None,
        validate=[validate.Length(max=253), validate.Regexp(r"^[^\s/:@?#]+$", error="Not a valid host name.")],
        metadata={"description": "The outlet's host, such as www.example.com."},
    )
    text = fields.String(load_default=None, validate=validate.Length(max=1000), metadata={"description": "The words of the page that were marked."})
    message = fields.String(load_default=None, validate=validate.Length(max=4000), metadata={"description": "What is wrong, in your words."})
    source = fields.String(
        load_default=None, validate=[validate.Length(max=2000), web_address], metadata={"description": "The address of a document that shows it."}
    )
    contact = fields.String(load_default=None, validate=validate.Length(max=320), metadata={"description": "Where an answer may be sent."})
    edition = fields.String(load_default=None, validate=validate.Length(max=40), metadata={"description": "The edition that you were shown."})

    @pre_load
    def _trim(self, members: Any, **_: Any) -> Any:
        """Empty members are as good as none."""
        trimmed = {name: value.strip() if isinstance(value, str) else value for name, value in members.items()}
        return {name: value for name, value in trimmed.items() if value not in ("", None)}

    @validates_schema
    def _say_enough(self, members: dict[str, Any], **_: Any) -> None:
        missing = [name for name in NEEDED.get(members.get("about", ""), ()) if not members.get(name)]
        if missing:
            raise ValidationError({name: [f"Needed in a report about {members['about'].replace('_', ' ')}."] for name in missing})

    @post_load
    def _name(self, members: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {"key": uuid.uuid4().hex, **members}


class ReceivedSchema(Schema):
    """What a report is answered with."""

    id = fields.String(required=True, metadata={"description": "To ask after it."})
    status = fields.String(required=True, validate=validate.OneOf(["received", "open", "answered", "declined"]))
