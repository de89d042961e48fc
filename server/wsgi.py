"""What a WSGI server loads: `server.wsgi:app`."""

from __future__ import annotations

from server.app import create_app
from server.config import Config
from server.observability.logs import configure_logs

config = Config.from_environment()
configure_logs(config.log_level)
app = create_app(config)
