"""The app's factory: reads the settings, makes the parts, registers the blueprints."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

from server.answered import Answered
from server.api.annotations.views import blueprint as annotations_blueprint
from server.api.batches.views import blueprint as batches_blueprint
from server.api.bundle.views import blueprint as bundle_blueprint
from server.api.corrections.views import blueprint as corrections_blueprint
from server.api.documentation.views import blueprint as documentation_blueprint
from server.api.editions.views import blueprint as editions_blueprint
from server.api.entities.views import blueprint as entities_blueprint
from server.api.forwarding import trust_proxies
from server.api.headers import protect_responses
from server.api.health.views import blueprint as health_blueprint
from server.api.limiting import limit_requests
from server.api.observed import observe_requests
from server.api.outlets.views import blueprint as outlets_blueprint
from server.api.proposals.views import blueprint as proposals_blueprint
from server.api.reconciliation.views import blueprint as reconciliation_blueprint
from server.api.reports.views import blueprint as reports_blueprint
from server.api.revisions.views import blueprint as revisions_blueprint
from server.api.shortcut import Shortcut
from server.api.tryit.views import blueprint as tryit_blueprint
from server.bundles import BundleShelf
from server.cache import Lifetimes, open_cache
from server.config import Config
from server.curators import Curators
from server.desk.registration import register_desk
from server.fetching import Fetcher, FetchSettings, parse_allow
from server.jobs.batches.queue import ChunkQueue
from server.jobs.batches.spool import BatchLimits, BatchSpool
from server.keyring import KeyRing
from server.knowledge import KnowledgeSource
from server.limits import Limiter
from server.observability.metrics import Metrics
from server.pipeline import Pipeline
from server.problems import register_problems
from server.services import EXTENSION_KEY, Services
from server.sightings import SightingsKeeper

BLUEPRINTS = (
    annotations_blueprint,
    batches_blueprint,
    entities_blueprint,
    outlets_blueprint,
    editions_blueprint,
    bundle_blueprint,
    reconciliation_blueprint,
    reports_blueprint,
    corrections_blueprint,
    proposals_blueprint,
    revisions_blueprint,
    health_blueprint,
    documentation_blueprint,
    tryit_blueprint,
)
log = logging.getLogger(__name__)


def create_app(config: Config | None = None) -> Flask:
    """A Flask app with its own parts; several may live in one process, as tests do."""
    config = config or Config.from_environment()
    app = Flask(__name__, root_path=None, static_folder="api/static", template_folder="api/templates")
    app.config["MAX_CONTENT_LENGTH"] = config.request_bytes
    app.jinja_env.autoescape = True
    metrics = Metrics(config.metrics_folder)
    knowledge = KnowledgeSource(config.editions)
    curators = Curators(config.database_url)
    sightings = SightingsKeeper(curators)
    parts = app.extensions[EXTENSION_KEY] = Services(
        config=config,
        knowledge=knowledge,
        pipeline=make_pipeline(config, metrics, notice=sightings.note if config.sightings else None),
        metrics=metrics,
        curators=curators,
        keyring=KeyRing(curators),
        bundles=BundleShelf(config.editions, config.bundle_key),
        batches=make_spool(config, make_queue(config)),
        answered=Answered(),
        sightings=sightings,
    )
    limiter = Limiter(config.redis_url)
    app.wsgi_app = Shortcut(app.wsgi_app, parts, limiter)  # type: ignore[method-assign]
    trust_proxies(app, config)
    observe_requests(app, metrics)
    protect_responses(app, config)
    limit_requests(app, config, limiter)
    register_problems(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    register_desk(app)
    return app


def make_queue(config: Config) -> ChunkQueue:
    """The queue of batches' chunks: in Redis where there is one, else beside the batches."""
    return ChunkQueue(config.spool, config.redis_url)


def make_spool(config: Config, queue: ChunkQueue) -> BatchSpool:
    """The batches, as the settings have them."""
    return BatchSpool(config.spool, queue, BatchLimits(line_bytes=config.request_bytes, seconds=config.batch_seconds))


def make_fetcher(config: Config, *, processes: int = 1) -> Fetcher:
    """The one client for outside requests, as the settings have it. Where several processes do one job, each knocks the more rarely."""
    settings = FetchSettings(
        user_agent=config.user_agent,
        obey_robots=config.obey_robots,
        allow=parse_allow(",".join(config.fetch_allow)),
        max_bytes=config.fetch_bytes,
        total_seconds=config.fetch_seconds,
        max_redirects=config.fetch_redirects,
        own_hosts=frozenset({urlsplit(config.public_url).hostname or ""}),
        places=config.fetch_places,
    )
    pace = settings.host_interval_seconds * processes
    return Fetcher(replace(settings, host_interval_seconds=pace, host_connections=max(1, settings.host_connections // processes)))


def make_pipeline(config: Config, metrics: Metrics, *, processes: int = 1, notice: Callable[[dict[str, Any]], None] | None = None) -> Pipeline:
    """The whole path with its edges; `processes` as for the fetcher, `notice` is told what was answered."""
    pages = Lifetimes(fresh=config.page_seconds, failure=config.failure_seconds)
    answers = Lifetimes(fresh=config.page_seconds, stale=config.page_seconds, failure=config.failure_seconds)
    return Pipeline(
        fetcher=make_fetcher(config, processes=processes),
        cache=open_cache(config.redis_url, memory_bytes=config.memory_cache_bytes, on_event=metrics.count_cache),
        metrics=metrics,
        page_lifetimes=pages,
        answer_lifetimes=answers,
        text_characters=config.text_characters,
        notice=notice,
    )
