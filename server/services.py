"""What the views work with: made once by `app.create_app`, reached by `services()`."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app

from server.answered import Answered
from server.bundles import BundleShelf
from server.config import Config
from server.curators import Curators
from server.keyring import KeyRing
from server.knowledge import KnowledgeSource
from server.observability.metrics import Metrics
from server.pipeline import Pipeline
from server.records.batch import Batches
from server.sightings import SightingsKeeper

EXTENSION_KEY = "sidenote"


@dataclass(frozen=True, slots=True)
class Services:
    """The parts of a running service."""

    config: Config
    knowledge: KnowledgeSource
    pipeline: Pipeline
    metrics: Metrics
    curators: Curators
    keyring: KeyRing
    bundles: BundleShelf
    batches: Batches
    answered: Answered
    sightings: SightingsKeeper


def services() -> Services:
    """The running app's parts."""
    found: Services = current_app.extensions[EXTENSION_KEY]
    return found
