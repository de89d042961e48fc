"""`/v1/entities`: one record, search, the ownership graph, the history."""

from __future__ import annotations

from flask import Blueprint, Response

from server.api.answers import cacheable, json_response, moved
from server.api.entities.schemas import HistorySchema, OwnershipSchema, SearchSchema
from server.api.forms import query
from server.errors import NotFound
from server.revisions import history_of
from server.services import services

blueprint = Blueprint("entities", __name__)
CLIENT_SECONDS = 60


@blueprint.get("/v1/entities")
def search() -> Response:
    """Entities whose name has the words asked for."""
    wanted = query(SearchSchema())
    knowledge = services().knowledge.current()
    found = knowledge.search(wanted["q"], limit=wanted["limit"], offset=wanted["offset"])
    return cacheable(json_response({"results": found, "edition": knowledge.edition}), seconds=CLIENT_SECONDS)


@blueprint.get("/v1/entities/<entity_id>")
def entity(entity_id: str) -> Response:
    """One record with its statements and their citations. The id of a merged entity redirects to its heir's."""
    knowledge = services().knowledge.current()
    if (heir := knowledge.heir(entity_id)) != entity_id:
        return moved(entity_id, heir)
    record = knowledge.record(entity_id)
    if record is None:
        raise NotFound("No entity has this id in the current edition.")
    return cacheable(json_response(record), seconds=CLIENT_SECONDS)


@blueprint.get("/v1/entities/<entity_id>/ownership")
def ownership(entity_id: str) -> Response:
    """Who stands above an entity, each step with its statement."""
    day = query(OwnershipSchema()).get("as_of")
    knowledge = services().knowledge.current()
    if (heir := knowledge.heir(entity_id)) != entity_id:
        return moved(entity_id, heir)
    if knowledge.record(entity_id) is None:
        raise NotFound("No entity has this id in the current edition.")
    return cacheable(json_response(knowledge.ownership(entity_id, day.isoformat() if day else None)), seconds=CLIENT_SECONDS)


@blueprint.get("/v1/entities/<entity_id>/history")
def history(entity_id: str) -> Response:
    """The revisions of an entity and its statements, newest first: what was changed, when, by whom and why."""
    found = history_of(services().curators, entity_id, **query(HistorySchema()))
    if not found["revisions"]:
        raise NotFound("The history has no such entity, or no revision before that one.")
    return cacheable(json_response(found), seconds=CLIENT_SECONDS)
