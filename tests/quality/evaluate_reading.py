"""Measures reading and outlet identity on saved news pages.

`python -m tests.quality.evaluate_reading ../shared/pages/dev [--editions DIR] [--errors FILE]`.

Text: precision and recall of 4-word shingles, averaged over pages, and F1 of the averages (the measure of scrapinghub's article extraction
benchmark; Chinese and Japanese characters count as words). Byline, date, title, language: share of pages that are exactly right, case aside.
Outlet: by the page's host, and by the publisher's name where the corpus has it, in an edition. Prints a table; `--errors` writes every miss by kind.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from typing import Any
from urllib.parse import urlsplit

from server.errors import PageError
from server.knowledge import KnowledgeSource
from server.outlets import identify_outlet
from server.reading import read_page
from server.records.knowledge import Knowledge
from server.records.page import Page

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
_OPTIONAL = re.compile(r"^\[(.*)\]$", re.MULTILINE)  # paragraphs that may be read or left out (summaries), in one of the corpora
EMPTY = Page("", "", "submitted")


@dataclass
class Tally:
    """What one corpus adds up to."""

    precisions: list[float] = field(default_factory=list)
    recalls: list[float] = field(default_factory=list)
    right: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    misses: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def count(self, kind: str, page_id: str, *, right: bool, said: object = None, gold: object = None) -> None:
        self.seen[kind] += 1
        self.right[kind] += right
        if not right:
            self.misses[kind].append(f"{page_id}: {said!r}, gold {gold!r}")

    def share(self, kind: str) -> float | None:
        return self.right[kind] / self.seen[kind] if self.seen[kind] else None

    @property
    def text_f1(self) -> float | None:
        if not self.precisions:
            return None
        precision, recall = mean(self.precisions), mean(self.recalls)
        return 2 * precision * recall / (precision + recall)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


def precision_and_recall(gold: str, text: str) -> tuple[float, float]:
    wanted, found = shingles(gold), shingles(text)
    shared = sum((wanted & found).values())
    return shared / max(1, found.total()), shared / max(1, wanted.total())


def pages_of(folder: Path, corpus: str) -> Iterator[dict[str, Any]]:
    with gzip.open(folder / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def read(entry: dict[str, Any]) -> Page:
    """The page, or an empty one where reading refuses it: a refusal counts as a miss wherever there is gold."""
    try:
        return read_page(entry["html"].encode("utf-8", errors="replace"), url=entry["url"])
    except PageError:
        return EMPTY


def evaluate(folder: Path, corpus: str, knowledge: Knowledge | None = None) -> Tally:
    """Read every page of a corpus and hold it against its gold."""
    tally = Tally()
    for entry in pages_of(folder, corpus):
        page, gold = read(entry), entry["gold"]
        _compare_text(tally, entry["id"], gold.get("text"), page.text)
        _compare_facts(tally, entry, page)
        if knowledge is not None and page is not EMPTY:
            _compare_outlet(tally, entry, page, knowledge)
    return tally


def _compare_text(tally: Tally, page_id: str, gold: str | None, text: str) -> None:
    if not gold:
        return
    optional = set(_OPTIONAL.findall(gold))
    kept = "\n\n".join(paragraph for paragraph in text.split("\n\n") if paragraph not in optional)
    precision, recall = precision_and_recall(_OPTIONAL.sub("", gold), kept)
    tally.precisions.append(precision)
    tally.recalls.append(recall)
    if precision < 0.9 or recall < 0.9:
        tally.misses["text"].append(f"{page_id}: precision {precision:.2f}, recall {recall:.2f}")


def _compare_facts(tally: Tally, entry: dict[str, Any], page: Page) -> None:
    gold, page_id = entry["gold"], entry["id"]
    if gold.get("authors"):
        authors = gold["authors"] if isinstance(gold["authors"], list) else [gold["authors"]]
        said = [author.name for author in page.byline]
        right = sorted(map(str.casefold, said)) == sorted(map(str.casefold, authors))
        tally.count("byline", page_id, right=right, said=said, gold=authors)
    if gold.get("date"):
        tally.count("date", page_id, right=page.published == str(gold["date"])[:10], said=page.published, gold=gold["date"])
    if gold.get("title"):
        title = " ".join(gold["title"].split())
        tally.count("title", page_id, right=(page.title or "").casefold() == title.casefold(), said=page.title, gold=title)
    tally.count("language", page_id, right=page.language == entry["lang"], said=page.language, gold=entry["lang"])


def _compare_outlet(tally: Tally, entry: dict[str, Any], page: Page, knowledge: Knowledge) -> None:
    """By host: the outlet is the one the edition has at the host, and unknown where it has none. By name: it is called what the corpus calls it."""
    identity = identify_outlet(page, knowledge)
    address = urlsplit(entry["url"])
    at_host = knowledge.outlet_of(address.hostname or "", address.path or "/")
    tally.count("outlet", entry["id"], right=identity.outlet.entity == at_host, said=identity.outlet.entity, gold=at_host)
    if identity.origin is not None:
        tally.misses["origin (to be looked at)"].append(
            f"{entry['id']}: {identity.outlet.name} from {identity.origin.name}: {identity.origin.evidence}"
        )
    name = entry["gold"].get("site_name")
    if name and identity.outlet.entity:
        record = knowledge.entity(identity.outlet.entity)
        names = {_folded(n.text) for n in record.names} | {_folded(record.name)} if record else set()
        tally.count("outlet name", entry["id"], right=not names.isdisjoint(_forms(name)), said=identity.outlet.name, gold=name)


def _forms(name: str) -> set[str]:
    """A name with an abbreviation in brackets is both: "Norddeutscher Rundfunk (NDR)"."""
    found = re.fullmatch(r"(.+) \((.+)\)", name)
    return {_folded(form) for form in (name, *(found.groups() if found else ()))}


def _folded(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum()).removeprefix("the")


KINDS = ("byline", "date", "title", "language", "outlet", "outlet name")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--editions", type=Path, help="a folder with a published edition: measures outlets too")
    parser.add_argument("--errors", type=Path, help="where to write the misses")
    parser.add_argument("--corpora", nargs="*", help="only these")
    args = parser.parse_args()
    knowledge = KnowledgeSource(args.editions).current() if args.editions else None
    corpora = args.corpora or sorted(path.name.removesuffix(".jsonl.gz") for path in args.folder.glob("*.jsonl.gz"))
    sys.stdout.write("| corpus | text precision / recall / F1 | " + " | ".join(KINDS) + " |\n|---" + "|---" * (len(KINDS) + 1) + "|\n")
    errors = []
    for corpus in corpora:
        tally = evaluate(args.folder, corpus, knowledge)
        text = (
            f"{mean(tally.precisions):.3f} / {mean(tally.recalls):.3f} / {tally.text_f1:.3f} ({len(tally.precisions)})" if tally.precisions else "–"
        )
        shares = [f"{tally.share(kind):.3f} ({tally.seen[kind]})" if tally.seen[kind] else "–" for kind in KINDS]
        sys.stdout.write(f"| {corpus} | {text} | " + " | ".join(shares) + " |\n")
        errors += [f"{kind} {miss}\n" for kind, misses in sorted(tally.misses.items()) for miss in misses]
    if args.errors:
        args.errors.write_text("".join(errors), encoding="utf-8")


if __name__ == "__main__":
    main()
