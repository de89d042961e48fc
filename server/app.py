"""The app's factory: reads the settings, makes the parts, registers the blueprints."""

from __future__ import annotations

import logging

from flask import Flask

from server.api.annotations.views import blueprint as annotations
from server.api.documentation.views import blueprint as documentation
from server.api.editions.views import blueprint as editions
from server.api.entities.views import blueprint as entities
from server.api.health.views import blueprint as health
from server.api.observed import observe_requests
from server.api.outlets.views import blueprint as outlets
from server.api.problems import register_problems
from server.api.services import EXTENSION_KEY, Services
from server.api.tryit.views import blueprint as tryit
from server.cache import open_cache
from server.config import Config
from server.fetching import Fetcher, FetchSettings
from server.knowledge import KnowledgeSource
from server.observability.metrics import Metrics
from server.pipeline import Lifetimes, Pipeline

BLUEPRINTS = (annotations, entities, outlets, editions, health, documentation, tryit)
log = logging.getLogger(__name__)


def create_app(config: Config | None = None) -> Flask:
    """A Flask app with its own parts; several may live in one process, as tests do."""
    config = config or Config.from_environment()
    app = Flask(__name__, root_path=None, static_folder="api/static", template_folder="api/templates")
    app.config["MAX_CONTENT_LENGTH"] = config.request_bytes
    app.jinja_env.autoescape = True
    metrics = Metrics()
    parts = Services(config=config, knowledge=KnowledgeSource(config.editions), pipeline=make_pipeline(config, metrics), metrics=metrics)
    app.extensions[EXTENSION_KEY] = parts
    observe_requests(app, config, metrics)
    register_problems(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
