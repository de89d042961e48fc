"""`/corrections`: what was disputed, in the words of whoever disputes it, and what came of it; to read, and as an Atom feed."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from marshmallow import Schema, fields, validate

from server.api.answers import cacheable
from server.api.corrections.feed import atom_feed
from server.api.corrections.wording import STATES
from server.api.forms import query
from server.corrections import public_corrections
from server.services import services

blueprint = Blueprint("corrections", __name__)
PAGE = 50
CLIENT_SECONDS = 5
"""Short: what a curator marks is here at once."""


class PageSchema(Schema):
    """`?before=`: only what is older than that."""

    before = fields.String(load_default=None, validate=validate.Regexp(r"[0-9TZ:.-]{20,27}\Z"))


@blueprint.get("/corrections")
def page() -> Response:
    """The newest corrections."""
    found = public_corrections(services().curators, limit=PAGE + 1, before=query(PageSchema())["before"])
    onward = found[PAGE - 1].day if len(found) > PAGE else None
    html = render_template("corrections.html", corrections=found[:PAGE], onward=onward, states=STATES)
    return cacheable(Response(html, mimetype="text/html"), seconds=CLIENT_SECONDS)


@blueprint.get("/corrections.atom")
def feed() -> Response:
    """The newest corrections as an Atom feed."""
    content = atom_feed(public_corrections(services().curators, limit=PAGE), services().config.public_url)
    return cacheable(Response(content, content_type="application/atom+xml; charset=utf-8"), seconds=CLIENT_SECONDS)
