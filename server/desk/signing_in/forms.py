"""The forms of signing in."""

from __future__ import annotations

from marshmallow import fields, validate

from server.desk.forms import FormSchema


class SignInForm(FormSchema):
    """Name and password."""

    name = fields.String(required=True, validate=validate.Length(max=60), error_messages={"required": "Give your name."})
    password = fields.String(required=True, load_only=True, validate=validate.Length(max=200), error_messages={"required": "Give your password."})


class CodeForm(FormSchema):
    """The second factor."""

    code = fields.String(required=True, validate=validate.Length(max=40), error_messages={"required": "Give the code."})


class NewPasswordForm(FormSchema):
    """A password, twice."""

    password = fields.String(required=True, load_only=True, error_messages={"required": "Give a password."})
    again = fields.String(required=True, load_only=True, error_messages={"required": "Give the password a second time."})
