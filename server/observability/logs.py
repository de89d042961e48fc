"""Log lines as JSON objects, one a line, that tell how the service does and never who read what (DESIGN.md, section 9.4).

A request's line has its route's pattern, not its path, no query, no client address, no page address.
"""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime

import orjson

EXTRA = ("request_id", "route", "method", "status", "milliseconds", "problem", "event")
"""The members a log call may add with `extra=`; others are dropped, so that no address slips in."""


class JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, the members of EXTRA, and a traceback where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line.update({name: getattr(record, name) for name in EXTRA if hasattr(record, name)})
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return orjson.dumps(line, default=str).decode()


def configure_logs(level: str) -> None:
    """Send every log line to standard error as JSON, from `level` on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
