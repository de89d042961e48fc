"""The lists of upkeep and the dashboard's figures, on both databases."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from credibility_db.curation.link_checks import LinkCheck, store_checks
from credibility_db.curation.rows import insert_contradictions, insert_heads, insert_statements
from credibility_db.queries import (
    NEEDS,
    Need,
    agreement,
    citations_by_month,
    citations_by_year,
    count_needing,
    entities_by_country,
    links_by_verdict,
    needing,
    sources_of,
    waiting_since,
)
from credibility_db.records import CitationRecord, EntityRecord, StatementRecord

TODAY, BEFORE = "2026-11-28", "2025-11-28"


def cited(url: str, **more: str) -> CitationRecord:
    members = {"title": "T", "publisher": "P", "accessed": "2026-11-01", "kind": "press", "published": "2024-05"} | more
    return CitationRecord(f"https://{url}", **members)


NEW, OTHER = cited("new.example/1"), cited("other.example/1", publisher="Q", kind="official register", accessed="2026-10-01")
OLD, OWN = cited("old.example/1", accessed="2024-01-02"), cited("own.example/1", kind="self-declaration", publisher="Own")
DEAD = cited("dead.example/1", publisher="D")
BOTH = (NEW, OTHER)


def said(key: str, predicate: str, citations: tuple[CitationRecord, ...], subject: str = "paper", **more: Any) -> StatementRecord:
    return StatementRecord(f"{subject}.{predicate}.{key}", subject, predicate, citations=citations, **{"object_text": key} | more)


STATEMENTS = [
    said("fine", "funded_by", BOTH),
    said("old", "funded_by", (OLD,)),
    said("half-old", "funded_by", (OLD, OTHER)),
    said("own", "describes_itself_as", (OWN,)),
    said("dead", "funded_by", (DEAD, OTHER), contradicts=("paper.funded_by.fine",)),
    said("withdrawn", "funded_by", (OLD,), status="withdrawn"),
    said("undated", "owned_by", BOTH, status="disputed"),
    said("dated", "owned_by", BOTH, valid_from="2020"),
    said("nobody-knows", "owned_by", BOTH, object_text=None, object_unknown="no register"),
    said("past", "holds_office", BOTH, "ada", valid_to="2025"),
    said("past", "holds_office", BOTH, "ben", valid_to="2025"),
    said("now", "holds_office", BOTH, "ben", valid_to="2026-12"),
    said("this-year", "holds_office", BOTH, "eve", valid_to="2026"),
]
EXPECTED = {
    "dead": ["paper.funded_by.dead"],
    "old": ["paper.funded_by.old"],
    "single": ["paper.describes_itself_as.own", "paper.funded_by.old"],
    "own-word": ["paper.describes_itself_as.own"],
    "ended-office": ["ada.holds_office.past"],
    "undated-owner": ["paper.owned_by.undated"],
}


@pytest.fixture
def kept(engine: Engine) -> Engine:
    """A small record with every need once."""
    people = [EntityRecord(key, "person", "official", key.capitalize(), country="SE") for key in ("ada", "ben", "eve")]
    with engine.begin() as connection:
        insert_heads(connection, [EntityRecord("paper", "outlet", "newspaper", "Paper", country="NO"), *people], origin="desk")
        insert_statements(connection, STATEMENTS, origin="desk")
        insert_contradictions(connection, STATEMENTS)
        day = date(2026, 11, 20)
        checks = [
            LinkCheck(DEAD.url, 404, day, archive_url="https://archive.example/1"),
            LinkCheck(NEW.url, 200, day),
            LinkCheck(OTHER.url, 0, day, problem="robots-refused"),
            LinkCheck(OLD.url, 403, day),
        ]
        store_checks(connection, checks)
    return engine


@pytest.mark.parametrize("name", NEEDS)
def test_each_list_has_what_it_is_for_and_nothing_else(kept: Engine, name: str) -> None:
    need = Need(name, TODAY, BEFORE)
    with kept.connect() as connection:
        found = [row.id for row in needing(connection, need, limit=50)]
        assert found == EXPECTED[name]
        assert count_needing(connection, need) == len(found)
        assert [row.id for row in needing(connection, need, limit=50, after=found[0])] == found[1:]
        assert count_needing(connection, Need(name, TODAY, BEFORE, "organization")) == 0
        assert count_needing(connection, Need(name, TODAY, BEFORE, None, "FR")) == 0


def test_sources_come_in_order_with_what_was_found(kept: Engine) -> None:
    with kept.connect() as connection:
        sources = sources_of(connection, ["paper.funded_by.dead", "paper.describes_itself_as.own"])
    assert [(each.url, each.status, each.archived) for each in sources["paper.funded_by.dead"]] == [
        (DEAD.url, 404, "https://archive.example/1"),
        (OTHER.url, 0, None),
    ]
    assert [each.status for each in sources["paper.describes_itself_as.own"]] == [None]


def test_the_figures(kept: Engine) -> None:
    with kept.connect() as connection:
        countries = {(row.country, row.kind): row.times for row in entities_by_country(connection)}
        assert countries == {("NO", "outlet"): 1, ("SE", "person"): 3}
        assert citations_by_month(connection) == {"2026-11": 3, "2026-10": 1, "2024-01": 1}
        assert citations_by_year(connection) == {"2024": 5}
        assert links_by_verdict(connection) == {"alive": 1, "dead": 1, "unclear": 2}
        assert agreement(connection) == {"one": 2, "two": 10, "disputed": 1, "contradicted": 2}
        assert waiting_since(connection, (TODAY, BEFORE)) == {"proposals": {}, "reports": {}}
