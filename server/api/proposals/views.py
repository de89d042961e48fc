"""`/v1/proposals`: the desk for programs."""

from __future__ import annotations

from flask import Blueprint, Response

from server.api.answers import json_response
from server.api.clients import client, require_scope
from server.api.forms import json_body, query
from server.api.proposals.schemas import DecisionSchema, NewProposalSchema, ProposalsSchema
from server.proposals import decide_proposal, file_proposal, list_proposals, show_proposal
from server.services import services

blueprint = Blueprint("proposals", __name__)


@blueprint.get("/v1/proposals")
@require_scope("propose")
def listing() -> Response:
    """Proposals, oldest first."""
    return json_response(list_proposals(services().curators, query(ProposalsSchema())))


@blueprint.post("/v1/proposals")
@require_scope("propose")
def create() -> Response:
    """Propose a change."""
    return json_response(file_proposal(services().curators, client(), json_body(NewProposalSchema())), status=201)


@blueprint.get("/v1/proposals/<proposal_id>")
@require_scope("propose")
def one(proposal_id: str) -> Response:
    """One proposal with its decisions and comments."""
    return json_response(show_proposal(services().curators, proposal_id))


@blueprint.post("/v1/proposals/<proposal_id>/review")
@require_scope("review")
def decide(proposal_id: str) -> Response:
    """Accept a proposal, ask for changes, or decline it."""
    wanted = json_body(DecisionSchema())
    return json_response(decide_proposal(services().curators, client(), proposal_id, wanted, own=services().config.review_own))
