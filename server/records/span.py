"""A stretch of the page text. Every step that points at words does it with a Span."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """`text` is exactly `page_text[start:end]`; offsets are Unicode code points, end exclusive."""

    text: str
    start: int
    end: int

    @classmethod
    def cut(cls, page_text: str, start: int, end: int) -> Span:
        """The span of `page_text` between two offsets."""
        return cls(page_text[start:end], start, end)
