"""What the reconciliation service says of itself."""

from __future__ import annotations

from typing import Any

from server.api.reconciliation.schemas import MOST_QUERIES
from server.reconciliation import EXTENSION_SETTINGS
from server.reconciliation.types import KINDS

PREVIEW_WIDTH, PREVIEW_HEIGHT = 420, 260


def manifest(public_url: str) -> dict[str, Any]:
    """The manifest of the service at a public address."""
    here = f"{public_url.rstrip('/')}/v1/reconcile"
    return {
        "versions": ["0.2"],
        "name": "Sidenote: outlets, organizations and people in public roles",
        "identifierSpace": f"{public_url.rstrip('/')}/v1/entities/",
        "schemaSpace": f"{here}/properties",
        "documentation": f"{public_url.rstrip('/')}/docs",
        "logo": f"{public_url.rstrip('/')}/static/sidenote.svg",
        "defaultTypes": [{"id": kind, "name": name} for kind, (name, _) in KINDS.items()],
        "view": {"url": f"{public_url.rstrip('/')}/v1/entities/{{{{id}}}}"},
        "preview": {"url": f"{here}/preview?id={{{{id}}}}", "width": PREVIEW_WIDTH, "height": PREVIEW_HEIGHT},
        "suggest": {what: {"service_url": here, "service_path": f"/suggest/{what}"} for what in ("entity", "property", "type")},
        "extend": {"propose_properties": {"service_url": here, "service_path": "/properties"}, "property_settings": EXTENSION_SETTINGS},
        "batchSize": MOST_QUERIES,
    }
