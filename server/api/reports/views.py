"""`/v1/reports`: readers and subjects dispute what is shown, or name an outlet that is missing."""

from __future__ import annotations

from flask import Blueprint, Response

from server.api.answers import json_response
from server.api.forms import json_body
from server.api.reports.schemas import ReportSchema
from server.reports import receive_report
from server.services import services

blueprint = Blueprint("reports", __name__)


@blueprint.post("/v1/reports")
def report() -> Response:
    """File a report: 201 when it is stored, 200 when it had been before."""
    filed = receive_report(services().curators, services().knowledge, json_body(ReportSchema()))
    return json_response({"id": filed.id, "status": filed.status}, status=201 if filed.is_new else 200)
