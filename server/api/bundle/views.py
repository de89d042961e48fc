"""`/v1/bundle`: the outlet bundle that the extension keeps, and the key it is signed with."""

from __future__ import annotations

from flask import Blueprint, Response, request
from marshmallow import Schema, fields, validate

from server.api.answers import cacheable, json_response
from server.api.forms import query
from server.bundles.shelf import ENCODINGS
from server.services import services

blueprint = Blueprint("bundle", __name__)
CLIENT_SECONDS = 300
EDITION = r"^\d{8}T\d{6}Z-[0-9a-f]{12}$"


class BundleSchema(Schema):
    """`GET /v1/bundle`."""

    since = fields.String(
        data_key="from",
        load_default=None,
        validate=validate.Regexp(EDITION, error="Not a valid edition."),
        metadata={"description": "The edition whose bundle you have: what to change in it is sent, while that edition is kept; else the whole."},
    )


@blueprint.get("/v1/bundle")
def bundle() -> Response:
    """The signed outlet bundle, whole or as changes to that of an older edition; docs/bundle.md."""
    encoding = request.accept_encodings.best_match(ENCODINGS, default="identity")
    edition = services().knowledge.current().edition
    served = services().bundles.serve(edition, since=query(BundleSchema())["since"], encoding=encoding)
    response = Response(served.body, content_type="application/x-ndjson")
    if encoding != "identity":
        response.headers["Content-Encoding"] = encoding
    response.vary.add("Accept-Encoding")
    response.set_etag(served.tag)
    response.cache_control.public, response.cache_control.max_age = True, CLIENT_SECONDS
    response.make_conditional(request)
    return response


@blueprint.get("/v1/bundle/key")
def bundle_key() -> Response:
    """The public key that bundles are signed with, and its fingerprint."""
    key = services().bundles.key()
    return cacheable(json_response({"algorithm": "Ed25519", "public_key": key.public, "fingerprint": key.fingerprint}), seconds=CLIENT_SECONDS)
