"""The OpenAPI 3.1 description, made from the marshmallow schemas that check the requests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Flask
from marshmallow import INCLUDE, Schema, fields

from server.api.annotations.response import AnnotationPageSchema
from server.api.annotations.schemas import AnnotationBodySchema, AnnotationQuerySchema
from server.api.batches.schemas import BatchSchema
from server.api.bundle.views import BundleSchema
from server.api.documentation.responses import OPEN, problem_responses, problems_of
from server.api.entities.schemas import HistorySchema, OwnershipSchema, SearchSchema
from server.api.outlets.views import HostSchema
from server.api.proposals.schemas import DecisionSchema, NewProposalSchema, ProposalSchema, ProposalsSchema
from server.api.reconciliation.schemas import PreviewSchema, ProposeSchema, SuggestSchema
from server.api.reports.schemas import ReceivedSchema, ReportSchema
from server.api.revisions.views import RevisionsSchema

VERSION = "1"


class ProblemSchema(Schema):
    """RFC 9457 problem details. `type` is stable: `/problems/` and a name. A type may have members of its own: `retry_after`, `scope`, `policy` …"""

    class Meta:
        unknown = INCLUDE

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    request_id = fields.String(allow_none=True)
    errors = fields.Dict()
    needs_content = fields.Boolean()


JSON = "application/json"
NDJSON = "application/x-ndjson"
CONTENT_TYPES = {
    "health.metrics": "text/plain",
    "reconciliation.preview": "text/html",
    "bundle.bundle": NDJSON,
    "batches.results": NDJSON,
    "editions.records": NDJSON,
}
ANSWERS: dict[str, tuple[type[Schema] | dict[str, Any], str]] = {
    "annotations.annotate": (AnnotationPageSchema, "The page's annotations."),
    "annotations.annotate_url": (AnnotationPageSchema, "The page's annotations."),
    "batches.create": (BatchSchema, "The batch is stored and waits."),
    "batches.progress": (BatchSchema, "How far the batch is."),
    "batches.cancel": (BatchSchema, "The batch is cancelled."),
    "batches.retry": (BatchSchema, "What failed is done again."),
    "batches.results": ({"type": "string"}, "A line of JSON an item: `line`, `id`, and the response or an `error`."),
    "editions.records": ({"type": "string"}, "A line of JSON a record; at the end the ids of merged entities."),
    "reports.report": (ReceivedSchema, "The report is stored."),
    "proposals.create": (ProposalSchema, "The proposal is stored and waits for review."),
    "proposals.one": (ProposalSchema, "The proposal."),
    "proposals.decide": (ProposalSchema, "The proposal as it was decided."),
}
_FORMS = yaml.safe_load((Path(__file__).parent / "answers.yaml").read_text("utf-8"))
ANSWERS.update({endpoint: (schema, meaning) for endpoint, (schema, meaning) in _FORMS["answers"].items()})
STATUSES = {
    "reports.report": ("200", "201"),
    "proposals.create": ("201",),
    "batches.create": ("202",),
    "batches.retry": ("202",),
    "batches.delete": ("204",),
}
"""Where success is not a 200."""
QUERIES: dict[str, type[Schema]] = {
    "annotations.annotate_url": AnnotationQuerySchema,
    "bundle.bundle": BundleSchema,
    "entities.search": SearchSchema,
    "entities.history": HistorySchema,
    "entities.ownership": OwnershipSchema,
    "outlets.outlet_of_host": HostSchema,
    "proposals.listing": ProposalsSchema,
    "revisions.listing": RevisionsSchema,
    "reconciliation.preview": PreviewSchema,
    "reconciliation.properties": ProposeSchema,
    "reconciliation.suggest_entity": SuggestSchema,
    "reconciliation.suggest_property": SuggestSchema,
    "reconciliation.suggest_type": SuggestSchema,
}
BODIES: dict[str, type[Schema]] = {
    "annotations.annotate": AnnotationBodySchema,
    "reports.report": ReportSchema,
    "proposals.create": NewProposalSchema,
    "proposals.decide": DecisionSchema,
}
UNDOCUMENTED = ("static", "tryit.", "corrections.", "documentation.", "desk_")
"""Pages for people; the description is of the endpoints for programs."""


def describe(app: Flask) -> dict[str, Any]:
    """The description of every endpoint of `app`; a summary is the first line of its view's docstring."""
    spec = APISpec(
        title="Sidenote",
        version=VERSION,
        openapi_version="3.1.0",
        info={"description": "Who owns the outlet and who the people quoted work for: sourced, dated statements as W3C annotations."},
        plugins=[MarshmallowPlugin()],
    )
    spec.components.schema("Problem", schema=ProblemSchema)
    for name, schema in _FORMS["components"].items():
        spec.components.schema(name, component=schema)
    spec.components.security_scheme("key", {"type": "http", "scheme": "bearer", "description": "An API key: sn_…; docs/api.md tells its scopes."})
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if rule.endpoint.startswith(UNDOCUMENTED):
            continue
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            path = rule.rule.replace("<", "{").replace(">", "}")
            spec.path(path=path, operations={method.lower(): _operation(app, rule.endpoint, method, sorted(rule.arguments))})
    return spec.to_dict()


def _operation(app: Flask, endpoint: str, method: str, arguments: list[str]) -> dict[str, Any]:
    view = app.view_functions[endpoint]
    about = (view.__doc__ or "").strip()
    scope: str | None = getattr(view, "required_scope", None)
    body = _body(endpoint)
    parameters: list[Any] = [{"in": "path", "name": name, "required": True, "schema": {"type": "string"}} for name in arguments]
    if endpoint in QUERIES:
        parameters.append({"in": "query", "schema": QUERIES[endpoint]})
    problems = problems_of(endpoint, arguments=bool(arguments), query=endpoint in QUERIES, body=body is not None, scope=scope)
    operation: dict[str, Any] = {
        "operationId": endpoint.replace(".", "_"),
        "summary": about.splitlines()[0] if about else endpoint,
        "parameters": parameters,
        "responses": {**_successes(endpoint, method), **problem_responses(problems)},
        "security": [{"key": [scope]}] if scope is not None else [{}, {"key": []}],
    }
    return operation if body is None else operation | {"requestBody": body}


def _successes(endpoint: str, method: str) -> dict[str, Any]:
    """The responses to a request that is fine. A GET may be conditional; the id of a merged entity leads to its heir's."""
    schema, meaning = ANSWERS.get(endpoint, ({"type": "object"}, "The answer."))
    content = {CONTENT_TYPES.get(endpoint, JSON): {"schema": schema}}
    found: dict[str, Any] = {}
    for status in STATUSES.get(endpoint, ("200",)):
        found[status] = {"description": meaning} | ({} if status == "204" else {"content": content})
    if method == "GET" and not endpoint.startswith(OPEN):
        found["304"] = {"description": "You have it already (`If-None-Match`)."}
    if endpoint.startswith("entities.") and endpoint != "entities.search":
        found["301"] = {"description": "The entity was merged into another.", "content": {JSON: {"schema": {"type": "object"}}}}
    if endpoint == "health.ready":
        found["503"] = {"description": "Annotation requests cannot be answered.", "content": content}
    return found


def _body(endpoint: str) -> dict[str, Any] | None:
    if endpoint == "batches.create":
        lines: dict[str, Any] = {"schema": {}}  # a line of JSON an item: OpenAPI has no words for that
        return {"required": True, "content": {NDJSON: lines, "application/octet-stream": lines}}
    if endpoint == "reconciliation.batch":
        form = {"type": "object", "properties": {"queries": {"type": "string"}, "extend": {"type": "string"}}}
        return {"required": False, "content": {"application/x-www-form-urlencoded": {"schema": form}}}
    if endpoint in BODIES:
        return {"required": True, "content": {JSON: {"schema": BODIES[endpoint]}}}
    return None
