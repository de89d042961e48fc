"""The authorization matrix of everything that is not a page of the desk: every endpoint × every scope, nobody, an expired and a revoked key.

An endpoint that is not in the table fails the test: whoever adds one says here whom it is for. The desk's own pages are in test_access.
"""

from __future__ import annotations

from dataclasses import replace

from flask import Flask
from sqlalchemy import text

from credibility_db.curation.api_keys import SCOPES, NewApiKey, create_api_key, revoke_api_key
from server.app import create_app
from server.config import Config

OPEN, KEYLESS = "open", "keyless"
"""For anybody, though a bad key is told so; and what looks at no key, because it keeps the service running or describes it."""
NEEDED = {
    "annotations.annotate": OPEN,
    "annotations.annotate_url": OPEN,
    "batches.cancel": "batches",
    "batches.create": "batches",
    "batches.delete": "batches",
    "batches.progress": "batches",
    "batches.results": "batches",
    "batches.retry": "batches",
    "bundle.bundle": OPEN,
    "bundle.bundle_key": OPEN,
    "corrections.feed": OPEN,
    "corrections.page": OPEN,
    "documentation.docs": KEYLESS,
    "documentation.openapi": KEYLESS,
    "documentation.problem": KEYLESS,
    "documentation.vocabulary": KEYLESS,
    "editions.edition": OPEN,
    "editions.records": OPEN,
    "entities.entity": OPEN,
    "entities.history": OPEN,
    "entities.ownership": OPEN,
    "entities.search": OPEN,
    "health.alive": KEYLESS,
    "health.metrics": KEYLESS,
    "health.ready": KEYLESS,
    "outlets.outlet_of_host": OPEN,
    "proposals.create": "propose",
    "proposals.decide": "review",
    "proposals.listing": "propose",
    "proposals.one": "propose",
    "reconciliation.batch": OPEN,
    "reconciliation.endpoint": OPEN,
    "reconciliation.preview": OPEN,
    "reconciliation.properties": OPEN,
    "reconciliation.suggest_entity": OPEN,
    "reconciliation.suggest_property": OPEN,
    "reconciliation.suggest_type": OPEN,
    "reports.report": OPEN,
    "revisions.listing": "read",
    "static": KEYLESS,
    "tryit.answered": OPEN,
    "tryit.empty": OPEN,
    "tryit.interface": OPEN,
}


def keys_of(app: Flask) -> dict[str, str | None]:
    """A key of each scope, one that has expired, one that was revoked, and none."""
    with app.extensions["sidenote"].curators.writing() as connection:
        issued = {name: create_api_key(connection, NewApiKey("tests", [scope], 30, "kurt")) for name, scope in _wanted().items()}
        connection.execute(
            text("UPDATE api_key SET expires = '2020-01-01T00:00:00.000000Z' WHERE prefix = :prefix"), {"prefix": issued["expired"].prefix}
        )
        revoke_api_key(connection, issued["revoked"].prefix)
    return {"nobody": None, **{name: key.secret for name, key in issued.items()}}


def _wanted() -> dict[str, str]:
    return {**{scope: scope for scope in SCOPES}, "expired": "admin", "revoked": "admin"}


def expected(needed: str, who: str) -> int | None:
    """401, 403, or None where the door is open."""
    if needed == KEYLESS:
        return None
    if who in ("expired", "revoked"):
        return 401
    if needed == OPEN or who in (needed, "admin"):
        return None
    return 401 if who == "nobody" else 403


def test_every_endpoint_is_in_the_table(desk: Flask) -> None:
    assert {rule.endpoint for rule in desk.url_map.iter_rules() if not rule.endpoint.startswith("desk_")} == set(NEEDED)


def test_every_endpoint_opens_to_whom_it_should(desk_config: Config) -> None:
    app = create_app(replace(desk_config, open_batches=False, limits=False))
    keys = keys_of(app)
    adapter = app.url_map.bind("localhost")
    wrong = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("desk_"):
            continue
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            address = adapter.build(rule.endpoint, dict.fromkeys(rule.arguments, "x"), method=method)
            for who, key in keys.items():
                headers = {"Authorization": f"Bearer {key}"} if key else {}
                with app.test_client().open(address, method=method, headers=headers, json={} if method == "POST" else None) as response:
                    got = response.status_code if response.status_code in (401, 403) else None
                if got != expected(NEEDED[rule.endpoint], who):
                    wrong.append(f"{method} {address} by {who}: {got}")
    assert wrong == []
    app.extensions["sidenote"].curators.close()
