"""Log lines as JSON objects, one a line, that tell how the service does and never who read what (DESIGN.md, section 9.4).

A request's line has its route's pattern, not its path, no query, no client address, no page address. A failure's line tells where in the code it
happened and of what kind it was, without the exception's own words: those may quote what a reader sent. Libraries' messages are shown without their
arguments, for the same reason (urllib3 warns of odd headers with the page's address).
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from datetime import UTC, datetime
from types import TracebackType

import orjson

EXTRA = ("request_id", "route", "method", "status", "milliseconds", "problem", "event")
"""The members a log call may add with `extra=`; others are dropped, so that no address slips in."""
OURS = ("server", "credibility_db", "_granian", "granian", "alembic", "__main__")
"""Whose messages are shown in full: they are written with the rule in mind."""
_MOST_CAUSES = 5


class JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, the members of EXTRA, and where a failure came from."""

    def format(self, record: logging.LogRecord) -> str:
        ours = record.name.partition(".")[0] in OURS
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage() if ours else str(record.msg) if record.args else "(a library's message, not shown)",
        }
        line.update({name: getattr(record, name) for name in EXTRA if hasattr(record, name)})
        if record.exc_info and record.exc_info[1] is not None:
            line["failure"] = describe_failure(record.exc_info[1])
        return orjson.dumps(line, default=str).decode()


def describe_failure(error: BaseException) -> list[dict[str, object]]:
    """An exception and its causes: the kind of each, and the places in the code it passed through, innermost last. No values, no message."""
    found: list[dict[str, object]] = []
    link: BaseException | None = error
    while link is not None and len(found) < _MOST_CAUSES:
        kind = f"{type(link).__module__}.{type(link).__qualname__}"
        found.append({"kind": kind, "where": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(link.__traceback__)]})
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return found


def configure_logs(level: str) -> None:
    """Send every log line to standard error as JSON, from `level` on; what no code caught, in whatever thread, is such a line too."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    sys.excepthook = _log_uncaught
    threading.excepthook = lambda args: _log_uncaught(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)


def _log_uncaught(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    if not isinstance(error, SystemExit | KeyboardInterrupt):
        logging.getLogger(__name__).critical("nobody caught this", exc_info=error)
