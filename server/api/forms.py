"""Requests into checked values: body bytes or query → marshmallow → one of our errors."""

from __future__ import annotations

from typing import Any

import orjson
from flask import request
from marshmallow import Schema, ValidationError

from server.errors import InvalidRequest, NoBody, NotJson, RequestTooLarge, UnknownMember, UnsupportedMediaType, WrongType


def json_body(schema: Schema) -> Any:
    """The request's JSON body, checked. Raises UnsupportedMediaType, NoBody, NotJson, RequestTooLarge, UnknownMember, WrongType, InvalidRequest."""
    body = request.get_data(cache=False)
    if request.content_length is None and len(body) >= (request.max_content_length or len(body) + 1):
        raise RequestTooLarge  # a body of untold length is cut at the limit, not refused, by the framework
    if not body.strip():
        raise NoBody('Send a JSON object such as {"url": "https://…"}.')
    if request.mimetype != "application/json" and not request.mimetype.endswith("+json"):
        raise UnsupportedMediaType("Set Content-Type: application/json.")
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise NotJson(f"The body is not JSON: {error}.") from error
    return checked(schema, value)


def query(schema: Schema) -> Any:
    """The request's query parameters, checked. Raises as `json_body`."""
    repeated = [name for name, values in request.args.lists() if len(values) > 1]
    if repeated:
        raise InvalidRequest("A parameter was given more than once.", errors={name: ["Given more than once."] for name in repeated})
    return checked(schema, request.args.to_dict())


def checked(schema: Schema, value: object) -> Any:
    """`value` loaded by `schema`; the error raised names each wrong member."""
    if not isinstance(value, dict):
        raise WrongType("The body must be a JSON object.")
    try:
        return schema.load(value)
    except ValidationError as error:
        messages = error.messages_dict
        raise _error_of(messages)(_sentence(messages), errors=messages) from error


def _error_of(messages: dict[str, Any]) -> type[InvalidRequest]:
    texts = [str(text) for value in messages.values() for text in (value if isinstance(value, list) else [value])]
    if any(text == "Unknown field." for text in texts):
        return UnknownMember
    if any(text.startswith("Not a valid") for text in texts):
        return WrongType
    return InvalidRequest


def _sentence(messages: dict[str, Any]) -> str:
    parts = []
    for member, value in messages.items():
        said = " ".join(map(str, value)) if isinstance(value, list) else str(value)
        parts.append(said if member == "_schema" else f"{member}: {said}")
    return " ".join(parts)
