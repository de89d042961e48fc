"""Publishing follows the revisions: what curators store is in an edition within seconds. Run by `server/worker.py`.

There is no queue whose message could get lost: the publisher compares the newest revision in the database with the one that the current edition says
it was made from. Whoever is killed in between is followed by one who sees the same difference. After a roll-back to an older edition nothing is
published until the next change. Editions that were made from another database are not followed up: that would replace one with what it is not.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from credibility_db.edition import KEEP, PublishOptions, followed_edition_id, publish_edition
from credibility_db.edition.layout import read_manifest, verify_files
from credibility_db.errors import CredibilityError, DatabaseNotReady, EditionDamaged, EditionError, NoEdition
from credibility_db.migrations import require_newest
from credibility_db.queries import last_revision, revision_hash
from server.curators import Curators
from server.errors import DatabaseUnavailable
from server.heartbeat import Heartbeat, State, write_heartbeat
from server.jobs.leading import Leadership

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
"""How often the newest revision is asked for: one row by its key."""

LONGEST_GATHERING = 4.0
"""A change is published at the first look that finds no further one, or after so many seconds of them. 10 s are promised (DESIGN.md, section 2)."""

_FIRST_PAUSE, _LAST_PAUSE, _LONGEST_ABSENCE = 2.0, 60.0, 4.0
_QUIET_SECONDS = 5.0

_OF_ANOTHER = (
    "the current edition was made from another database, or this one was set back; nothing is published until you do so once: "
    "python -m credibility_db publish"
)

Revision = tuple[int, str]


class Publisher:
    """One a process; of all on a folder of editions one leads and the others stand by."""

    def __init__(self, curators: Curators, folder: Path, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._curators, self._folder, self._clock = curators, folder, clock
        self._leadership = Leadership(folder / ".publisher")
        self._published: Revision | None = None
        self._seen: Revision | None = None
        self._since = 0.0
        self._ready = False
        self._in_a_row = 0
        self._said = Heartbeat(0.0, "following")

    @property
    def said(self) -> Heartbeat:
        """The last sign of life."""
        return self._said

    def follow(self, stop: threading.Event) -> None:
        """Look and publish until `stop` is set."""
        pause = 0.0
        while not stop.wait(pause):
            pause = self.look()
        self.close()

    def close(self) -> None:
        """Let another lead."""
        self._leadership.release()

    def look(self) -> float:
        """Look once, publish if there is something; returns the seconds until the next look. Failures are not raised but logged, counted, retried."""
        try:
            if not self._leadership.take():
                return LOOK_SECONDS
            newest = self._newest()
            if newest is not None and newest != self._published and self._gathered(newest):
                self._publish(newest)
        except (DatabaseUnavailable, DatabaseNotReady) as error:
            self._ready = False
            return self._fail(error, longest=_LONGEST_ABSENCE)
        except Exception as error:
            return self._fail(error, longest=_LAST_PAUSE)
        self._in_a_row = 0
        self._say("following")
        return LOOK_SECONDS

    def _newest(self) -> Revision | None:
        if not self._ready:
            require_newest(self._curators.engine)
        with self._curators.reading() as connection:
            if not self._ready:
                self._published = self._of_editions()
                if self._published and revision_hash(connection, self._published[0]) != self._published[1]:
                    raise EditionError(_OF_ANOTHER)
                self._ready = True
            return last_revision(connection)

    def _of_editions(self) -> Revision | None:
        """What was published last; None, and an edition is built, where there is none or it is damaged."""
        try:
            path = self._folder / followed_edition_id(self._folder)
            manifest = read_manifest(path)
            verify_files(path, manifest)
        except NoEdition:
            return None
        except EditionDamaged as error:
            log.error("an edition is built in place of a damaged one: %s", error, extra={"event": "publishing"})
            return None
        made_from = manifest["revision"]
        return (made_from["seq"], made_from["hash"]) if made_from else None

    def _gathered(self, newest: Revision) -> bool:
        """Whether the changes have come to rest, or have been waited for long enough."""
        now = self._clock()
        if self._seen is None:
            self._since = now
        rests = newest == self._seen
        self._seen = newest
        return rests or now - self._since >= LONGEST_GATHERING

    def _publish(self, newest: Revision) -> None:
        if newest == self._of_editions():  # the command line was quicker; a roll-back of what it published stands
            self._published, self._seen = newest, None
            return
        self._say("publishing")
        with self._curators.reading() as connection:
            info = publish_edition(connection, self._folder, PublishOptions(keep=KEEP))
        made_from = info.manifest["revision"]
        # Where the content stayed the same the edition stays too, and names an older revision: what was looked at counts as published.
        self._published = (made_from["seq"], made_from["hash"]) if info.is_new and made_from else newest
        self._seen = None
        self._said = replace(self._said, edition=info.id, revision=self._published[0], published=self._said.published + info.is_new)
        if info.is_new:
            log.info("published edition %s of revision %d", info.id, self._published[0], extra={"event": "published"})

    def _fail(self, error: Exception, *, longest: float) -> float:
        """Log, count and say a failure; returns the pause, longer each time in a row. A trouble that goes on is logged once, but for bugs."""
        self._in_a_row += 1
        name = type(error).__name__
        known = isinstance(error, CredibilityError | DatabaseUnavailable)
        if not known or self._said.problem != name:
            reason = str(error) if known else name
            trace = None if known else error
            log.error("publishing failed, %d times in a row: %s", self._in_a_row, reason, exc_info=trace, extra={"event": "publishing"})
        self._said = replace(self._said, failures=self._said.failures + 1)
        self._say("failing", name)
        return min(_FIRST_PAUSE * 2.0 ** min(self._in_a_row - 1, 10), longest)

    def _say(self, state: State, problem: str | None = None) -> None:
        """Leave a sign of life, unless the same was said a moment ago."""
        said = replace(self._said, at=time.time(), state=state, problem=problem)
        unchanged = replace(said, at=self._said.at) == self._said
        if unchanged and 0 <= said.at - self._said.at < _QUIET_SECONDS:
            return
        self._said = said
        try:
            write_heartbeat(self._folder, said)
        except OSError as error:
            log.warning("the publisher's sign of life cannot be written: %s", error)
