"""Counts into bars: what the dashboard's plots show. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from credibility_db.records import KINDS

COUNTRIES_SHOWN = 14
YEARS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a plot: its label, its counts, and the length of its bar for each, in hundredths of the longest row."""

    label: str
    counts: tuple[int, ...]
    widths: tuple[float, ...]

    @property
    def total(self) -> int:
        """All counts together."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Plot:
    """A table with bars. `columns` name the counts; `note` says what one has to know."""

    title: str
    rows: tuple[Bar, ...]
    columns: tuple[str, ...] = ("How many",)
    note: str = ""


def plot(title: str, rows: Sequence[tuple[str, Sequence[int]]], columns: Sequence[str] = ("How many",), note: str = "") -> Plot:
    """A plot of rows in the order given."""
    longest = max((sum(counts) for _, counts in rows), default=0) or 1
    bars = tuple(Bar(label, tuple(counts), tuple(round(100 * count / longest, 2) for count in counts)) for label, counts in rows)
    return Plot(title, bars, tuple(columns), note)


def country_plot(rows: Iterable[Any]) -> Plot:
    """Entities by country and kind, the largest first, the rest together."""
    by_country: dict[str, Counter[str]] = {}
    for row in rows:
        by_country.setdefault(row.country or "none given", Counter())[row.kind] += row.times
    ordered = sorted(by_country.items(), key=lambda item: (-item[1].total(), item[0]))
    lines = [(country, [counts[kind] for kind in KINDS]) for country, counts in ordered[:COUNTRIES_SHOWN]]
    rest = sum((counts for _, counts in ordered[COUNTRIES_SHOWN:]), Counter())
    if rest:
        lines.append((f"{len(ordered) - COUNTRIES_SHOWN} others", [rest[kind] for kind in KINDS]))
    return plot("Coverage by country and kind", lines, ("outlets", "organizations", "people"))


def kind_plot(rows: Sequence[Any]) -> Plot:
    """Entities by kind."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts[row.kind] += row.times
    words = {"outlet": "outlets", "organization": "organizations", "person": "people"}
    return plot("Entities by kind", [(words[kind], [counts[kind]]) for kind in KINDS])


def month_plot(counts: Counter[str]) -> Plot:
    """When citations were read last, by month."""
    return plot("When sources were last read", [(month, [counts[month]]) for month in sorted(counts)[-YEARS_SHOWN:]])


def year_plot(counts: Counter[str]) -> Plot:
    """How old the cited documents are, by year; earlier years together."""
    years = sorted((year for year in counts if year), reverse=True)
    rows = [(year, [counts[year]]) for year in years[:YEARS_SHOWN]]
    earlier = sum(counts[year] for year in years[YEARS_SHOWN:])
    return plot("Age of the cited documents", [*rows, *([("earlier", [earlier])] if earlier else []), ("without a date", [counts[""]])])


def age_plot(waiting: dict[str, Counter[int]]) -> Plot:
    """How long proposals and reports have waited."""
    words = ("less than a day", "less than a week", "less than a month", "a month or more")
    rows = [(word, [waiting["proposals"][age], waiting["reports"][age]]) for age, word in enumerate(words)]
    return plot("How long the queues wait", rows, ("proposals", "reports"))


def agreement_plot(counts: Counter[str]) -> Plot:
    """On how many publishers' word statements rest, and how many are contradicted."""
    labels = {"one": "one publisher", "two": "two agree", "three or more": "three or more agree"}
    rows = [(labels.get(key, key), [counts[key]]) for key in (*labels, "contradicted", "disputed")]
    return plot("Agreement between sources", rows, note="Statements by the number of publishers they rest on.")


def link_plot(counts: Counter[str]) -> Plot:
    """What was found at the cited addresses."""
    labels = {"alive": "there", "dead": "gone", "unclear": "unclear (refused, busy, slow)"}
    return plot("Cited addresses when last visited", [(label, [counts[key]]) for key, label in labels.items()])
