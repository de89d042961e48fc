"""The desk's forms into checked values: form fields → marshmallow → values, or what to say beside each field."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import request
from marshmallow import EXCLUDE, Schema, ValidationError, fields


class FormSchema(Schema):
    """Base of the desk's forms: fields that it does not know (the form's token) are passed over."""

    class Meta:
        unknown = EXCLUDE


@dataclass(frozen=True, slots=True)
class Form:
    """`values` as checked, `given` as sent (to be shown again), `errors` by field. `_schema` holds what belongs to no field."""

    values: dict[str, Any] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.errors

    def refused(self, message: str, member: str = "_schema") -> Form:
        """The same form with something more to say of it."""
        return Form(self.values, self.given, {**self.errors, member: [*self.errors.get(member, []), message]})


def read_form(schema: Schema) -> Form:
    """Check the request's form. Blanks around a value are taken off; an empty field counts as left out. Passwords are taken as they are."""
    given = {name: text if _secret(schema, name) else text.strip() for name, text in request.form.items()}
    try:
        return Form(schema.load({name: text for name, text in given.items() if text}), given)
    except ValidationError as error:
        messages = {name: [str(text) for text in texts] if isinstance(texts, list) else [str(texts)] for name, texts in error.messages_dict.items()}
        return Form({}, given, messages)


def _secret(schema: Schema, name: str) -> bool:
    found = schema.fields.get(name)
    return isinstance(found, fields.String) and found.load_only
