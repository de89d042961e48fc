"""Registers the desk's parts with the app. A new part adds its blueprint here and its line in `navigation`."""

from __future__ import annotations

from flask import Flask

from server.desk.editions.views import blueprint as editions
from server.desk.entities import history, merging
from server.desk.entities.views import blueprint as entities
from server.desk.home.views import blueprint as home
from server.desk.own_account import keys
from server.desk.own_account.views import blueprint as own_account
from server.desk.people.views import blueprint as people
from server.desk.proposals.views import blueprint as proposals
from server.desk.propose.views import blueprint as propose
from server.desk.queue.views import blueprint as queue
from server.desk.reports.views import blueprint as reports
from server.desk.sightings.views import blueprint as sightings
from server.desk.signing_in.views import blueprint as signing_in
from server.desk.upkeep.views import blueprint as upkeep

PAGES = (history, merging, keys)
"""Modules that add their pages to a blueprint of another one: to be imported, no more."""
BLUEPRINTS = (home, editions, reports, sightings, upkeep, signing_in, own_account, people, queue, proposals, propose, entities)


def register_desk(app: Flask) -> None:
    """Put the desk under /desk."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
