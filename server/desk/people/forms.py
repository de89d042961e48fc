"""The admin's forms."""

from __future__ import annotations

from marshmallow import fields, validate

from credibility_db.models import ROLES
from server.desk.forms import FormSchema

_ROLE = validate.OneOf(ROLES, error="Choose a role.")


class InviteForm(FormSchema):
    """A new account."""

    name = fields.String(required=True, error_messages={"required": "Give a name."})
    role = fields.String(required=True, validate=_ROLE, error_messages={"required": "Choose a role."})


class RoleForm(FormSchema):
    """Another role."""

    role = fields.String(required=True, validate=_ROLE)


class ResetForm(FormSchema):
    """A new link; `second_factor` also turns the second factor off."""

    second_factor = fields.Boolean(load_default=False)
