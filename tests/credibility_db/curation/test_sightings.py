"""Counts by month, on both databases: added up, forgotten in time, shown only above the least number."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from credibility_db.curation.sightings import LEAST, add_sightings, dismiss_sighting, months_before
from credibility_db.queries import entity_ids, most_met, read_record

ADA, HOST = ("person", "Ada Quillon"), ("host", "new-paper.com")


def met(engine: Engine, least: int = 1, **more: str) -> list[tuple[str, int]]:
    with engine.connect() as connection:
        return [(row.name, row.times) for row in most_met(connection, least=least, limit=50, **more)]


def add(engine: Engine, month: str, counts: dict[tuple[str, str], int]) -> None:
    with engine.begin() as connection:
        add_sightings(connection, counts, month=month)


def test_months_add_up_most_met_first(engine: Engine) -> None:
    add(engine, "2026-10", {HOST: 3, ADA: 6})
    add(engine, "2026-11", {HOST: 1})
    add(engine, "2026-11", {HOST: 1, ("organization", "Quillon"): 4})
    assert met(engine, LEAST) == [("Ada Quillon", 6), ("new-paper.com", 5)]
    assert met(engine, kind="organization") == [("Quillon", 4)]


def test_old_months_go_and_people_met_seldom_sooner(engine: Engine) -> None:
    add(engine, "2026-01", {HOST: 9, ADA: 4})
    add(engine, "2026-03", {("host", "other.com"): 1})
    assert met(engine) == [("new-paper.com", 9), ("other.com", 1)]
    add(engine, "2026-08", {("host", "other.com"): 1})
    assert met(engine) == [("other.com", 2)]


def test_what_is_put_aside_or_known_by_now_is_not_shown(loaded: Engine) -> None:
    with loaded.connect() as connection:
        records = [read_record(connection, entity) for entity in entity_ids(connection)]
    host = next(record.hosts[0].host for record in records if record and record.hosts)
    name = next(record.name for record in records if record)
    add(loaded, "2026-11", {("host", host): 9, ("organization", name): 9, ADA: 9, HOST: 9})
    assert {row for row, _ in met(loaded)} == {ADA[1], HOST[1]}
    for _ in range(2):
        with loaded.begin() as connection:
            dismiss_sighting(connection, *ADA, who="kurt")
    assert met(loaded) == [("new-paper.com", 9)]
    add(loaded, "2026-11", {ADA: 50})
    assert met(loaded) == [("new-paper.com", 9)]


@pytest.mark.parametrize(("month", "number", "before"), [("2026-11", 6, "2026-05"), ("2026-03", 6, "2025-09"), ("2026-01", 1, "2025-12")])
def test_months_are_counted_back(month: str, number: int, before: str) -> None:
    assert months_before(month, number) == before
