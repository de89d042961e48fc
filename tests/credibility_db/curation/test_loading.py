"""Loading on SQLite and PostgreSQL: every change is a revision, nothing is lost, the desk's work is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DBAPIError

from credibility_db.curation import LoadOptions, LoadResult, load_records, verify_history
from credibility_db.errors import HistoryBroken, RulesViolated
from credibility_db.queries import entity_history, read_record, read_records, revisions
from credibility_db.queries.records import BATCH, QUERIES_A_BATCH
from credibility_db.records import EntityRecord
from tests.credibility_db.conftest import OPTIONS
from tests.credibility_db.synthetic import made_up_records

LANTERN = "the-larkfield-lantern"


def load(engine: Engine, records: list[EntityRecord], options: LoadOptions = OPTIONS) -> LoadResult:
    with engine.begin() as connection:
        return load_records(connection, records, options)


def stored(engine: Engine) -> dict[str, EntityRecord]:
    with engine.connect() as connection:
        return {record.id: record for record in read_records(connection)}


def changed(records: list[EntityRecord], entity: str, **members: object) -> list[EntityRecord]:
    return [replace(record, **members) if record.id == entity else record for record in records]  # type: ignore[arg-type]


def without_last_statement(records: list[EntityRecord], entity: str) -> list[EntityRecord]:
    return [replace(record, statements=record.statements[:-1]) if record.id == entity else record for record in records]


def test_what_is_loaded_is_what_is_read(loaded: Engine, records: list[EntityRecord]) -> None:
    found = stored(loaded)
    for record in records:
        assert found[record.id] == replace(record, statements=tuple(sorted(record.statements, key=lambda statement: statement.id)))


def test_a_second_load_does_nothing(loaded: Engine, records: list[EntityRecord]) -> None:
    assert load(loaded, records).changes == []


def test_each_change_is_a_revision_in_one_chain(loaded: Engine, records: list[EntityRecord]) -> None:
    result = load(loaded, changed(records, LANTERN, description="Another description."))
    assert [(change.target, change.action) for change in result.changes] == [(LANTERN, "update")]
    with loaded.connect() as connection:
        total = sum(1 + len(record.statements) for record in records) + 1
        assert verify_history(connection) == total
        newest = entity_history(connection, LANTERN)[0]
    assert (newest.who, newest.why, newest.action) == ("tests", "a test", "update")
    assert "Daily newspaper of the made-up town" in newest.before
    assert "Another description." in newest.after


def test_a_statement_that_is_gone_is_withdrawn_and_comes_back(loaded: Engine, records: list[EntityRecord]) -> None:
    gone = next(record for record in records if record.id == LANTERN).statements[-1].id
    assert [(change.target, change.action) for change in load(loaded, without_last_statement(records, LANTERN)).changes] == [(gone, "withdraw")]
    assert {statement.id: statement.status for statement in stored(loaded)[LANTERN].statements}[gone] == "withdrawn"
    assert load(loaded, without_last_statement(records, LANTERN)).changes == []
    assert [(change.target, change.action) for change in load(loaded, records).changes] == [(gone, "update")]


def test_an_entity_that_is_gone_is_withdrawn_when_asked(loaded: Engine, records: list[EntityRecord]) -> None:
    rest = [record for record in records if record.id != LANTERN]
    assert load(loaded, rest).changes == []
    result = load(loaded, rest, replace(OPTIONS, withdraw_missing=True))
    assert [(change.target, change.action) for change in result.changes] == [(LANTERN, "withdraw")]
    assert stored(loaded)[LANTERN].status == "withdrawn"


def test_an_entity_under_another_id_takes_the_hosts_of_the_one_that_goes(loaded: Engine, records: list[EntityRecord]) -> None:
    lantern = next(record for record in records if record.id == LANTERN)
    renamed = replace(lantern, id="the-lantern-of-larkfield", statements=(), identifiers={})
    rest = [replace(record, statements=()) for record in records if record.id != LANTERN]
    load(loaded, [*rest, renamed], replace(OPTIONS, withdraw_missing=True))
    assert stored(loaded)[LANTERN].status == "withdrawn"
    assert stored(loaded)[renamed.id].hosts == lantern.hosts
    assert load(loaded, [*rest, renamed], replace(OPTIONS, withdraw_missing=True)).changes == []


def test_what_the_desk_keeps_is_not_overwritten(loaded: Engine, records: list[EntityRecord]) -> None:
    desk = replace(OPTIONS, origin="desk")
    result = load(loaded, changed(records, LANTERN, description="From elsewhere."), desk)
    assert (result.changes, result.kept) == ([], [LANTERN])
    assert stored(loaded)[LANTERN].description.startswith("Daily newspaper")


def test_a_dry_run_writes_nothing(loaded: Engine, records: list[EntityRecord]) -> None:
    before = stored(loaded)
    result = load(loaded, changed(records, LANTERN, country="SE"), replace(OPTIONS, dry_run=True))
    assert result.count("update") == 1
    assert stored(loaded) == before


def test_a_broken_rule_keeps_everything_out(engine: Engine, records: list[EntityRecord]) -> None:
    broken = [replace(record, statements=tuple(replace(one, citations=()) for one in record.statements)) for record in records]
    with pytest.raises(RulesViolated) as caught:
        load(engine, broken)
    assert {finding.code for finding in caught.value.findings} == {"citation-missing"}
    assert stored(engine) == {}


def test_the_rules_see_what_is_in_the_database(loaded: Engine, records: list[EntityRecord]) -> None:
    lantern = next(record for record in records if record.id == LANTERN)
    rival = EntityRecord("rival", "outlet", "newspaper", "Rival", hosts=lantern.hosts[:1])
    with pytest.raises(RulesViolated, match="host-shared"):
        load(loaded, [rival])


@pytest.mark.parametrize("change", ["UPDATE revision SET why = 'x'", "DELETE FROM revision"])
def test_revisions_cannot_be_changed(loaded: Engine, change: str) -> None:
    with pytest.raises(DBAPIError, match="never changed or removed"), loaded.begin() as connection:
        connection.execute(text(change))


def test_a_chain_with_a_changed_or_missing_row_is_found(loaded: Engine) -> None:
    with loaded.connect() as connection:
        rows = list(revisions(connection))
        assert verify_history(connection, rows) == len(rows)
        with pytest.raises(HistoryBroken) as missing:
            verify_history(connection, rows[:3] + rows[4:])
        altered = [*rows[:2], rows[0], *rows[3:]]
        with pytest.raises(HistoryBroken) as changed_row:
            verify_history(connection, altered)
    assert (missing.value.seq, changed_row.value.seq) == (4, 3)


def test_reading_takes_a_fixed_number_of_queries_a_batch(engine: Engine) -> None:
    made_up = list(made_up_records(60, 150))
    load(engine, made_up)
    queries: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda _c, _cursor, statement, *_: queries.append(statement))
    with engine.connect() as connection:
        assert len(list(read_records(connection))) == 60 < BATCH
    assert len([query for query in queries if query.lstrip().upper().startswith("SELECT")]) == QUERIES_A_BATCH
    queries.clear()
    with engine.connect() as connection:
        assert read_record(connection, "outlet-0") is not None
    assert len([query for query in queries if query.lstrip().upper().startswith("SELECT")]) == QUERIES_A_BATCH - 1
