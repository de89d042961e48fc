"""What a WSGI server loads: `server.wsgi:app`."""

from __future__ import annotations

from server.app import create_app
from server.config import Config
from server.memory import collect_seldom, give_memory_back
from server.observability.logs import configure_logs
from server.services import EXTENSION_KEY

give_memory_back()
config = Config.from_environment()
configure_logs(config.log_level)
app = create_app(config)
app.extensions[EXTENSION_KEY].sightings.begin()
collect_seldom()
