"""The forms of requests about proposals. What a record's members must be is for the database to judge (docs/data.md)."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

KINDS = ("entity", "statement")
DECISIONS = ("accept", "changes", "decline")
STATES = ("open", "changes", "accepted", "declined", "superseded", "withdrawn")
PROPOSAL_ID = validate.Regexp(r"p[0-9a-f]{24}\Z", error="Not a valid proposal id.")


class ProposalsSchema(Schema):
    """`GET /v1/proposals`."""

    status = fields.String(load_default="open", validate=validate.OneOf(STATES))
    kind = fields.String(validate=validate.OneOf(KINDS))
    source = fields.String(validate=validate.Length(max=40))
    predicate = fields.String(validate=validate.Length(max=40))
    entity_kind = fields.String(validate=validate.OneOf(("outlet", "organization", "person")))
    country = fields.String(validate=validate.Regexp(r"[A-Z]{2}\Z", error="Not a valid country code."))
    who = fields.String(validate=validate.Length(max=120))
    subject = fields.String(validate=validate.Length(max=120), metadata={"description": "The entity's id."})
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 500))
    after = fields.String(
        validate=validate.Regexp(r"[0-9TZ:.-]{20,27}~p[0-9a-f]{24}\Z", error="Not a valid place."),
        metadata={"description": "`next` of the page before."},
    )


class NewProposalSchema(Schema):
    """`POST /v1/proposals`."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    entity = fields.String(validate=validate.Length(max=120), metadata={"description": "The entity's id; left out for one to be made."})
    statement = fields.String(validate=validate.Length(max=400), metadata={"description": "The id of the statement to be changed."})
    members = fields.Dict(keys=fields.String(), required=True, metadata={"description": "The whole entity without statements, or statement."})
    why = fields.String(required=True, validate=validate.Length(min=1, max=2000))
    supersedes = fields.String(validate=PROPOSAL_ID, metadata={"description": "Your own earlier proposal that this one replaces."})

    @validates_schema
    def _about(self, members: dict[str, Any], **_: Any) -> None:
        if members.get("kind") == "statement" and not members.get("entity"):
            raise ValidationError({"entity": ["Say which entity the statement is about."]})


class DecisionSchema(Schema):
    """`POST /v1/proposals/{id}/review`."""

    decision = fields.String(required=True, validate=validate.OneOf(DECISIONS))
    reason = fields.String(required=True, validate=validate.Length(min=1, max=2000))
    members = fields.Dict(keys=fields.String(), metadata={"description": "The merged members, where the record has changed since."})
    now = fields.Dict(keys=fields.String(), allow_none=True, metadata={"description": "What the record said when you merged: `now` of the proposal."})


class ProposalSchema(Schema):
    """A proposal."""

    id = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    subject = fields.String(required=True, metadata={"description": "The entity whose record it changes."})
    target = fields.String(required=True, metadata={"description": "The entity's or the statement's id."})
    status = fields.String(required=True, validate=validate.OneOf(STATES))
    source = fields.String(required=True)
    who = fields.String(required=True)
    why = fields.String(required=True)
    created = fields.String(required=True)
    base = fields.Integer(allow_none=True, metadata={"description": "The target's newest revision when it was proposed."})
    supersedes = fields.String(allow_none=True)
    entity_kind = fields.String(allow_none=True)
    country = fields.String(allow_none=True)
    predicate = fields.String(allow_none=True)
    before = fields.Dict(allow_none=True, metadata={"description": "What the proposal started from."})
    after = fields.Dict(required=True)
    now = fields.Dict(allow_none=True, metadata={"description": "What the record says now."})
    reviews = fields.List(fields.Dict())
    comments = fields.List(fields.Dict())
