"""The forms of one's own account."""

from __future__ import annotations

from marshmallow import fields, validate

from server.desk.forms import FormSchema
from server.desk.signing_in.forms import CodeForm, NewPasswordForm


class ChangePasswordForm(NewPasswordForm):
    """The password in use, and the new one twice."""

    current = fields.String(
        required=True, load_only=True, validate=validate.Length(max=200), error_messages={"required": "Give the password you have now."}
    )


class ConfirmPasswordForm(FormSchema):
    """The password, before something that weakens the account."""

    current = fields.String(required=True, load_only=True, validate=validate.Length(max=200), error_messages={"required": "Give your password."})


class TurnOnForm(CodeForm):
    """The secret that the page showed, and a code made from it."""

    secret = fields.String(required=True, validate=validate.Regexp(r"[A-Z2-7]{32}\Z"))
