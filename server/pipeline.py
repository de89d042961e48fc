"""The order of the steps, written once (DESIGN.md, section 2).

    cache → fetching → reading → attributions → cache → outlets → linking → context → annotations → cache

`read_request` and `annotate_reading` are the two halves: what a page says, and what one edition knows of it. `Pipeline` keeps
the result of each, because they age differently: a new edition links anew and fetches nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import msgspec
import orjson

from server.annotations import annotation_page
from server.attributions import find_attributions, languages
from server.cache import Cache, Keys, Lifetimes
from server.context import build_context
from server.engine import engine_version
from server.errors import EmptyText, InvalidRequest, PageError, TextTooLarge, UnsupportedLanguage
from server.fetching import Fetcher
from server.linking import link_mentions, settle_channels, settle_source_types
from server.observability.metrics import Metrics
from server.outlets import identify_outlet
from server.reading import read_html, read_page, read_text
from server.records.knowledge import Knowledge
from server.records.page import Page
from server.records.reading import Reading
from server.records.request import AnnotationRequest

Timed = Callable[[str], AbstractContextManager[None]]
"""Times a step by name: `Metrics.step`, or nothing."""


def untimed(_step: str) -> AbstractContextManager[None]:
    """For those who time nothing."""
    return nullcontext()


def read_request(wanted: AnnotationRequest, fetcher: Fetcher, timed: Timed = untimed) -> Page:
    """The page asked for, fetched if it was not sent. Raises a PageError, or EmptyText for a text without words."""
    if wanted.submitted:
        with timed("read"):
            return read_submitted(wanted)
    if wanted.url is None:
        raise InvalidRequest("Give url, html or text.")
    with timed("fetch"):
        fetched = fetcher.fetch(wanted.url)
    content_type = f"text/html; charset={fetched.charset}" if fetched.charset else None
    with timed("read"):
        return read_page(fetched.body, url=fetched.final_url, content_type=content_type, published=wanted.published, language=wanted.language)


def read_submitted(wanted: AnnotationRequest) -> Page:
    """The page that was sent, as text or HTML. Raises a PageError, or EmptyText."""
    if wanted.text is not None:
        if not any(map(str.isalpha, wanted.text)):
            raise EmptyText("The text sent holds no words.")
        refuse_unread_language(wanted.language)
        return read_text(wanted.text, url=wanted.url, published=wanted.published, language=wanted.language)
    if isinstance(wanted.html, bytes):
        return read_page(wanted.html, url=wanted.url, published=wanted.published, language=wanted.language, origin="submitted")
    return read_html(wanted.html or "", url=wanted.url, published=wanted.published, language=wanted.language)


def refuse_unread_language(language: str | None) -> None:
    """Raise UnsupportedLanguage for a plain text in a language without attribution rules (docs/adr/0004)."""
    if not is_read(language):
        read = ", ".join(sorted(languages()))
        raise UnsupportedLanguage(f"Texts in {language!r} are not read yet; these are: {read}. Send the page's HTML or address to learn its outlet.")


def refuse_long_text(text: str, most: int) -> None:
    """Raise TextTooLarge for a text of more than `most` characters: what is found in a text, and its cost, grows with its length."""
    if len(text) > most:
        raise TextTooLarge(f"The text has {len(text):,} characters; this service reads up to {most:,}.")


def is_read(language: str | None) -> bool:
    """Whether attributions are found in a language. An unknown one is tried as English."""
    return language is None or language.split("-")[0].lower() in languages()


def read(page: Page) -> Reading:
    """What the page says: who is quoted in it. A page in a language that is not read has no attributions (docs/adr/0004)."""
    return Reading(page, find_attributions(page) if is_read(page.language) else ())


def annotate_reading(reading: Reading, knowledge: Knowledge, *, include_text: bool = False, timed: Timed = untimed) -> dict[str, Any]:
    """What an edition knows of a page, as the answer's members."""
    page = reading.page
    with timed("outlets"):
        identity = identify_outlet(page, knowledge)
    with timed("linking"):
        links = link_mentions(page, identity, reading.attributions, knowledge)
        attributions, links = settle_channels(reading.attributions, links, knowledge)
        attributions = settle_source_types(attributions, links, knowledge, page.published)
    with timed("context"):
        context = build_context(page, identity, attributions, links, knowledge)
    with timed("annotations"):
        answer: dict[str, Any] = annotation_page(page, identity, attributions, links, context, knowledge.edition, include_text=include_text)
    answer["page"]["language_read"] = is_read(page.language)
    return answer


class Place(NamedTuple):
    """Where a request's answers are kept, whichever edition they are from: its page's key, and what else of the request they depend on."""

    page_key: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The whole path with its edges: one a process, shared by its threads."""

    fetcher: Fetcher
    cache: Cache
    metrics: Metrics
    page_lifetimes: Lifetimes
    answer_lifetimes: Lifetimes
    text_characters: int
    notice: Callable[[dict[str, Any]], None] | None = None
    """Told each answer to a page that was read anew, once it is made; not what the cache answers, nor a batch's texts."""
    keys: Keys = field(default_factory=lambda: Keys(engine_version()))

    def place(self, wanted: AnnotationRequest) -> Place:
        """Where a request's answers are kept."""
        options = (wanted.published or "", wanted.language or "")
        return Place(self._page_key(wanted, options), ("text",) if wanted.include_text else ())

    def kept(self, place: Place, knowledge: Knowledge) -> tuple[bytes, bytes] | None:
        """The answer's bytes and their digest, where the cache has them fresh."""
        began = time.perf_counter()
        found = self.cache.fresh(self._answer_key(place, knowledge))
        if found is not None:
            self.metrics.cache_seconds.observe(time.perf_counter() - began)
        return found

    def _answer_key(self, place: Place, knowledge: Knowledge) -> str:
        return self.keys.answer(place.page_key, content_hash="", edition=knowledge.edition, options=place.options)

    def annotate(self, wanted: AnnotationRequest, knowledge: Knowledge, place: Place | None = None) -> bytes:
        """The answer's bytes, from the cache where it has them. Raises AppError."""
        place = place or self.place(wanted)
        page_key, answer_key = place.page_key, self._answer_key(place, knowledge)

        found = time.perf_counter()

        def answer() -> bytes:
            nonlocal found
            found = 0.0
            anew: Reading | None = None

            def read_page_asked_for() -> bytes:
                nonlocal anew
                anew = self._reading(wanted)
                return msgspec.json.encode(anew)

            kept = self.cache.get_or_compute(page_key, read_page_asked_for, self.page_lifetimes)
            reading = msgspec.json.decode(kept, type=Reading) if anew is None else anew
            made = annotate_reading(reading, knowledge, include_text=wanted.include_text, timed=self.metrics.step)
            self.metrics.count_links(len(made["items"]), [each["reason"] for each in made["unlinked"]])
            if anew is not None and self.notice is not None:
                self.notice(made)
            return orjson.dumps(made)

        kept = self.cache.get_or_compute(answer_key, answer, self.answer_lifetimes)
        if found:
            self.metrics.cache_seconds.observe(time.perf_counter() - found)
        return kept

    def annotate_item(self, wanted: AnnotationRequest, knowledge: Knowledge) -> dict[str, Any]:
        """The answer's members, for an item of a batch. A page that was sent is not likely to be asked for again: it leaves no trace in the cache."""
        if wanted.submitted:
            return annotate_reading(self._reading(wanted), knowledge, include_text=wanted.include_text)
        answer: dict[str, Any] = orjson.loads(self.annotate(wanted, knowledge))
        return answer

    def _page_key(self, wanted: AnnotationRequest, options: tuple[str, ...]) -> str:
        if wanted.submitted:
            form = "text" if wanted.text is not None else "html"
            return self.keys.submitted(wanted.text if wanted.text is not None else wanted.html or "", form, wanted.url or "", *options)
        return self.keys.fetched(wanted.url or "", *options)

    def _reading(self, wanted: AnnotationRequest) -> Reading:
        try:
            refuse_long_text(wanted.text or "", self.text_characters)
            page = read_request(wanted, self.fetcher, self.metrics.step)
            refuse_long_text(page.text, self.text_characters)
        except PageError as error:
            self.metrics.page_failures.labels(error.type).inc()
            raise
        with self.metrics.step("attributions"):
            return read(page)
