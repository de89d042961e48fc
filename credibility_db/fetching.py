"""The port through which documents on the web are read. This package opens no sockets: who runs it hands in a `Fetch` (`server/documents.py`)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from credibility_db.errors import CredibilityError

Result = TypeVar("Result")
Sleep = Callable[[float], None]
TRIES = 4
LONGEST_WAIT = 120


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document as it was fetched: `url` as asked, `final_url` behind redirects, `content_type` in lower case without parameters."""

    url: str
    final_url: str
    status: int
    content_type: str
    body: bytes


class NotFetched(CredibilityError):
    """An address gave no document. `status` is the site's answer, 0 where there was none; `problem` says in a word or two what went wrong.

    `retry_after` are seconds after which it may be asked again, None where asking again is of no use.
    """

    def __init__(self, url: str, message: str, *, problem: str, status: int = 0, retry_after: int | None = None) -> None:
        super().__init__(f"{url}: {message}")
        self.url, self.problem, self.status, self.retry_after = url, problem, status, retry_after


class Fetch(Protocol):
    """Reads documents, politely: a pause for each host, limits of time and size, robots.txt obeyed.

    `for_programs` marks an address that its owner made for programs (an API), to which robots.txt, made for crawlers, does not speak.
    """

    def document(self, url: str, *, accept: str, for_programs: bool = False) -> Fetched:
        """The document at an address. Raises NotFetched."""
        ...

    def head(self, url: str) -> Fetched:
        """What answers at an address, any status, redirects followed, without its body. Raises NotFetched where nothing answers."""
        ...


def patiently(ask: Callable[[], Result], *, sleep: Sleep = time.sleep) -> Result:
    """What `ask` answers; where it raises NotFetched with a time to wait, it is asked again after that, a few times."""
    for _ in range(TRIES - 1):
        try:
            return ask()
        except NotFetched as error:
            if error.retry_after is None or error.retry_after > LONGEST_WAIT:
                raise
            sleep(error.retry_after)
    return ask()
