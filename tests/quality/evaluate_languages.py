"""Precision and recall in languages without a corpus, on sentences of our own: `python -m tests.quality.evaluate_languages [--errors]`.

`languages/<code>.txt` was written before the rules were tried on it, one text a line with its sources and contents marked. A content counts as
found when it shares half of its characters with a marked one; its source is right when the words or the name given lie in a marked source.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from server.records.attribution import Attribution
from tests.server.attributions.markup import attributions_of

FOLDER = Path(__file__).parent / "languages"
_MARK = re.compile(r"\[([sq]):([^\[\]]*)\]")
Stretch = tuple[int, int]


@dataclass
class Measure:
    """Counts over the sentences of one language."""

    sentences: int = 0
    found: int = 0
    false: int = 0
    missed: int = 0
    sources: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Of the contents given, how many are marked; in percent."""
        return 100 * self.found / max(1, self.found + self.false)

    @property
    def recall(self) -> float:
        """Of the contents marked, how many are given; in percent."""
        return 100 * self.found / max(1, self.found + self.missed)

    @property
    def speaker(self) -> float:
        """Of the contents found, how many have the right source; in percent."""
        return 100 * self.sources / max(1, self.found)


def unmarked(line: str) -> tuple[str, list[Stretch], list[Stretch]]:
    """The plain text of a line, with the stretches of its sources and of its contents."""
    stretches: dict[str, list[Stretch]] = {"s": [], "q": []}
    text, at = "", 0
    for m in _MARK.finditer(line):
        text += line[at : m.start()]
        stretches[m.group(1)].append((len(text), len(text) + len(m.group(2))))
        text, at = text + m.group(2), m.end()
    return text + line[at:], stretches["s"], stretches["q"]


def _shared(a: Stretch, b: Stretch) -> float:
    both = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, both) / (max(a[1], b[1]) - min(a[0], b[0]))


def _is_right(found: Attribution, text: str, sources: list[Stretch]) -> bool:
    if found.source.span is not None:
        return any(_shared((found.source.span.start, found.source.span.end), source) > 0 for source in sources)
    return found.source.name is not None and any(found.source.name.split()[-1] in text[a:b] for a, b in sources)


def measure(language: str) -> Measure:
    """Read the sentences of a language and count."""
    counts = Measure()
    for line in (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        counts.sentences += 1
        text, sources, contents = unmarked(line)
        left = list(contents)
        for found in attributions_of(text, language):
            span = (found.content.start, found.content.end)
            best = max(left, key=lambda content: _shared(content, span), default=None)
            if best is None or _shared(best, span) < 0.5:
                counts.false += 1
                counts.errors.append(f"false [{found.content.text}] in: {text}")
                continue
            left.remove(best)
            counts.found += 1
            right = _is_right(found, text, sources)
            counts.sources += right
            if not right:
                counts.errors.append(f"source {found.source.span and found.source.span.text!r} in: {text}")
        counts.missed += len(left)
        counts.errors += [f"missed [{text[a:b]}] in: {text}" for a, b in left]
    return counts


def main() -> None:
    """Print the table, and with --errors what is wrong."""
    print("| language | sentences | precision | recall | right source |\n|---|---|---|---|---|")
    for path in sorted(FOLDER.glob("*.txt")):
        counts = measure(path.stem)
        print(f"| {path.stem} | {counts.sentences} | {counts.precision:.1f} | {counts.recall:.1f} | {counts.speaker:.1f} |")
        if "--errors" in sys.argv:
            print("\n".join(counts.errors))


if __name__ == "__main__":
    main()
