"""An app on the invented world of tests/golden, with its client."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.app import create_app
from server.config import Config


@pytest.fixture(scope="module")
def app(golden_editions: Path) -> Iterator[Flask]:
    """The app as a server loads it, its cache in memory."""
    yield create_app(Config(editions=golden_editions))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of the app."""
    return app.test_client()
