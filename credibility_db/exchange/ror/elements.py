"""The objects of a JSON array one by one, in constant memory. Used by `reader`; made for ROR's dump, an array of 110,000 records.

The dump is printed with an indentation: an element begins at a line with `{` alone and ends at one with `}` of the same indentation, since
strings of JSON hold no line breaks. So a malformed element does not take others with it. An array on one line is cut at balanced brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from credibility_db.exchange.dumps import LONGEST_LINE

LARGEST = 4 << 20
_CHUNK = 1 << 16
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}]', re.DOTALL)
_OPENING = re.compile(rb"(\s*)\{\s*\Z")


def elements(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The text of each object with the number (from 1) of the line it begins on, or of the element where the array has no lines.

    What is cut short or too large comes as it is, for its reader to find malformed.
    """
    lines = 0
    indentation: bytes | None = None
    part: list[bytes] = []
    begun = 0
    while line := file.readline(LONGEST_LINE):
        lines += 1
        if lines <= 2 and b"{" in line and not _OPENING.match(line) and line.count(b"{") > 1:
            yield from _balanced(line, file)
            return
        opening = _OPENING.match(line)
        if opening and (indentation is None or opening.group(1) == indentation):
            indentation = opening.group(1)
            if part:
                yield begun, b"".join(part)
            part, begun = [line], lines
        elif part:
            part.append(line)
            if line.rstrip(b", \r\n") == (indentation or b"") + b"}":
                yield begun, b"".join(part).rstrip(b", \r\n")
                part = []
    if part:
        yield begun, b"".join(part)


def _balanced(first: bytes, file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Objects of an array without lines, by brackets outside strings; stops at an element larger than any can be."""
    buffer, place, start, depth, number = first, 0, 0, 0, 0
    while True:
        for token in _TOKEN.finditer(buffer, place):
            char = token.group()
            place = token.end()
            if char == b"{":
                start, depth = (token.start(), 1) if depth == 0 else (start, depth + 1)
            elif char == b"}" and depth:
                depth -= 1
                if depth == 0:
                    number += 1
                    yield number, buffer[start:place]
        keep = start if depth else place
        buffer, place, start = buffer[keep:], place - keep, 0
        chunk = file.read(_CHUNK)
        if not chunk or len(buffer) > LARGEST:
            if depth:
                yield number + 1, buffer
            return
        buffer += chunk
