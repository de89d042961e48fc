"""The form of an annotation request."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from server.records.request import AnnotationRequest

MOST_URL_CHARACTERS = 8192


class AnnotationQuerySchema(Schema):
    """`GET /v1/annotations`: by address alone."""

    url = fields.String(
        required=True,
        validate=validate.Length(min=1, max=MOST_URL_CHARACTERS),
        metadata={"description": "Address of the page (http or https).", "example": "https://www.example.com/news/story"},
    )
    published = fields.Date(metadata={"description": "The page's date, where the page does not tell it: facts are shown as of it."})
    language = fields.String(
        validate=validate.Regexp(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$", error="Not a valid language tag (such as en or zh-Hant)."),
        metadata={"description": "The page's language as a BCP 47 tag, where it is known."},
    )
    include = fields.String(
        validate=validate.OneOf(["text"]), metadata={"description": "`text`: return the article text that offsets point into, as `page.text`."}
    )

    @post_load
    def to_request(self, values: dict[str, Any], **_: Any) -> AnnotationRequest:
        """The checked request as a record."""
        published = values.pop("published", None)
        include = values.pop("include", None)
        return AnnotationRequest(**values, published=published.isoformat() if published else None, include_text=include == "text")


class AnnotationBodySchema(AnnotationQuerySchema):
    """`POST /v1/annotations`: by address, or with the page itself."""

    url = fields.String(
        validate=validate.Length(min=1, max=MOST_URL_CHARACTERS),
        metadata={"description": "Address of the page. With html or text it is not fetched and may be left out."},
    )
    html = fields.String(metadata={"description": "The page's HTML, instead of fetching it."})
    text = fields.String(metadata={"description": "The article's text, exactly as offsets shall count it."})

    @validates_schema
    def one_page(self, values: dict[str, Any], **_: Any) -> None:
        """There must be a page, and only one form of it."""
        if not any(values.get(name) is not None for name in ("url", "html", "text")):
            raise ValidationError("Give url, html or text.")
        if values.get("html") is not None and values.get("text") is not None:
            raise ValidationError("Give html or text, not both.")
