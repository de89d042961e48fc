"""Registers the desk's parts with the app. A new part adds its blueprint here and its line in `navigation`."""

from __future__ import annotations

from flask import Flask

from server.desk.home.views import blueprint as home
from server.desk.own_account.views import blueprint as own_account
from server.desk.people.views import blueprint as people
from server.desk.signing_in.views import blueprint as signing_in

BLUEPRINTS = (home, signing_in, own_account, people)


def register_desk(app: Flask) -> None:
    """Put the desk under /desk."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
