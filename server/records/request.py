"""What a client asks to have annotated. Made by `api/annotations` and the command line, read by the pipeline."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnnotationRequest:
    """A page by its address, or the page itself. With `html` or `text` nothing is fetched and `url` may be left out.

    `html` as bytes is a page whose encoding is still to be found.
    `published` is an ISO date that overrides the page's own; `language` a BCP 47 primary subtag likewise.
    """

    url: str | None = None
    html: str | bytes | None = None
    text: str | None = None
    published: str | None = None
    language: str | None = None
    include_text: bool = False

    @property
    def submitted(self) -> bool:
        """Whether the client sent the page itself."""
        return self.html is not None or self.text is not None
