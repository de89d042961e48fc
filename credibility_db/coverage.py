"""How much the record covers: counts by kind, country and layer, shares with an owner, ages of citations. Pure; the CLI prints it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from credibility_db.predicates import OWNERSHIP
from credibility_db.records import EntityRecord, StatementRecord

POLICY_CATEGORIES = frozenset(
    {"think tank", "policy organization", "research institute", "state research institute", "political foundation", "advocacy group"}
)


@dataclass(slots=True)
class Coverage:
    """Counts over published entities and the statements that are not withdrawn. `numbers` are those that goals are set in."""

    numbers: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    categories: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    predicates: Counter[str] = field(default_factory=Counter)
    layers: Counter[str] = field(default_factory=Counter)
    accessed: Counter[str] = field(default_factory=Counter)
    published: Counter[str] = field(default_factory=Counter)

    def as_members(self) -> dict[str, Any]:
        """Everything as plain members, sorted, for JSON."""
        groups = ("kinds", "categories", "countries", "predicates", "layers", "accessed", "published")
        return {name: self.numbers[name] for name in NUMBERS} | {group: dict(sorted(getattr(self, group).items())) for group in groups}


NUMBERS = (
    "entities",
    "outlets",
    "outlets_with_host",
    "outlets_with_owner",
    "policy_organizations",
    "funding_statements",
    "curated_people",
    "curated_outlets",
    "curated_organizations",
    "statements",
    "statements_without_citation",
    "citations",
    "hosts",
    "names",
)
_CURATED = {"outlet": "curated_outlets", "organization": "curated_organizations", "person": "curated_people"}


def measure_coverage(records: Iterable[EntityRecord]) -> Coverage:
    """Count what the records hold."""
    coverage = Coverage()
    documents: set[str] = set()
    for record in records:
        if record.status == "published":
            shown = [statement for statement in record.statements if statement.status != "withdrawn"]
            _count_entity(coverage, record, shown)
            for statement in shown:
                _count_statement(coverage, statement)
                documents.update(citation.url for citation in statement.citations)
    coverage.numbers["citations"] = len(documents)
    return coverage


def _count_entity(coverage: Coverage, record: EntityRecord, shown: list[StatementRecord]) -> None:
    numbers = coverage.numbers
    numbers["entities"] += 1
    numbers["names"] += 1 + len(record.names)
    numbers["hosts"] += len(record.hosts)
    coverage.kinds[record.kind] += 1
    coverage.categories[record.category] += 1
    coverage.countries[record.country or "none"] += 1
    numbers[_CURATED[record.kind]] += record.layer == "curated"
    numbers["policy_organizations"] += record.kind == "organization" and record.category in POLICY_CATEGORIES
    if record.kind == "outlet":
        numbers["outlets"] += 1
        numbers["outlets_with_host"] += bool(record.hosts)
        numbers["outlets_with_owner"] += any(statement.predicate in OWNERSHIP and statement.object_unknown is None for statement in shown)


def _count_statement(coverage: Coverage, statement: StatementRecord) -> None:
    coverage.numbers["statements"] += 1
    coverage.numbers["statements_without_citation"] += not statement.citations
    coverage.numbers["funding_statements"] += statement.predicate == "funded_by"
    coverage.predicates[statement.predicate] += 1
    coverage.layers[statement.layer] += 1
    coverage.accessed.update(citation.accessed[:4] for citation in statement.citations)
    coverage.published.update(citation.published[:4] if citation.published else "undated" for citation in statement.citations)


def bars(title: str, counts: Counter[str], *, most: int = 12, width: int = 40) -> str:
    """A plot of counts in text: the largest first (years in their order), one bar a line."""
    rows = counts.most_common(most)
    if all(name[:4].isdigit() or name == "undated" for name in counts):
        rows = sorted(rows)
    top = max((count for _, count in rows), default=0) or 1
    lines = [f"{name:<24.24} {count:>8} {'█' * max(1, round(count * width / top))}" for name, count in rows]
    rest = sum(counts.values()) - sum(count for _, count in rows)
    return "\n".join([title, *lines, *([f"{'others':<24} {rest:>8}"] if rest else [])])
