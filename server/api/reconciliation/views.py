"""`/v1/reconcile`: the Reconciliation Service API 0.2 over the current edition, so that OpenRefine and its like match tables with the record."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson
from flask import Blueprint, Response, render_template, request

from server.api.answers import json_response
from server.api.forms import checked, query
from server.api.headers import allow_framing, open_to_all
from server.api.reconciliation.manifest import manifest
from server.api.reconciliation.schemas import MOST_QUERIES, ExtensionSchema, PreviewSchema, ProposeSchema, QuerySchema, SuggestSchema, json_of
from server.errors import NotFound, RequestTooLarge
from server.reconciliation import extend, find_properties, find_types, proposed_properties, reconcile, types_of
from server.services import services

blueprint = Blueprint("reconciliation", __name__)
open_to_all(blueprint)
PAGE = 20


@blueprint.get("/v1/reconcile")
def endpoint() -> Response:
    """The service's manifest; with `queries` or `extend` what POST answers."""
    return _answered(request.args.to_dict())


@blueprint.post("/v1/reconcile")
def batch() -> Response:
    """A batch of queries (`queries`) or a data extension query (`extend`), each JSON in a form's field."""
    return _answered(request.form.to_dict())


def _answered(given: dict[str, str]) -> Response:
    if "queries" in given:
        return json_response(_reconciled(json_of(given["queries"])))
    if "extend" in given:
        wanted = checked(ExtensionSchema(), json_of(given["extend"]))
        return json_response(extend(services().knowledge.current(), wanted, day=datetime.now(UTC).date().isoformat()))
    return json_response(manifest(services().config.public_url))


def _reconciled(queries: Any) -> dict[str, Any]:
    if isinstance(queries, dict) and len(queries) > MOST_QUERIES:
        raise RequestTooLarge(f"A batch has up to {MOST_QUERIES} queries.")
    edition = services().knowledge.current()
    each = QuerySchema()
    asked = {name: checked(each, value) for name, value in queries.items()} if isinstance(queries, dict) else checked(each, queries)
    return {name: {"result": reconcile(edition, wanted)} for name, wanted in asked.items()}


@blueprint.get("/v1/reconcile/suggest/entity")
def suggest_entity() -> Response:
    """Entities with a name that begins so."""
    wanted = query(SuggestSchema())
    knowledge = services().knowledge.current()
    found = knowledge.search(wanted["prefix"], limit=PAGE, offset=wanted["cursor"])
    record = knowledge.record(wanted["prefix"]) if wanted["cursor"] == 0 else None
    first = [orjson.loads(record)] if record else []
    heads = [*first, *(head for head in found if not first or head["id"] != first[0]["id"])]
    return json_response({"result": [_suggested(head) for head in heads]})


def _suggested(head: dict[str, Any]) -> dict[str, Any]:
    described = {"description": head["description"]} if head["description"] else {}
    return {"id": head["id"], "name": head["name"], "notable": types_of(head)} | described


@blueprint.get("/v1/reconcile/suggest/property")
def suggest_property() -> Response:
    """Properties whose name begins so."""
    wanted = query(SuggestSchema())
    return json_response({"result": find_properties(wanted["prefix"])[wanted["cursor"] :][:PAGE]})


@blueprint.get("/v1/reconcile/suggest/type")
def suggest_type() -> Response:
    """Types (kinds and categories) whose name begins so."""
    wanted = query(SuggestSchema())
    found = find_types(services().knowledge.current().categories, wanted["prefix"])
    return json_response({"result": found[wanted["cursor"] :][:PAGE]})


@blueprint.get("/v1/reconcile/properties")
def properties() -> Response:
    """What records of a type can be extended with."""
    wanted = query(ProposeSchema())
    return json_response(proposed_properties(wanted["type"], wanted["limit"]))


@blueprint.get("/v1/reconcile/preview")
def preview() -> Response:
    """A record in short, as HTML for a frame of another site."""
    raw = services().knowledge.current().record(query(PreviewSchema())["id"])
    if raw is None:
        raise NotFound("No entity has this id in the current edition.")
    record = orjson.loads(raw)
    return allow_framing(Response(render_template("preview.html", record=record, types=types_of(record)), mimetype="text/html"))
